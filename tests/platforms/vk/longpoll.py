"""Bots Long Poll: `ts` counts events, history is kept for a while, `failed` 1, 2, 3 [D]."""

import asyncio
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final
from uuid import uuid4

LONGEST_WAIT: Final = 90.0

Event = dict[str, Any]


class LongPoll:
    """Any number of polls may wait; asking with an old `ts` gives everything again."""

    def __init__(self, depth: int = 100_000, first_ts: int = 1) -> None:
        self._events: deque[tuple[int, Event]] = deque()
        self._depth = depth
        self._waiting: set[asyncio.Future[None]] = set()
        self.ts = first_ts
        self._oldest = first_ts
        self.key = uuid4().hex
        self._lost = False

    def add(self, event: Event) -> None:
        """A new event (or an old one again, or garbage)."""
        self.ts += 1
        self._events.append((self.ts, event))
        if len(self._events) > self._depth:
            self._oldest = self._events.popleft()[0]
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    def expire_key(self) -> None:
        """The next poll with the old key gets `failed` 2."""
        self.key = uuid4().hex

    def lose_history(self) -> None:
        """Who asks with an older `ts` than now gets `failed` 1 and the present `ts`."""
        self._events.clear()
        self._oldest = self.ts

    def lose_information(self) -> None:
        """`failed` 3 once: key and `ts` must be asked for anew."""
        self._lost = True
        self.expire_key()

    async def poll(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """One a_check."""
        if params.get("act") != "a_check":
            return {"failed": 4, "min_version": 0, "max_version": 3}
        if self._lost:
            self._lost = False
            return {"failed": 3}
        if params.get("key") != self.key:
            return {"failed": 2}
        try:
            ts, wait = int(str(params.get("ts"))), float(params.get("wait", 25))
        except ValueError:
            return {"failed": 3}
        if not self._oldest <= ts <= self.ts:
            return {"failed": 1, "ts": self.ts}
        if ts == self.ts:
            await self._wait(min(max(wait, 0.0), LONGEST_WAIT))
        return {"ts": str(self.ts), "updates": self._after(ts)}

    def _after(self, ts: int) -> list[Event]:
        fresh = self.ts - ts
        if fresh >= len(self._events):
            return [event for number, event in self._events if number > ts]
        return [self._events[i][1] for i in range(-fresh, 0)]

    async def _wait(self, seconds: float) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(mine)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(mine, seconds)
        finally:
            self._waiting.discard(mine)
