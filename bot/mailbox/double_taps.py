"""A finger that bounces on a button presses it twice: the second press says nothing new.

Both presses come as updates of their own. The same button of the same message within a moment is one wish;
whoever presses again after having looked at the answer is heard. Memory only.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.dialogue.messages import Address, ButtonPressed, Incoming

MOMENT: Final = timedelta(seconds=0.7)
REMEMBERED: Final = 5_000
"""So many accounts: those that pressed last."""


@dataclass(frozen=True, slots=True)
class _Press:
    letter: int
    button: ButtonPressed
    at: datetime


class DoubleTaps:
    """Knows the last press of each account."""

    def __init__(self) -> None:
        self._last: OrderedDict[Address, _Press] = OrderedDict()

    def is_second(self, letter: int, incoming: Incoming, at: datetime) -> bool:
        """Is it the bounce of the press before? A letter that is thought about anew is none of itself."""
        if not isinstance(incoming.content, ButtonPressed):
            self._last.pop(incoming.address, None)
            return False
        last = self._last.get(incoming.address)
        if last and last.letter != letter and last.button == incoming.content and at - last.at <= MOMENT:
            return True
        self._last[incoming.address] = _Press(letter, incoming.content, at)
        self._last.move_to_end(incoming.address)
        if len(self._last) > REMEMBERED:
            self._last.popitem(last=False)
        return False
