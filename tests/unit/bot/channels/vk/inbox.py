"""An inbox in memory that keeps the contract: known keys are dropped, the cursor moves with the rows."""

import asyncio
from collections.abc import Sequence

from bot.channels.channel import Received
from bot.dialogue.messages import ChannelName, Incoming

PATIENCE_SECONDS = 20.0


class MemoryInbox:
    """`rows` in the order of their coming; `fails` makes the next records fail like a full disk."""

    def __init__(self) -> None:
        self.rows: dict[str, Received] = {}
        self.cursors: list[str] = []
        self.fails = 0
        self._changed = asyncio.Event()

    async def record(self, updates: Sequence[Incoming]) -> None:
        raise NotImplementedError

    async def record_raw(
        self, channel: ChannelName, updates: Sequence[Received], cursor: str | None = None
    ) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("disk full")
        for update in updates:
            self.rows.setdefault(update.key, update)
        if cursor is not None:
            self.cursors.append(cursor)
        self._changed.set()

    async def cursor(self, channel: ChannelName) -> str | None:
        return self.cursors[-1] if self.cursors else None

    async def holds(self, count: int) -> list[Received]:
        """Wait until there are so many rows; all of them."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.rows) < count:
                self._changed.clear()
                await self._changed.wait()
        return list(self.rows.values())
