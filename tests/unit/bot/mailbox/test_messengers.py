"""Letters of messengers: raw until they are answered, and not all of them want an answer."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.channels.channel import Delivery, Limits, Pace, RawInbox, Received
from bot.channels.platforms import Platforms
from bot.dialogue.messages import (
    Address,
    ButtonPressed,
    ChannelName,
    Incoming,
    Notice,
    Outgoing,
    TextSaid,
)
from bot.dialogue.staff import Role
from bot.dialogue.state import Order, State
from bot.errors import StaleTurn
from bot.mailbox.bell import heard
from bot.mailbox.dead_items import GARBLED, MOST_ALONE
from bot.mailbox.flight_recorder import FILE, FlightRecorder
from bot.mailbox.inbox import sweep_inbox
from bot.mailbox.throttle import BURST
from bot.mailbox.worker import MOST_STALE
from bot.messengers import Messenger, Messengers
from bot.storage.counts import count_queues
from bot.storage.tables import accounts, inbox, outbox, staff_items
from knowledge.clock import FixedClock
from tests.talks import APOLOGY, FLOOD_NOTICE, NOON, Talks, echo, open_talks


class Wire:
    """A messenger whose raw updates are {"text": ...} or {"may_write": ...}."""

    name: ChannelName = "telegram"
    state = "ok"

    def __init__(self) -> None:
        self.pace = Pace(Limits(1000, 1000), asyncio.get_running_loop().time)
        self.typing: list[str] = []
        self.is_broken = False
        self.was_typing = asyncio.Event()

    async def listen(self, inbox: RawInbox) -> None:
        await asyncio.Event().wait()

    def read(self, received: Received) -> Incoming | Notice:
        raw = json.loads(received.payload)
        if "may_write" in raw:
            return Notice(address=received.address, key=received.key, may_write=raw["may_write"])
        content = TextSaid(text=raw["text"]) if "text" in raw else ButtonPressed(action=raw["press"])
        sent_at = datetime.fromisoformat(raw["at"]) if "at" in raw else None
        return Incoming(address=received.address, key=received.key, content=content, sent_at=sent_at)

    def split(self, message: Outgoing) -> Sequence[Outgoing]:
        if "бум" in message.text or self.is_broken:
            raise ValueError
        return [Outgoing(text=part) for part in message.text.split("|")]

    def deep_link(self, payload: str) -> str | None:
        return f"https://t.me/bot?start={payload}"

    async def show_typing(self, address: Address) -> None:
        self.typing.append(address.account)
        self.was_typing.set()
        raise ConnectionError

    async def send(self, delivery: Delivery) -> str:
        return "1"

    async def close(self) -> None:
        pass


def wired() -> tuple[Platforms, Wire]:
    platforms, wire = Platforms(["telegram"]), Wire()
    platforms.add(wire)
    return platforms, wire


def chat(account: str) -> Address:
    return Address(channel="telegram", account=account)


async def write(talks: Talks, account: str, *raw: str) -> None:
    """Record raw updates, each with a key of its own."""
    start = await talks.count(inbox)
    letters = [Received(chat(account), f"{start + index}", one) for index, one in enumerate(raw)]
    await talks.mailbox.inbox.record_raw("telegram", letters)


def says(text: str) -> str:
    return json.dumps({"text": text})


async def test_raw_letters_are_read_and_long_answers_are_stored_as_several_messages(tmp_path: Path) -> None:
    platforms, _ = wired()

    async with open_talks(tmp_path, platforms=platforms) as talks:
        await write(talks, "7", says("а|б"))
        await talks.answered()

        assert await talks.heard_back("7", "telegram") == ["1: а", "б"]


@pytest.mark.parametrize("is_broken", [False, True])
async def test_an_answer_that_cannot_be_stored_is_put_aside_and_stops_nobody(
    tmp_path: Path, is_broken: bool
) -> None:
    platforms, wire = wired()
    goes_on = asyncio.Event()

    async def slow_for_anna(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        if incoming.address.account == "anna":
            await goes_on.wait()
        return await echo(incoming, state)

    async with open_talks(tmp_path, slow_for_anna, platforms=platforms) as talks:
        await talks.say("anna", "долго")
        wire.is_broken = is_broken
        await write(talks, "7", says("бум"))
        async with asyncio.timeout(10), talks.mailbox.bell.listening("inbox"):
            while not await talks.count(staff_items):  # noqa: ASYNC110 - no bell rings for staff
                await asyncio.sleep(0.01)
        wire.is_broken = False
        await write(talks, "7", says("дальше"))
        goes_on.set()
        await talks.answered()

        assert await talks.heard_back("anna") == ["1: долго"]
        assert await talks.heard_back("7", "telegram") == [*[APOLOGY] * (not is_broken), "1: дальше"]
        assert [row.state for row in await talks.rows(inbox)] == ["answered", "dead", "answered"]


async def test_a_turn_that_stays_stale_is_put_aside(tmp_path: Path) -> None:
    async def always_stale(_connection: object, _turn: object, _order: object) -> None:
        raise StaleTurn

    async def ordering(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        return state.model_copy(update={"orders": (Order(),)}), [Outgoing(text="сделано")]

    async with open_talks(tmp_path, ordering, clerks={Order: always_stale}) as talks:
        await talks.say("anna", "сделай")
        await talks.answered()

        assert await talks.heard_back("anna") == [APOLOGY]
        assert len(talks.engine.heard) == MOST_STALE


async def test_letters_wait_until_their_messenger_is_there(tmp_path: Path) -> None:
    platforms, wire = Platforms(["telegram", "vk"]), Wire()

    async with open_talks(tmp_path, platforms=platforms) as talks:
        await write(talks, "7", says("а"))
        await talks.say("anna", "б")
        await talks.replies("anna", 1)
        assert await talks.count(inbox, inbox.c.state == "waiting") == 1
        platforms.add(wire)
        talks.mailbox.bell.ring(["inbox"])
        await talks.answered()

        assert await talks.heard_back("7", "telegram") == ["1: а"]


async def test_a_notice_is_not_answered_and_makes_nobody_known(tmp_path: Path) -> None:
    platforms, _ = wired()

    async with open_talks(tmp_path, platforms=platforms) as talks:
        await write(talks, "7", '{"may_write": null}', '{"may_write": false}', '{"may_write": true}')
        await talks.answered()

        assert await talks.count(outbox) == await talks.count(accounts) == 0
        assert [(row.state, row.payload) for row in await talks.rows(inbox)] == [("answered", None)] * 3


async def test_who_blocks_us_loses_what_waits_and_gets_what_is_said_after_coming_back(tmp_path: Path) -> None:
    platforms, _ = wired()

    async with open_talks(tmp_path, platforms=platforms) as talks:
        await write(talks, "7", says("а"), '{"may_write": false}')
        await talks.answered()
        assert [row.state for row in await talks.rows(outbox)] == ["unwanted"]
        assert (await count_queues(talks.database)).dead == 0
        assert [row.blocked_at for row in await talks.rows(accounts)] == [NOON]

        await write(talks, "7", '{"may_write": true}')
        await talks.answered()
        assert [row.blocked_at for row in await talks.rows(accounts)] == [None]
        await write(talks, "7", says("б"))
        await talks.answered()

        assert await talks.heard_back("7", "telegram") == ["2: б"]


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", '{"text": 5}', "{}"])
async def test_a_letter_that_cannot_be_read_is_put_aside_for_staff(tmp_path: Path, raw: str) -> None:
    platforms, _ = wired()

    async with open_talks(tmp_path, platforms=platforms) as talks:
        await write(talks, "7", raw, says("дальше"))
        await talks.answered()

        assert await talks.heard_back("7", "telegram") == [APOLOGY, "1: дальше"]
        assert [(row.state, row.payload) for row in await talks.rows(inbox)] == [
            ("dead", raw),
            ("answered", None),
        ]
        (item,) = await talks.rows(staff_items)
        assert (item.kind, item.about, item.text, item.account) == ("dead", "1", "unreadable", "7")


async def test_a_letter_of_nobody_is_put_aside_without_a_word(tmp_path: Path) -> None:
    platforms, _ = wired()

    async with open_talks(tmp_path, platforms=platforms) as talks:
        await write(talks, "-", "what is this")
        await talks.answered()

        assert await talks.count(outbox) == await talks.count(accounts) == 0
        (item,) = await talks.rows(staff_items)
        assert (item.channel, item.account) == ("telegram", None)


async def test_a_flood_gets_one_notice_and_then_no_thought(tmp_path: Path) -> None:
    platforms, _ = wired()
    clocks: list[FixedClock] = []

    async def takes_time(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        clocks[0].advance(timedelta(milliseconds=1))
        return await echo(incoming, state)

    async with open_talks(tmp_path, takes_time, platforms=platforms) as talks:
        clocks.append(talks.clock)
        await write(talks, "7", *[says("а")] * (BURST + 10))
        await write(talks, "8", says("б"))
        await talks.answered()

        assert (await talks.heard_back("7", "telegram"))[BURST:] == [FLOOD_NOTICE]
        assert await talks.heard_back("8", "telegram") == ["1: б"]
        assert len(talks.engine.heard) == BURST + 1
        talks.clock.advance(timedelta(seconds=31))
        await write(talks, "7", says("я спокойна"))
        await talks.answered()
        assert (await talks.heard_back("7", "telegram"))[-1] == f"{BURST + 1}: я спокойна"


async def test_staff_may_be_quick(tmp_path: Path) -> None:
    platforms, _ = wired()

    async def owner(_connection: object, _addresses: object) -> dict[Address, Role]:
        return {chat("7"): "owner"}

    async with open_talks(tmp_path, platforms=platforms, read_roles=owner) as talks:
        await write(talks, "7", *[says("а")] * (BURST + 10))
        await talks.answered()

        assert len(await talks.heard_back("7", "telegram")) == BURST + 10


async def test_who_waits_long_sees_that_we_are_typing_and_a_sign_that_fails_costs_nothing(
    tmp_path: Path,
) -> None:
    platforms, wire = wired()

    async def slow(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        await wire.was_typing.wait()
        return await echo(incoming, state)

    async with open_talks(tmp_path, slow, platforms=platforms) as talks:
        await write(talks, "7", says("а"))
        await talks.answered()

        assert wire.typing == ["7"]
        assert await talks.heard_back("7", "telegram") == ["1: а"]


class Died(BaseException):
    """The process is gone, as far as one process can play that."""


async def test_a_letter_that_kills_the_process_three_times_is_not_thought_about_again(tmp_path: Path) -> None:
    """It dies first beside others, then alone; then staff have it and the talk goes on."""
    thought: list[list[str]] = []

    async def deadly(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        text = incoming.content.text if isinstance(incoming.content, TextSaid) else ""
        thought[-1].append(text)
        if text == "бомба":
            raise Died
        return await echo(incoming, state)

    for life in range(4):
        platforms, _ = wired()
        recorder = FlightRecorder(tmp_path / FILE)
        thought.append([])
        with suppress(BaseExceptionGroup, Died):
            async with open_talks(tmp_path, deadly, platforms=platforms, recorder=recorder) as talks:
                if life == 0:
                    await write(talks, "7", says("бомба"), says("дальше"))
                await write(talks, "8", says(f"{life}"))
                await talks.answered()
        recorder.close()
        if "бомба" in thought[-1]:
            die_over(1, tmp_path)

    async with open_talks(tmp_path, works=False) as talks:
        assert [row.state for row in await talks.rows(inbox)][:2] == ["dead", "answered"]
        assert await talks.heard_back("7", "telegram") == [APOLOGY, "1: дальше"]
        (item,) = await talks.rows(staff_items)
        assert (item.about, item.text) == ("1", "crashed")
    assert sum(life.count("бомба") for life in thought) == 3
    assert thought[2] == ["бомба"]


def die_over(letter: int, folder: Path) -> None:
    """Leave the file as a process does that dies in the middle of a thought."""
    with FlightRecorder(folder / FILE).thinking(letter):
        page = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(page)


async def test_a_letter_that_was_under_way_at_one_death_is_simply_answered(tmp_path: Path) -> None:
    die_over(1, tmp_path)
    platforms, _ = wired()
    recorder = FlightRecorder(tmp_path / FILE)

    async with open_talks(tmp_path, platforms=platforms, works=False) as talks:
        await write(talks, "7", says("а"))
    async with open_talks(tmp_path, platforms=platforms, recorder=recorder) as talks:
        await talks.answered()

        assert await talks.heard_back("7", "telegram") == ["1: а"]
        assert [row.crashes for row in await talks.rows(inbox)] == [1]


async def test_a_suspect_is_thought_about_with_nothing_beside_it(tmp_path: Path) -> None:
    beside: list[int] = []
    under_way = 0

    async def watched(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        nonlocal under_way
        under_way += 1
        await asyncio.sleep(0.01)  # long enough for others to begin
        if incoming.address.account == "7":
            beside.append(under_way)
        under_way -= 1
        return await echo(incoming, state)

    platforms, _ = wired()
    async with open_talks(tmp_path, platforms=platforms, works=False) as talks:
        for account in ("1", "7", "8", "9"):
            await write(talks, account, says("а"))
        async with talks.database.write() as connection:
            await connection.execute(update(inbox).where(inbox.c.account == "7").values(crashes=2))
    async with open_talks(tmp_path, watched, platforms=platforms) as talks:
        await talks.answered()

        assert beside == [1]
        assert await talks.count(outbox) == 4


async def test_a_link_into_a_messenger_is_had_while_it_is_there() -> None:
    platforms, _ = wired()

    assert platforms.deep_link("telegram", "w-1") == "https://t.me/bot?start=w-1"
    assert platforms.deep_link("vk", "w-1") is None


async def test_a_button_that_was_tapped_twice_is_answered_once(tmp_path: Path) -> None:
    platforms, _ = wired()

    async with open_talks(tmp_path, platforms=platforms) as talks:
        await write(talks, "7", json.dumps({"press": "menu"}), json.dumps({"press": "menu"}))
        await talks.answered()

        assert await talks.heard_back("7", "telegram") == ["1: ?"]
        assert [row.state for row in await talks.rows(inbox)] == ["answered", "answered"]


async def test_what_a_turn_orders_for_another_messenger_is_rung_there_at_once(tmp_path: Path) -> None:
    platforms, _ = wired()

    async def nothing(_connection: object, _turn: object, _order: object) -> None:
        pass

    async def ordering(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        return state.model_copy(update={"orders": (Order(),)}), [Outgoing(text="сделано")]

    async with (
        open_talks(tmp_path, ordering, platforms=platforms, clerks={Order: nothing}) as talks,
        talks.mailbox.bell.listening("telegram") as ear,
    ):
        await talks.say("anna", "сделай")

        assert await heard(ear, 10)


async def test_who_wrote_all_day_while_we_were_down_has_flooded_nobody(tmp_path: Path) -> None:
    platforms, _ = wired()
    began = NOON - timedelta(hours=5)
    late = [(began + timedelta(minutes=number)).isoformat() for number in range(BURST + 5)]

    async with open_talks(tmp_path, platforms=platforms) as talks:
        await write(talks, "7", *(json.dumps({"text": "ты тут?", "at": at}) for at in late))
        await talks.answered()

        assert len(talks.engine.heard) == len(late)


async def test_letters_that_cannot_be_read_are_counted_from_some_number_on(tmp_path: Path) -> None:
    platforms, _ = wired()

    async with open_talks(tmp_path, platforms=platforms) as talks:
        for account in range(MOST_ALONE + 4):
            await write(talks, str(account), "no json")
            await talks.answered()
        items = await talks.rows(staff_items)

        assert [row.text for row in items] == [*GARBLED.texts * MOST_ALONE, GARBLED.counted]
        assert (items[-1].about, items[-1].account) == ("+4", None)


async def test_letters_for_a_messenger_without_a_token_go_after_a_month(tmp_path: Path) -> None:
    async with open_talks(tmp_path, platforms=Platforms(["telegram"])) as talks:
        await write(talks, "7", says("ау"))
        month = NOON + timedelta(days=30, seconds=1)
        async with talks.database.write() as connection:
            assert await sweep_inbox(connection, month, ()) == 0
            assert await sweep_inbox(connection, month - timedelta(seconds=2), ["telegram"]) == 0
            assert await sweep_inbox(connection, month, ["vk"]) == 0
            assert await sweep_inbox(connection, month, ["telegram"]) == 1


async def test_a_library_that_cannot_be_loaded_is_told_until_it_can(tmp_path: Path) -> None:
    platforms = Platforms(["telegram", "vk"])
    broken = [True]

    def load() -> None:
        if broken[0]:
            raise ImportError("half a library")

    async with open_talks(tmp_path, platforms=platforms) as talks:
        telegram = Messenger("telegram", load, Wire)
        messengers = Messengers([telegram], platforms, talks.mailbox)
        assert messengers.states() == {"telegram": "loading"}
        assert messengers.unused == {"vk"}
        with pytest.raises(ImportError):
            await messengers.listen(telegram)
        assert messengers.states() == {"telegram": "library not loaded (ImportError)"}

        broken[0] = False
        listening = asyncio.ensure_future(messengers.listen(telegram))
        await telegram.is_open.wait()
        assert messengers.states() == {"telegram": "ok"}
        listening.cancel()
