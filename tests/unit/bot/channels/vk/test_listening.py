"""The long poll against a local VK: nothing is lost, nothing counts twice, whatever the network does."""

import asyncio
import gc
import json
import logging
import tracemalloc
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.channels.channel import Delivery, Received
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.reading import read
from bot.dialogue.messages import Address, Incoming, Outgoing, TextSaid
from bot.texts import Texts
from tests.platforms import faults
from tests.platforms.vk import VkServer
from tests.platforms.vk.user import garbage
from tests.unit.bot.channels.vk.conftest import listening, make_channel, until
from tests.unit.bot.channels.vk.inbox import MemoryInbox

ANYA = 501


def _words(rows: Sequence[Received]) -> list[str]:
    meanings = [read(row) for row in rows]
    return [
        meaning.content.text
        for meaning in meanings
        if isinstance(meaning, Incoming) and isinstance(meaning.content, TextSaid)
    ]


async def test_a_message_is_written_down_with_where_to_go_on(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    async with listening(channel, inbox):
        vk.user(ANYA).say("привет")
        rows = await inbox.holds(1)
        await until(lambda: inbox.cursors[-1] == str(vk.poll.ts))

    assert _words(rows) == ["привет"]
    assert rows[0].address == Address(channel="vk", account=str(ANYA))


async def test_what_came_while_we_were_away_is_read_in_order_and_once(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox, texts: Texts
) -> None:
    async with listening(channel, inbox):
        vk.user(ANYA).say("раз")
        await inbox.holds(1)
    for words in ("два", "три", "четыре"):
        vk.user(ANYA).say(words)

    again = make_channel(vk, texts, Path())
    async with listening(again, inbox):
        rows = await inbox.holds(4)
        await until(lambda: vk.calls.counts["messages.getConversations"] >= 2)

    assert _words(rows) == ["раз", "два", "три", "четыре"]


async def test_an_event_that_is_delivered_again_counts_once(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    async with listening(channel, inbox):
        event = vk.user(ANYA).say("раз")
        await inbox.holds(1)
        assert event is not None
        vk.redeliver(event)
        vk.user(ANYA).say("два")
        rows = await inbox.holds(2)

    assert _words(rows) == ["раз", "два"]


async def test_what_is_on_its_way_arrives_when_receiving_stops(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    arrived = asyncio.Event()

    def arrives(_: Mapping[str, Any]) -> bool:
        arrived.set()
        return True

    anya = vk.user(ANYA)
    anya.say("привет")
    vk.faults.add(faults.slow(0.3), "messages.send", when=arrives)
    async with asyncio.TaskGroup() as tasks:
        receiving = tasks.create_task(channel.listen(inbox))
        await inbox.holds(1)
        address = Address(channel="vk", account=str(ANYA))
        sending = tasks.create_task(channel.send(Delivery(1, address, Outgoing(text="Ответ"))))
        await arrived.wait()
        receiving.cancel()

    assert (anya.last.text, sending.result()) == ("Ответ", str(anya.last.raw["conversation_message_id"]))


async def test_who_wrote_to_one_community_is_heard_in_the_next_one(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox, texts: Texts
) -> None:
    async with listening(channel, inbox):
        for words in ("раз", "два"):
            vk.user(ANYA).say(words)
        await inbox.holds(2)

    async with VkServer(group_id=vk.group_id + 1) as other:
        other.user(ANYA).say("три")
        async with listening(make_channel(other, texts, Path()), inbox):
            other.user(ANYA).say("четыре")
            rows = await inbox.holds(4)

    assert sorted(_words(rows)) == sorted(["раз", "два", "три", "четыре"])  # the third is found by a sweep


@pytest.mark.parametrize("loses", ["lose_history", "lose_information"])
async def test_what_was_lost_with_the_history_is_found_in_unanswered_talks(
    vk: VkServer, texts: Texts, inbox: MemoryInbox, loses: str
) -> None:
    first = make_channel(vk, texts, Path())
    async with listening(first, inbox):
        vk.user(ANYA).say("раз")
        await inbox.holds(1)
    vk.user(ANYA).say("два")
    vk.user(ANYA).say("три")
    vk.user(ANYA + 1).say("четыре")
    getattr(vk.poll, loses)()

    async with listening(make_channel(vk, texts, Path()), inbox):
        rows = await inbox.holds(4)
        vk.user(ANYA).say("пять")
        rows = await inbox.holds(5)

    assert sorted(_words(rows)) == ["два", "пять", "раз", "три", "четыре"]
    assert [word for word in _words(rows) if word in ("раз", "два", "три")] == ["раз", "два", "три"]


async def test_a_key_that_expires_is_asked_for_anew(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    async with listening(channel, inbox):
        for number in range(3):
            vk.poll.expire_key()
            vk.user(ANYA).say(f"слово {number}")
            await inbox.holds(number + 1)

    assert _words(list(inbox.rows.values())) == ["слово 0", "слово 1", "слово 2"]


async def test_an_old_question_is_left_to_people(vk: VkServer, texts: Texts, inbox: MemoryInbox) -> None:
    vk.user(ANYA).say("давно")
    vk.passed += 4 * 24 * 3600
    vk.user(ANYA + 1).say("недавно")
    vk.poll.lose_history()

    late = make_channel(vk, texts, Path())
    async with listening(late, inbox):
        rows = await inbox.holds(1)
        await until(lambda: vk.calls.counts["execute"])

    assert _words(rows) == ["недавно"]


async def test_a_talk_that_we_answered_is_not_swept(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    vk.user(ANYA).say("раз")
    await channel.send(Delivery(1, Address(channel="vk", account=str(ANYA)), Outgoing(text="ответ")))
    vk.user(ANYA).say("два")
    vk.user(ANYA + 1).say("три")
    await channel.send(Delivery(2, Address(channel="vk", account=str(ANYA + 1)), Outgoing(text="ответ")))
    vk.poll.lose_history()

    async with listening(channel, inbox):
        rows = await inbox.holds(1)
        await until(lambda: vk.calls.counts["execute"])

    assert _words(rows) == ["два"]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.page(502), id="a page of HTML"),
        pytest.param(faults.reset(), id="a torn connection"),
        pytest.param(faults.cut(), id="half an answer"),
        pytest.param(faults.malformed(), id="no JSON"),
        pytest.param(faults.refusal(10), id="an error of VK's own"),
    ],
)
@pytest.mark.parametrize(
    "method", ["lp", "groups.getLongPollServer", "messages.getConversations", "groups.getById"]
)
async def test_a_fault_of_the_network_costs_nothing(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox, fault: faults.Fault, method: str
) -> None:
    vk.faults.add(fault, method, times=2)
    vk.user(ANYA).say("раз")

    async with listening(channel, inbox):
        await inbox.holds(1)
        vk.user(ANYA).say("два")
        rows = await inbox.holds(2)
        await until(lambda: channel.state == "ok")

    assert _words(rows) == ["раз", "два"]


@pytest.mark.parametrize("method", ["lp", "groups.getLongPollServer"])
async def test_vk_that_never_answers_is_asked_again(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox, method: str
) -> None:
    vk.faults.add(faults.hang(5), method)
    vk.user(ANYA).say("раз")

    async with listening(channel, inbox):
        rows = await inbox.holds(1)

    assert _words(rows) == ["раз"]


async def test_vk_that_is_down_is_heard_again_when_it_is_back(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    async with listening(channel, inbox):
        await until(lambda: channel.state == "ok")
        async with vk.door.shut_for_a_while():
            await until(lambda: channel.state == "unreachable")
            vk.user(ANYA).say("пока вас не было")
        rows = await inbox.holds(1)
        await until(lambda: channel.state == "ok")

    assert _words(rows) == ["пока вас не было"]


async def test_what_cannot_be_written_down_is_asked_for_again(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    async with listening(channel, inbox):
        await until(lambda: channel.state == "ok")
        inbox.fails = 3
        vk.user(ANYA).say("раз")
        rows = await inbox.holds(1)

    assert _words(rows) == ["раз"]


async def test_garbage_is_kept_for_staff_and_stops_nobody(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    async with listening(channel, inbox):
        for number in range(4):
            vk.deliver_garbage(garbage(number))
        vk.user(ANYA).say("раз")
        await until(lambda: any(row.address.account == str(ANYA) for row in inbox.rows.values()))

    strange = [row for row in inbox.rows.values() if row.address.account == "-"]
    assert len(strange) == 3  # the fourth is of a kind that does not concern us
    for row in strange:
        with pytest.raises(ValueError):  # noqa: PT011 - the contract of `read`
            read(row)


async def test_events_that_are_switched_off_are_switched_on(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    vk.events.clear()
    vk.long_poll_on = False

    async with listening(channel, inbox):
        await until(lambda: channel.state == "ok")
        vk.user(ANYA).say("раз")
        rows = await inbox.holds(1)

    assert _words(rows) == ["раз"]
    assert vk.events >= {"message_new", "message_event", "message_allow", "message_deny"}


async def test_events_that_cannot_be_switched_on_are_named_until_somebody_does_it(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    vk.events.discard("message_event")
    vk.faults.add(faults.refusal(15), "groups.setLongPollSettings", times=None)

    async with listening(channel, inbox):
        await until(lambda: channel.state == "switch on in the community: message_event")
        vk.user(ANYA).say("раз")
        await inbox.holds(1)
        vk.events.add("message_event")
        await until(lambda: channel.state == "ok")


async def test_a_wrong_token_is_one_clear_line_and_is_tried_again(
    vk: VkServer, texts: Texts, inbox: MemoryInbox, caplog: pytest.LogCaptureFixture
) -> None:
    channel = make_channel(vk, texts, Path())
    right, vk.token = vk.token, "another"

    with caplog.at_level(logging.DEBUG):
        async with listening(channel, inbox):
            await until(lambda: channel.state == "wrong token")
            await until(lambda: vk.calls.counts["groups.getById"] >= 3)
            vk.token = right
            await until(lambda: channel.state == "ok")

    lines = [record for record in caplog.records if record.message == "vk-trouble"]
    assert [record.levelname for record in lines] == ["ERROR"]
    assert right not in caplog.text


async def test_the_key_of_another_community_is_named(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    mine, vk.group_id = vk.group_id, 7

    async with listening(channel, inbox):
        await until(lambda: channel.state == "token of another community")
        vk.group_id = mine
        await until(lambda: channel.state == "ok")


async def test_a_missing_right_is_named(vk: VkServer, channel: VkChannel, inbox: MemoryInbox) -> None:
    vk.rights.discard("manage")

    async with listening(channel, inbox):
        await until(lambda: channel.state == "missing right: groups.getLongPollServer")
        vk.rights.add("manage")
        await until(lambda: channel.state == "ok")


async def test_pressed_buttons_are_answered_many_at_once(
    vk: VkServer, channel: VkChannel, inbox: MemoryInbox
) -> None:
    people = [vk.user(ANYA + number) for number in range(60)]
    keyboard = {
        "inline": True,
        "buttons": [[{"action": {"type": "callback", "label": "Да", "payload": "{}"}}]],
    }
    async with listening(channel, inbox):
        for person in people:
            person.say("привет")
            body = {
                "peer_ids": str(person.id),
                "random_id": 0,
                "message": "?",
                "keyboard": json.dumps(keyboard),
            }
            vk.do("messages.send", body)
        for person in people:
            person.press("Да")
        await until(lambda: all(any(e.kind == "notified" for e in person.events) for person in people))

    assert vk.calls.counts["execute"] <= 6


async def test_nothing_grows_while_vk_is_down(vk: VkServer, texts: Texts, inbox: MemoryInbox) -> None:
    channel = make_channel(vk, texts, Path())
    vk.faults.add(faults.page(502), "lp", times=None)
    vk.faults.add(faults.page(502), "groups.getLongPollServer", times=None)

    async with listening(channel, inbox):
        await until(lambda: channel.state == "unreachable")
        tracemalloc.start(1)
        await _troubles(vk, 3)
        before = tracemalloc.get_traced_memory()[0]
        await _troubles(vk, 12)
        grown = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()

    assert grown < 200_000


async def _troubles(vk: VkServer, count: int) -> None:
    seen = vk.calls.counts["groups.getLongPollServer"]
    await until(lambda: vk.calls.counts["groups.getLongPollServer"] >= seen + count)
    gc.collect()
