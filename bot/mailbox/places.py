"""How many turns are thought about at once: few that work, many that wait for a model or for the planner.

A turn that works is over within milliseconds; whoever is at it for longer waits for something else, and
takes no place of those who need none of that.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

AT_WORK: Final = 64
MOST: Final = 448
"""Under way in all; the flight recorder has room for 512."""
SLOW_SECONDS: Final = 1.0


class Places:
    """Room for turns; `freed` is called when a turn that goes on makes room for another."""

    def __init__(self, freed: Callable[[], None], slow_seconds: float = SLOW_SECONDS) -> None:
        self._freed = freed
        self._slow_seconds = slow_seconds
        self._waiting: set[object] = set()

    def room(self, under_way: int) -> int:
        """How many more may begin."""
        return max(0, min(AT_WORK - under_way + len(self._waiting), MOST - under_way))

    @contextmanager
    def taken(self) -> Iterator[None]:
        """The turn is under way inside the block."""
        turn = object()
        slow = asyncio.get_running_loop().call_later(self._slow_seconds, self._waits, turn)
        try:
            yield
        finally:
            slow.cancel()
            self._waiting.discard(turn)

    def _waits(self, turn: object) -> None:
        self._waiting.add(turn)
        self._freed()
