"""How fast we may call a platform: so many a second in all, so many in one chat."""

import asyncio
from collections.abc import Callable, Collection

from bot.channels.channel import Limits


class Pace:
    """Spaces calls evenly; `seconds` tells a monotonic time (the loop's)."""

    def __init__(self, limits: Limits, seconds: Callable[[], float]) -> None:
        self._gap = 1 / limits.per_second
        self._chat_gap = 1 / limits.per_chat_second
        self._seconds = seconds
        self._free_at = 0.0
        self._rests: dict[str, float] = {}

    async def slot(self, account: str) -> None:
        """Wait for the platform's pace; then the chat rests."""
        while (wait := self._free_at - self._seconds()) > 0:  # noqa: ASYNC110 - others may push it on
            await asyncio.sleep(wait)
        self._free_at = self._seconds() + self._gap
        self._rests[account] = self._seconds() + self._chat_gap

    def stop(self, seconds: float) -> None:
        """The platform told us to be silent for so long."""
        self._free_at = max(self._free_at, self._seconds() + seconds)

    def resting(self) -> Collection[str]:
        """Chats to which nothing may go now."""
        now = self._seconds()
        self._rests = {account: until for account, until in self._rests.items() if until > now}
        return self._rests.keys()

    def rest_ends_in(self) -> float:
        """Seconds until the next of these chats is free; infinity when none rests."""
        return min((until - self._seconds() for until in self._rests.values()), default=float("inf"))
