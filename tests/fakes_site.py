"""A mailbox in memory for the site and the console: a small script answers instead of the engine."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence

from bot.channels.channel import Delivery
from bot.dialogue.messages import Address, Content, Incoming, Outgoing

Script = Callable[[Content], Sequence[Outgoing]]


class MemoryMailbox:
    """Inbox and Mail at once. Outlives the channel, as the database outlives the process."""

    def __init__(self, script: Script, delay_seconds: float = 0.0) -> None:
        self._script = script
        self._delay = delay_seconds
        self._rows: list[Delivery] = []
        self._news: defaultdict[Address, set[asyncio.Event]] = defaultdict(set)
        self._busy: defaultdict[Address, int] = defaultdict(int)
        self.recorded: dict[str, Incoming] = {}
        self.last_id = 0
        self.waits: asyncio.Queue[Address] = asyncio.Queue()
        """Everybody who began to wait."""

    async def record(self, updates: Sequence[Incoming]) -> None:
        """Keep what is new and answer it after the delay."""
        for update in updates:
            if update.key not in self.recorded:
                self.recorded[update.key] = update
                self._busy[update.address] += 1
                asyncio.get_running_loop().call_later(self._delay, self._answer, update)

    async def waiting(self, address: Address, after: int) -> Sequence[Delivery]:
        return [row for row in self._rows if row.address == address and row.id > after]

    async def acknowledge(self, address: Address, upto: int) -> None:
        self._rows = [row for row in self._rows if row.address != address or row.id > upto]

    async def wait(self, address: Address, seconds: float) -> None:
        news = asyncio.Event()
        self.waits.put_nowait(address)
        self._news[address].add(news)
        try:
            async with asyncio.timeout(seconds):
                await news.wait()
        except TimeoutError:
            pass
        finally:
            self._news[address].discard(news)

    async def is_busy(self, address: Address) -> bool:
        return self._busy[address] > 0

    @property
    def undelivered(self) -> Sequence[Delivery]:
        """What nobody has acknowledged."""
        return self._rows

    def _answer(self, update: Incoming) -> None:
        self._busy[update.address] -= 1
        for message in self._script(update.content):
            self.last_id += 1
            self._rows.append(Delivery(id=self.last_id, address=update.address, message=message))
        for news in self._news[update.address]:
            news.set()
