"""The queue of updates: long poll, confirmation by offset, what is allowed, one poller at a time."""

import asyncio
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from tests.platforms.telegram.refusal import Refusal

KEPT_SECONDS: Final = 24 * 3600.0  # [D] "updates will not be kept longer than 24 hours"
_NOT_BY_DEFAULT: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_OTHER_POLLER: Final = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK: Final = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)

Update = dict[str, Any]


@dataclass(slots=True)
class _Waiting:
    at: float
    update: Update
    held: bool = False  # delivered again: stays until a poll has taken it, whatever its offset says


class Updates:
    """An update stays until a poll asks for a higher one; answering a poll confirms nothing by itself."""

    def __init__(self, first_id: int = 1) -> None:
        self._queue: deque[_Waiting] = deque()
        self._next_id = first_id
        self._allowed: frozenset[str] | None = None
        self._poll: asyncio.Future[None] | None = None
        self._polled = asyncio.Event()
        self.webhook: str | None = None
        self.confirmed_below = first_id

    def __len__(self) -> int:
        return len(self._queue)

    async def polled(self) -> None:
        """Wait until a poll waits."""
        await self._polled.wait()

    def allows(self, kind: str) -> bool:
        """Whether the bot asked for updates of that kind."""
        return kind not in _NOT_BY_DEFAULT if self._allowed is None else kind in self._allowed

    def add(self, kind: str, content: Mapping[str, Any], now: float) -> Update | None:
        """A new update; None when the bot did not ask for that kind."""
        if not self.allows(kind):
            return None
        update = {"update_id": self._next_id, kind: content}
        self._next_id += 1
        self._queue.append(_Waiting(now, update))
        self._wake()
        return update

    def deliver(self, update: Update, now: float) -> None:
        """Deliver an update that was confirmed already, or garbage, whatever the next poll's offset is."""
        self._queue.appendleft(_Waiting(now, update, held=True))
        self._wake()

    def take_id(self) -> int:
        """A number for an update that a test makes by hand."""
        self._next_id += 1
        return self._next_id - 1

    def drop(self) -> None:
        """drop_pending_updates."""
        self._queue.clear()

    def allow(self, kinds: list[str] | None) -> None:
        """None leaves it as it was; an empty list is the default set [D]."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    async def poll(self, offset: int, limit: int, seconds: float, now: float) -> list[Update]:
        """One getUpdates.

        Raises:
            Refusal: 409, a webhook is set or another poll came meanwhile.
        """
        if self.webhook:
            raise Refusal(409, _WEBHOOK)
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Refusal(409, _OTHER_POLLER))
        self._confirm(offset, now)
        if not self._queue and seconds > 0:
            await self._wait(seconds)
        return [self._taken(waiting) for waiting in islice(self._queue, limit)]

    async def _wait(self, seconds: float) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = mine
        self._polled.set()
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(mine, seconds)
        finally:
            if self._poll is mine:
                self._poll = None
                self._polled.clear()

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _taken(self, waiting: _Waiting) -> Update:
        waiting.held = False
        return waiting.update

    def _confirm(self, offset: int, now: float) -> None:
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
            return
        while self._queue and self._gone(self._queue[0], offset, now):
            self._queue.popleft()
        self.confirmed_below = max(self.confirmed_below, offset)

    def _gone(self, first: _Waiting, offset: int, now: float) -> bool:
        if first.held:
            return False
        number = first.update.get("update_id")
        return (isinstance(number, int) and number < offset) or now - first.at > KEPT_SECONDS
