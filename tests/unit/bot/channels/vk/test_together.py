"""Messages of one moment share a call; each keeps its own outcome, and none is shown twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.channels.channel import Delivery, Unreachable
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.errors import VkUnavailable
from bot.channels.vk.together import MOST_CALLS
from bot.dialogue.messages import Address, Button, Outgoing
from tests.platforms import faults
from tests.platforms.vk import VkServer
from tests.platforms.vk.user import VkUser

MENU = ((Button(label="Меню", action="menu"),),)
ODD = 'Он сказал: «"да"» \\ и {ушёл}; API.x()] 🎉'


def people(vk: VkServer, count: int) -> list[VkUser]:
    """Who have written to us."""
    found = [vk.user(1000 + number) for number in range(count)]
    for person in found:
        person.say("привет")
    return found


def to(account: int, text: str = "Ответ", number: int = 1) -> Delivery:
    address = Address(channel="vk", account=str(account))
    return Delivery(number, address, Outgoing(text=text.replace("\\", "\\\\"), rows=MENU))


async def sent(channel: VkChannel, deliveries: Sequence[Delivery]) -> list[str | BaseException]:
    return await asyncio.gather(*(channel.send(one) for one in deliveries), return_exceptions=True)


@pytest.fixture
async def vk() -> AsyncIterator[VkServer]:
    """VK without its pace: what is tested is which calls are made."""
    async with VkServer(pace=None) as server:
        yield server
        assert server.defects == []


async def test_messages_of_one_moment_share_a_call_and_arrive_as_they_were_meant(
    vk: VkServer, channel: VkChannel
) -> None:
    crowd = people(vk, 5)

    references = await sent(channel, [to(one.id, f"{ODD} {one.id}", one.id) for one in crowd])

    assert [one.texts[-1] for one in crowd] == [f"{ODD} {one.id}" for one in crowd]
    assert [one.last.labels for one in crowd] == [("Меню",)] * 5
    assert references == [str(one.last.raw["conversation_message_id"]) for one in crowd]
    assert dict(vk.calls.counts) == {"execute": 1}


async def test_a_message_alone_is_a_call_of_its_own(vk: VkServer, channel: VkChannel) -> None:
    (anya,) = people(vk, 1)

    await channel.send(to(anya.id))

    assert dict(vk.calls.counts) == {"messages.send": 1}


async def test_a_crowd_is_served_in_calls_of_at_most_so_many(vk: VkServer, channel: VkChannel) -> None:
    crowd = people(vk, 2 * MOST_CALLS + 5)

    await sent(channel, [to(one.id) for one in crowd])

    assert all(one.texts == ["Ответ"] for one in crowd)
    assert vk.calls.counts["execute"] <= 4


async def test_what_one_of_them_meets_is_nobody_elses_trouble(vk: VkServer, channel: VkChannel) -> None:
    anya, boris, vera = people(vk, 3)
    boris.allowed = False
    shown = await channel.send(to(vera.id, "Старое"))
    change = Delivery(9, to(vera.id).address, Outgoing(text="Новое", replaces=shown))
    stale = Delivery(8, to(anya.id).address, Outgoing(text="Заново", replaces="999"))

    outcomes = await sent(channel, [stale, to(boris.id), change])

    assert (anya.texts, boris.texts, vera.texts) == (["Заново"], [], ["Новое"])
    assert isinstance(outcomes[1], Unreachable)


async def test_a_call_of_unknown_outcome_is_repeated_and_shows_nothing_twice(
    vk: VkServer, channel: VkChannel
) -> None:
    crowd = people(vk, 3)
    deliveries = [to(one.id, number=one.id) for one in crowd]
    vk.faults.add(faults.lost(), "execute")

    assert all(isinstance(one, VkUnavailable) for one in await sent(channel, deliveries))
    await sent(channel, deliveries)

    assert [one.texts for one in crowd] == [["Ответ"]] * 3
    assert len(vk.repeats) == 3


async def test_a_script_that_vk_does_not_take_leaves_each_to_itself(vk: VkServer, channel: VkChannel) -> None:
    crowd = people(vk, 3)
    vk.faults.add(faults.refusal(12), "execute")

    for text in ("раз", "два"):
        await sent(channel, [to(one.id, text) for one in crowd])

    assert [one.texts for one in crowd] == [["раз", "два"]] * 3
    assert dict(vk.calls.counts) == {"execute": 1, "messages.send": 6}


async def test_who_is_given_up_takes_nobody_along(vk: VkServer, channel: VkChannel) -> None:
    crowd = people(vk, 3)
    vk.faults.add(faults.slow(0.3), "execute")

    sends = [asyncio.ensure_future(channel.send(to(one.id, number=one.id))) for one in crowd]
    await asyncio.sleep(0.1)
    sends[0].cancel()
    outcomes = await asyncio.gather(*sends, return_exceptions=True)
    assert all(isinstance(one, VkUnavailable | asyncio.CancelledError) for one in outcomes)
    await sent(channel, [to(one.id, number=one.id) for one in crowd])

    assert [one.texts for one in crowd] == [["Ответ"]] * 3
