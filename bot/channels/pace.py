"""How fast we may call a platform: so many calls in any second, so many in one chat."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

WINDOW: Final = 1.02
"""Seconds in which at most a second's calls go out: what leaves evenly may arrive in a bunch."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The pace a platform allows. `in_flight`: how many calls we make side by side."""

    per_second: float
    per_chat_second: float
    in_flight: int = 8


class Pace:
    """A sliding window over the calls of one platform; `seconds` tells a monotonic time (the loop's)."""

    def __init__(self, limits: Limits, seconds: Callable[[], float]) -> None:
        self.limits = limits
        self._most = max(1, int(limits.per_second))
        self._chat_gap = 1 / limits.per_chat_second
        self._seconds = seconds
        self._calls: deque[float] = deque()
        self._silent_until = 0.0
        self._rests: dict[str, float] = {}

    async def slot(self, account: str | None = None) -> None:
        """Wait until the platform may be called; then the chat rests."""
        while (wait := self.free_in()) > 0:  # noqa: ASYNC110 - others may take the place or push it on
            await asyncio.sleep(wait)
        self.take(account)

    def take(self, account: str | None = None) -> None:
        """Spend a call that `room` says is there."""
        now = self._seconds()
        self._calls.append(now)
        if account is not None:
            self._rests[account] = now + self._chat_gap

    def room(self) -> int:
        """How many calls may go out right now."""
        now = self._seconds()
        if self._silent_until > now:
            return 0
        while self._calls and self._calls[0] + WINDOW <= now:
            self._calls.popleft()
        return max(0, self._most - len(self._calls))

    def free_in(self) -> float:
        """Seconds until one more call is allowed; 0 now."""
        if self.room() > 0:
            return 0.0
        now = self._seconds()
        full = len(self._calls) >= self._most
        window = self._calls[len(self._calls) - self._most] + WINDOW - now if full else 0.0
        return max(0.0, window, self._silent_until - now)

    def stop(self, seconds: float) -> None:
        """The platform told us to be silent for so long."""
        self._silent_until = max(self._silent_until, self._seconds() + seconds)

    def resting(self) -> Collection[str]:
        """Chats to which nothing may go now."""
        now = self._seconds()
        self._rests = {account: until for account, until in self._rests.items() if until > now}
        return self._rests.keys()

    def rest_ends_in(self) -> float:
        """Seconds until the next of these chats is free; infinity when none rests."""
        return min((until - self._seconds() for until in self._rests.values()), default=float("inf"))
