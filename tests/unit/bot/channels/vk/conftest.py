"""A local VK, and our channel that listens there with little patience."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.vk.channel import Access, VkChannel
from bot.channels.vk.patience import Patience
from bot.texts import Texts, russian
from knowledge.clock import FixedClock
from tests.platforms.vk import VkServer
from tests.unit.bot.channels.vk.inbox import MemoryInbox

HURRIED = Patience(call=2.0, poll=1, grace=1.0, quiet=0, first=0.05, longest=0.4, refused=0.3, presses=0.02)
SECRET = b"of this database"
SECONDS = 20.0


@pytest.fixture(scope="session")
def texts() -> Texts:
    return russian()


@pytest.fixture
async def vk() -> AsyncIterator[VkServer]:
    async with VkServer() as server:
        yield server
        assert server.defects == []


@pytest.fixture
def inbox() -> MemoryInbox:
    return MemoryInbox()


@pytest.fixture
async def channel(vk: VkServer, texts: Texts, tmp_path: Path) -> AsyncIterator[VkChannel]:
    made = make_channel(vk, texts, tmp_path)
    yield made
    await made.close()


def make_channel(vk: VkServer, texts: Texts, files: Path) -> VkChannel:
    """A channel of that server; its clock is VK's own."""
    return VkChannel(
        access=Access(vk.token, vk.base_url, vk.group_id),
        texts=texts,
        secret=SECRET,
        clock=FixedClock(datetime.now(UTC) + timedelta(seconds=vk.passed)),  # noqa: TID251 - VK dates messages
        files=files,
        patience=HURRIED,
    )


@asynccontextmanager
async def listening(channel: VkChannel, inbox: MemoryInbox) -> AsyncIterator[None]:
    """The channel receives inside the block; its connections are closed after it."""
    try:
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(channel.listen(inbox))
            await until(lambda: channel.state != "starting")
            yield
            task.cancel()
    finally:
        await channel.close()


async def until(is_so: Callable[[], object]) -> None:
    """Wait for something that no event tells of."""
    async with asyncio.timeout(SECONDS):
        while not is_so():  # noqa: ASYNC110 - states of other tasks
            await asyncio.sleep(0.01)
