"""The channel on a local Telegram, and an inbox that remembers."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.channels.channel import Delivery, Received
from bot.channels.telegram.channel import Access, TelegramChannel
from bot.channels.telegram.receiving import Rhythm
from bot.dialogue.messages import Address, Button, ChannelName, Incoming, Notice, Outgoing
from bot.texts import russian
from tests.platforms.telegram import TelegramServer

QUICK = Rhythm(poll=1, grace=0.5, first_pause=0.01, longest_pause=0.05, wrong_token=0.05)
PATIENCE_SECONDS = 15.0


async def until(condition: Callable[[], bool]) -> None:
    """Return when it holds."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


class Box:
    """An inbox of a test; `broken` makes its disk fail."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.broken = False
        self.tries = 0

    async def record(self, updates: Sequence[Incoming]) -> None:
        raise AssertionError("Telegram records raw updates")

    async def record_raw(
        self, channel: ChannelName, updates: Sequence[Received], cursor: str | None = None
    ) -> None:
        assert channel == "telegram"
        self.tries += 1
        if self.broken:
            raise OSError("no space left")
        known = {(one.address, one.key) for one in self.received}
        self.received += [one for one in updates if (one.address, one.key) not in known]

    async def cursor(self, channel: ChannelName) -> str | None:
        return None

    async def has(self, count: int) -> list[Received]:
        await until(lambda: len(self.received) >= count)
        return self.received


class Bench:
    """A Telegram, our channel and its inbox."""

    def __init__(self, telegram: TelegramServer, channel: TelegramChannel) -> None:
        self.telegram = telegram
        self.channel = channel
        self.inbox = Box()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """The channel receives inside the block."""
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self.channel.listen(self.inbox))
            yield
            assert not task.done()
            task.cancel()

    async def heard(self, count: int) -> list[Incoming | Notice]:
        """What the first `count` updates mean."""
        return [self.channel.read(one) for one in await self.inbox.has(count)]

    async def send(self, text: str, *rows: tuple[Button, ...], to: int = 5, **more: object) -> str:
        """Send a message to a person."""
        address = Address(channel="telegram", account=str(to))
        message = Outgoing.model_validate({"text": text, "rows": rows, **more})
        return await self.channel.send(Delivery(1, address, message))


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with TelegramServer(chat_pace=None) as telegram:
        access = Access(telegram.token, telegram.base_url)
        channel = TelegramChannel(access=access, texts=russian(), files=tmp_path, rhythm=QUICK)
        telegram.user(5).started = True
        bench = Bench(telegram, channel)
        yield bench
        await bench.channel.close()
        assert telegram.defects == []
