"""The real sender with the real channel: what may have gone out, what did not, a talk that VK lets rest."""

import asyncio
import gc
import tracemalloc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.channels.vk.channel import VkChannel
from bot.channels.vk.client import VkClient
from bot.channels.vk.errors import VkNotReached
from bot.dialogue.messages import Outgoing
from bot.mailbox.bell import heard
from bot.mailbox.sender import Patience, sent_on
from bot.storage.tables import WAITING, outbox, staff_items
from tests.platforms import faults
from tests.platforms.vk import VkServer
from tests.platforms.vk.user import VkUser
from tests.talks import NOON, Talks, open_talks
from tests.unit.bot.channels.vk.conftest import until

ANYA, BORIS = 501, 502
HURRIED = Patience(first_probe=0.02, longest_probe=0.02)
NOT_DONE = [faults.page(502), faults.page(503)]
MAYBE_DONE = [faults.lost(), faults.cut(), faults.malformed(), faults.page(504)]


@pytest.fixture
async def anya(vk: VkServer) -> VkUser:
    user = vk.user(ANYA)
    user.say("привет")
    return user


async def queue(talks: Talks, account: int) -> None:
    """One message waits for somebody."""
    row = {
        "channel": "vk",
        "account": str(account),
        "payload": Outgoing(text="Ответ").model_dump_json(),
        "priority": 0,
        "state": "waiting",
        "not_before": NOON,
        "attempts": 0,
        "farewell": False,
        "created_at": NOON,
    }
    async with talks.database.write() as connection:
        await connection.execute(outbox.insert(), [row])
    talks.mailbox.bell.ring(["vk"])


@asynccontextmanager
async def sending(talks: Talks, channel: VkChannel) -> AsyncIterator[None]:
    """One message waits for Anya, and the sender is at it."""
    await queue(talks, ANYA)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(talks.mailbox.sender(channel, HURRIED).run())
        yield
        task.cancel()


async def tried(talks: Talks, vk: VkServer, times: int) -> None:
    """Return when VK was called so often for the message, and that is noted."""
    await until(lambda: vk.calls.counts["messages.send"] >= times)
    async with talks.mailbox.bell.listening(sent_on("vk")) as ear:
        while (await talks.rows(outbox))[0].not_before <= talks.clock.now():
            await heard(ear, 0.1)
            ear.clear()


def later(talks: Talks, minutes: int) -> None:
    talks.clock.advance(timedelta(minutes=minutes))
    talks.mailbox.bell.ring(["vk"])


async def done(talks: Talks) -> Sequence[Any]:
    """The outbox when nothing waits in it."""
    async with talks.mailbox.bell.listening(sent_on("vk")) as ear:
        while await talks.count(outbox, outbox.c.state == WAITING):
            await heard(ear, 0.1)
            ear.clear()
    return await talks.rows(outbox)


@pytest.mark.parametrize(
    "fault", MAYBE_DONE, ids=["no answer", "half of it", "no JSON", "a gateway's time-out"]
)
async def test_a_message_that_may_have_gone_out_goes_again_for_45_minutes(
    vk: VkServer, channel: VkChannel, anya: VkUser, tmp_path: Path, fault: faults.Fault
) -> None:
    vk.faults.add(fault, "messages.send")
    async with open_talks(tmp_path) as talks, sending(talks, channel):
        await tried(talks, vk, 1)
        later(talks, 44)
        (row,) = await done(talks)

    assert (row.state, row.repeat_until) == ("sent", NOON + timedelta(minutes=45))
    assert anya.texts == ["Ответ"]


async def test_what_may_have_gone_out_45_minutes_ago_does_not_go_again_and_staff_learn_of_it(
    vk: VkServer, channel: VkChannel, anya: VkUser, tmp_path: Path
) -> None:
    vk.faults.add(faults.lost(), "messages.send", times=2)
    async with open_talks(tmp_path) as talks, sending(talks, channel):
        await tried(talks, vk, 1)
        later(talks, 30)
        await tried(talks, vk, 2)
        vk.remembered.clear()
        later(talks, 15)
        (row,) = await done(talks)
        (item,) = await talks.rows(staff_items)

        assert (row.state, row.payload, item.text) == ("dead", None, "unknown")
        assert talks.metrics.sends.labels("vk", "unknown")._value.get() == 1
    assert anya.texts == ["Ответ"]


@pytest.mark.parametrize("fault", NOT_DONE, ids=["502", "503"])
async def test_what_never_came_as_far_as_vk_goes_out_after_hours(
    vk: VkServer, channel: VkChannel, anya: VkUser, tmp_path: Path, fault: faults.Fault
) -> None:
    vk.faults.add(fault, "messages.send", times=2)
    async with open_talks(tmp_path) as talks, sending(talks, channel):
        await tried(talks, vk, 1)
        later(talks, 60)
        await tried(talks, vk, 2)
        later(talks, 60)
        (row,) = await done(talks)

    assert (row.state, row.repeat_until, anya.texts) == ("sent", None, ["Ответ"])


async def test_a_line_that_cannot_be_opened_has_carried_nothing() -> None:
    client = VkClient("key", "http://127.0.0.1:1", seconds=5.0)
    with pytest.raises(VkNotReached):
        await client.call("messages.send", {})
    await client.close()


async def test_flood_control_of_one_talk_is_no_trouble_of_vk_and_of_nobody_else(
    vk: VkServer, channel: VkChannel, anya: VkUser, tmp_path: Path
) -> None:
    boris = vk.user(BORIS)
    boris.say("привет")
    vk.faults.add(faults.refusal(9), "messages.send", times=5)
    async with open_talks(tmp_path) as talks, sending(talks, channel):
        for times in range(1, 6):
            await tried(talks, vk, times)
            if times < 5:
                later(talks, 6)
        await queue(talks, BORIS)
        await until(lambda: boris.texts)
        assert anya.texts == []
        assert vk.calls.counts["messages.send"] == 6
        later(talks, 6)
        rows = await done(talks)

    assert [(row.state, row.attempts) for row in rows] == [("sent", 5), ("sent", 0)]
    assert anya.texts == ["Ответ"]


async def test_nothing_grows_where_we_send_while_vk_is_down(
    vk: VkServer, channel: VkChannel, anya: VkUser, tmp_path: Path
) -> None:
    vk.calls.limit = 0  # what the played VK remembers is not ours
    vk.faults.add(faults.page(502), "messages.send", times=None)
    async with open_talks(tmp_path) as talks, sending(talks, channel):
        for account in range(600, 630):
            await queue(talks, account)
        tracemalloc.start(1)
        await _troubles(talks, vk, 20)
        sizes = [tracemalloc.get_traced_memory()[0]]
        for _ in range(3):
            await _troubles(talks, vk, 25)
            sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()

        # what is kept of each trouble makes every round grow; a cache that fills makes one
        assert min(after - before for before, after in pairwise(sizes)) < 30_000
        assert await talks.count(outbox, outbox.c.state == WAITING) == 31


async def _troubles(talks: Talks, vk: VkServer, count: int) -> None:
    enough = vk.calls.counts["messages.send"] + count
    while vk.calls.counts["messages.send"] < enough:
        talks.clock.advance(timedelta(seconds=1))
        talks.mailbox.bell.ring(["vk"])
        await asyncio.sleep(0.01)
    gc.collect()
