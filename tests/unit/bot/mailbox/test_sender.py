import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.channels.channel import (
    Delivery,
    Inbox,
    Limits,
    Pace,
    Received,
    Rejected,
    RetryLater,
    Unreachable,
)
from bot.dialogue.messages import Address, ChannelName, Incoming, Notice, Outgoing
from bot.dialogue.state import State
from bot.mailbox.bell import heard
from bot.mailbox.dead_items import MOST_ALONE
from bot.mailbox.sender import Patience, sent_on
from bot.storage.tables import accounts, outbox, staff_items
from tests.talks import NOON, Talks, open_talks


class Platform:
    """A platform in memory: `answers` are raised by account, in turn; then everything goes well."""

    def __init__(self, limits: Limits | None = None) -> None:
        limits = limits or Limits(per_second=10_000, per_chat_second=10_000)
        self.pace = Pace(limits, asyncio.get_running_loop().time)
        self.state = "ok"
        self.answers: dict[str, list[Exception]] = {}
        self.calls: list[tuple[float, str, str]] = []
        self.taken: list[tuple[str, str]] = []
        self.is_down = False
        self.hangs: asyncio.Event | None = None
        self.was_called = asyncio.Event()
        self.in_flight = 0
        self.most_in_flight = 0

    @property
    def name(self) -> ChannelName:
        return "telegram"

    async def listen(self, inbox: Inbox) -> None:
        await asyncio.Event().wait()

    def read(self, received: Received) -> Incoming | Notice:
        return Incoming.model_validate_json(received.payload)

    def split(self, message: Outgoing) -> Sequence[Outgoing]:
        return (message,)

    def deep_link(self, payload: str) -> str | None:
        return None

    async def show_typing(self, address: Address) -> None:
        pass

    async def send(self, delivery: Delivery) -> str:
        account = delivery.address.account
        self.calls.append((asyncio.get_running_loop().time(), account, delivery.message.text))
        self.was_called.set()
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            if self.hangs:
                await self.hangs.wait()
            if self.is_down:
                raise ConnectionError
            if self.answers.get(account):
                raise self.answers[account].pop(0)
        finally:
            self.in_flight -= 1
        self.taken.append((account, delivery.message.text))
        return f"ref-{delivery.id}"

    async def close(self) -> None:
        pass

    def texts(self, account: str) -> list[str]:
        return [text for _, to, text in self.calls if to == account]

    def went_through(self, account: str) -> list[str]:
        return [text for to, text in self.taken if to == account]

    async def asked(self, times: int) -> None:
        """Return when the platform has been called so often."""
        async with asyncio.timeout(10):
            while len(self.calls) < times:
                self.was_called.clear()
                await self.was_called.wait()


@asynccontextmanager
async def sending(talks: Talks, platform: Platform, patience: Patience | None = None) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        sender = tasks.create_task(talks.mailbox.sender(platform, patience).run())
        yield
        sender.cancel()


async def until(talks: Talks, is_so: Callable[[Sequence[Any]], bool]) -> Sequence[Any]:
    """Wait until the outbox looks so."""
    async with asyncio.timeout(10), talks.mailbox.bell.listening(sent_on("telegram")) as ear:
        while not is_so(rows := await talks.rows(outbox)):
            await heard(ear, 1)
            ear.clear()
    return rows


def none_waits(rows: Sequence[Any]) -> bool:
    return all(row.state != "waiting" for row in rows)


async def queue(talks: Talks, *letters: tuple[str, str, int]) -> None:
    """Put messages (account, text, priority) into the outbox."""
    rows = [
        {
            "channel": "telegram",
            "account": account,
            "payload": Outgoing(text=text).model_dump_json(),
            "priority": priority,
            "state": "waiting",
            "not_before": NOON,
            "attempts": 0,
            "farewell": False,
            "created_at": NOON,
        }
        for account, text, priority in letters
    ]
    async with talks.database.write() as connection:
        await connection.execute(outbox.insert(), rows)
    talks.mailbox.bell.ring(["telegram"])


async def test_replies_are_sent_in_order_and_their_text_is_erased(tmp_path: Path) -> None:
    platform = Platform()

    async with open_talks(tmp_path) as talks, sending(talks, platform):
        await talks.say("7", "а", "б", "в", channel="telegram")
        await talks.answered()
        rows = await until(talks, none_waits)

        assert platform.texts("7") == ["1: а", "2: б", "3: в"]
        assert [(row.state, row.payload, row.reference) for row in rows] == [
            ("sent", None, f"ref-{row.id}") for row in rows
        ]


async def test_a_reply_overtakes_announcements(tmp_path: Path) -> None:
    platform = Platform(Limits(per_second=10_000, per_chat_second=10_000, in_flight=1))

    async with open_talks(tmp_path) as talks:
        await queue(
            talks, *[(str(number), "новость", 1) for number in range(5)], ("9", "ответ", 0), ("3", "ответ", 0)
        )
        async with sending(talks, platform):
            await until(talks, none_waits)

    assert [text for _, _, text in platform.calls][:2] == ["ответ", "ответ"]
    assert platform.texts("3") == ["ответ", "новость"]


async def test_the_pace_is_never_above_the_limits(tmp_path: Path) -> None:
    platform = Platform(Limits(per_second=5, per_chat_second=20, in_flight=4))

    async with open_talks(tmp_path) as talks:
        await queue(talks, *[(str(number % 3), f"{number}", 1) for number in range(12)])
        async with sending(talks, platform):
            await until(talks, none_waits)

    times = [at for at, _, _ in platform.calls]
    assert all(later - sooner > 1 for sooner, later in zip(times, times[5:], strict=False))
    for account in "012":
        mine = [at for at, to, _ in platform.calls if to == account]
        assert min(later - sooner for sooner, later in pairwise(mine)) >= 0.0495
    assert platform.most_in_flight <= 4


async def test_retry_after_silences_the_whole_platform_for_exactly_that_long(tmp_path: Path) -> None:
    platform = Platform(Limits(per_second=10_000, per_chat_second=10_000, in_flight=1))
    platform.answers["1"] = [RetryLater(0.3)]

    async with open_talks(tmp_path) as talks:
        await queue(talks, ("1", "а", 0), ("2", "б", 0), ("1", "в", 0))
        async with sending(talks, platform):
            await until(talks, lambda rows: sum(row.state == "sent" for row in rows) == 1)
            talks.clock.advance(timedelta(seconds=0.3))
            talks.mailbox.bell.ring(["telegram"])
            await until(talks, none_waits)

    (first, _, _), (second, _, _) = platform.calls[:2]
    assert 0.3 <= second - first < 1.0
    assert platform.texts("1") == ["а", "а", "в"]


async def test_a_network_that_fails_is_tried_again_later_and_order_holds(tmp_path: Path) -> None:
    platform = Platform()
    platform.answers["1"] = [ConnectionError(), TimeoutError()]

    async with open_talks(tmp_path) as talks:
        await queue(talks, ("1", "а", 0), ("1", "б", 0))
        async with sending(talks, platform):
            for _ in range(2):
                rows = await until(talks, lambda rows: rows[0].not_before > talks.clock.now())
                assert rows[0].not_before == rows[1].not_before
                assert [row.attempts for row in rows] == [0, 0]
                talks.clock.advance(timedelta(minutes=1))
                talks.mailbox.bell.ring(["telegram"])
            await until(talks, none_waits)

    assert platform.texts("1") == ["а", "а", "а", "б"]


async def test_a_message_that_fails_while_others_go_through_is_put_aside_in_the_end(tmp_path: Path) -> None:
    platform = Platform()
    platform.answers["1"] = [ConnectionError() for _ in range(100)]

    async with open_talks(tmp_path) as talks:
        await queue(talks, ("1", "а", 0))
        async with sending(talks, platform):
            for attempts in range(12):
                await until(talks, lambda rows, n=attempts: rows[0].attempts == n)  # type: ignore[misc]
                await queue(talks, ("2", "б", 0))
                await until(talks, lambda rows: none_waits(rows[1:]))
                talks.clock.advance(timedelta(minutes=10))
                talks.mailbox.bell.ring(["telegram"])
            first, *others = await until(talks, none_waits)

    assert (first.state, first.payload) == ("dead", None)
    assert {row.state for row in others} == {"sent"}
    assert len(platform.texts("1")) == 13


async def test_one_chat_that_fails_while_nobody_else_writes_makes_nobody_wait_long(tmp_path: Path) -> None:
    platform = Platform()
    platform.answers["1"] = [ConnectionError() for _ in range(1000)]
    patience = Patience(first_probe=0.05, longest_probe=30.0)

    async with open_talks(tmp_path) as talks:
        await queue(talks, ("1", "а", 0))
        async with sending(talks, platform, patience):
            for calls in range(1, 9):
                await platform.asked(calls)
                talks.clock.advance(timedelta(minutes=1))
            await queue(talks, ("2", "б", 0), ("3", "в", 0))
            async with asyncio.timeout(3):
                await until(talks, lambda rows: sum(row.state == "sent" for row in rows) == 2)

    assert platform.went_through("2") == ["б"]
    assert platform.went_through("3") == ["в"]
    assert platform.went_through("1") == []


async def test_a_platform_that_is_down_is_asked_now_and_then_and_loses_no_message(tmp_path: Path) -> None:
    """For 20 hours; then everything goes out in order."""
    platform = Platform()
    platform.is_down = True
    patience = Patience(first_probe=0.01, longest_probe=0.04)

    async with open_talks(tmp_path) as talks:
        await queue(talks, *[(str(number % 10), f"{number}", 0) for number in range(30)])
        async with sending(talks, platform, patience):
            for hour in range(20):
                asked = len(platform.calls)
                talks.clock.advance(timedelta(hours=1))
                talks.mailbox.bell.ring(["telegram"])
                await platform.asked(asked + (1 if hour else 8))
            before = len(platform.calls)
            began = asyncio.get_running_loop().time()
            await platform.asked(before + 3)
            assert asyncio.get_running_loop().time() - began >= 0.06
            platform.is_down = False
            talks.clock.advance(timedelta(minutes=1))
            rows = await until(talks, none_waits)

    assert {row.state for row in rows} == {"sent"}
    for number in range(10):
        assert platform.went_through(str(number)) == [f"{number + 10 * round_}" for round_ in range(3)]


async def test_what_could_not_be_delivered_for_a_day_is_given_up(tmp_path: Path) -> None:
    platform = Platform()
    platform.is_down = True

    async with open_talks(tmp_path) as talks:
        await queue(talks, ("1", "а", 0))
        talks.clock.advance(timedelta(hours=25))
        async with sending(talks, platform):
            (row,) = await until(talks, none_waits)
        (item,) = await talks.rows(staff_items)

    assert (row.state, row.payload) == ("dead", None)
    assert (item.kind, item.text, item.account) == ("dead", "given-up", "1")


async def test_a_reply_does_not_wait_behind_announcements_that_wait_for_the_pace(tmp_path: Path) -> None:
    platform = Platform(Limits(per_second=2, per_chat_second=10_000, in_flight=8))

    async with open_talks(tmp_path) as talks:
        await queue(talks, *[(str(number), "новость", 1) for number in range(5)])
        async with sending(talks, platform):
            await until(talks, lambda rows: sum(row.state == "sent" for row in rows) == 2)
            await queue(talks, ("9", "ответ", 0))
            await until(talks, lambda rows: sum(row.state == "sent" for row in rows) >= 4)

    assert [text for _, _, text in platform.calls][:3] == ["новость", "новость", "ответ"]


async def test_who_has_blocked_us_gets_nothing_more_and_is_welcome_back(tmp_path: Path) -> None:
    platform = Platform()
    platform.answers["7"] = [Unreachable()]

    async with open_talks(tmp_path) as talks, sending(talks, platform):
        await talks.say("7", "а", channel="telegram")
        await talks.answered()
        await queue(talks, ("7", "новость", 1))
        await until(talks, none_waits)
        assert [row.blocked_at for row in await talks.rows(accounts)] == [NOON]

        await talks.say("7", "я вернулась", channel="telegram")
        await talks.answered()
        await until(talks, none_waits)

        assert [row.blocked_at for row in await talks.rows(accounts)] == [None]
        assert platform.texts("7")[-1] == "2: я вернулась"


@pytest.mark.parametrize("fault", ["rejected", "unreadable"])
async def test_a_message_that_the_platform_or_we_cannot_take_is_put_aside_alone(
    tmp_path: Path, fault: str
) -> None:
    platform = Platform()
    platform.answers["1"] = [Rejected()] if fault == "rejected" else []

    async with open_talks(tmp_path) as talks:
        await queue(talks, ("1", "а", 0), ("1", "б", 0))
        if fault == "unreadable":
            async with talks.database.write() as connection:
                await connection.execute(outbox.update().where(outbox.c.id == 1).values(payload="{"))
        async with sending(talks, platform):
            rows = await until(talks, none_waits)
        (item,) = await talks.rows(staff_items)

    assert [(row.state, row.payload) for row in rows] == [("dead", None), ("sent", None)]
    assert platform.texts("1")[-1] == "б"
    assert (item.kind, item.text, item.channel, item.account) == ("dead", "refused", "telegram", "1")


async def test_many_answers_that_are_refused_are_a_few_things_for_staff_and_a_count(tmp_path: Path) -> None:
    platform = Platform()
    everybody = [str(number) for number in range(MOST_ALONE + 5)]
    platform.answers = {account: [Rejected()] for account in everybody}

    async with open_talks(tmp_path) as talks:
        await queue(talks, *[(account, "а", 0) for account in everybody])
        async with sending(talks, platform):
            await until(talks, none_waits)
        items = await talks.rows(staff_items)

    assert [item.text for item in items] == ["refused"] * MOST_ALONE + ["many-undelivered"]
    assert items[-1].about == "+5"


async def test_a_last_word_that_is_refused_is_told_without_a_name_and_goes(tmp_path: Path) -> None:
    platform = Platform()
    platform.answers["1"] = [Rejected()]

    async with open_talks(tmp_path) as talks:
        await queue(talks, ("1", "прощай", 0))
        async with talks.database.write() as connection:
            await connection.execute(outbox.update().values(farewell=True))
        async with sending(talks, platform):
            assert await until(talks, none_waits) == []
        (item,) = await talks.rows(staff_items)

    assert (item.text, item.account) == ("refused", None)


async def test_a_slow_chat_does_not_hold_up_the_others(tmp_path: Path) -> None:
    platform = Platform()
    platform.hangs = asyncio.Event()

    async with open_talks(tmp_path) as talks:
        await queue(talks, ("1", "а", 0))
        async with sending(talks, platform):
            await platform.was_called.wait()
            gate, platform.hangs = platform.hangs, None
            await queue(talks, ("2", "б", 0))
            talks.mailbox.bell.ring(["telegram"])
            await until(talks, lambda rows: rows[-1].state == "sent")
            assert (await talks.rows(outbox))[0].state == "waiting"
            gate.set()
            await until(talks, none_waits)


async def test_the_last_word_leaves_no_row_behind(tmp_path: Path) -> None:
    platform = Platform()

    async def farewell(_incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        return state.model_copy(update={"forget": True}), [Outgoing(text="пока", forget=True)]

    async with open_talks(tmp_path, farewell) as talks, sending(talks, platform):
        await talks.say("7", "/delete", channel="telegram")
        await talks.answered()
        await until(talks, lambda rows: not rows)

        assert platform.texts("7") == ["пока"]


async def test_what_was_on_its_way_when_the_process_ended_goes_again(tmp_path: Path) -> None:
    platform = Platform()
    platform.hangs = asyncio.Event()

    async with open_talks(tmp_path) as talks:
        await talks.say("7", "а", channel="telegram")
        await talks.answered()
        async with sending(talks, platform):
            await platform.was_called.wait()
        platform.hangs = None
        async with sending(talks, platform):
            await until(talks, none_waits)

    assert platform.texts("7") == ["1: а", "1: а"]


async def test_a_clean_stop_waits_for_what_is_on_its_way_and_begins_nothing_more(tmp_path: Path) -> None:
    platform = Platform()
    platform.hangs = asyncio.Event()

    async with open_talks(tmp_path) as talks:
        await queue(talks, ("7", "а", 0))
        async with asyncio.TaskGroup() as tasks:
            sender = talks.mailbox.sender(platform)
            running = tasks.create_task(sender.run())
            await platform.was_called.wait()
            settling = tasks.create_task(sender.settled())
            await queue(talks, ("8", "б", 0))
            platform.hangs.set()
            await settling
            running.cancel()
        states = {row.account: row.state for row in await talks.rows(outbox)}

    assert platform.texts("7") == ["а"]
    assert states == {"7": "sent", "8": "waiting"}


FULL_DISK = text("CREATE TRIGGER full BEFORE UPDATE ON outbox BEGIN SELECT RAISE(FAIL, 'disk full'); END")


async def test_what_went_out_does_not_go_again_when_that_cannot_be_noted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    platform = Platform()

    async with open_talks(tmp_path) as talks:
        async with talks.database.write() as connection:
            await connection.execute(FULL_DISK)
        await queue(talks, ("1", "а", 0), ("1", "б", 0))
        async with sending(talks, platform):
            async with asyncio.timeout(10):
                while "outbox-not-reached" not in caplog.text:  # noqa: ASYNC110 - a log line rings no bell
                    await asyncio.sleep(0.01)
            async with talks.database.write() as connection:
                await connection.execute(text("DROP TRIGGER full"))
            await until(talks, none_waits)

    assert platform.taken == [("1", "а"), ("1", "б")]


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_newer_answer_does_not_overtake_one_that_was_put_off(tmp_path: Path, restarts: bool) -> None:
    platform = Platform()
    platform.answers["1"] = [ConnectionError()]

    async with open_talks(tmp_path) as talks:
        await queue(talks, ("1", "а", 0))
        first = talks.mailbox.sender(platform)
        async with asyncio.TaskGroup() as tasks:
            run = tasks.create_task(first.run())
            await until(talks, lambda rows: rows[0].not_before > NOON)
            if restarts:
                run.cancel()
                run = tasks.create_task(talks.mailbox.sender(platform).run())
            await queue(talks, ("1", "б", 0), ("2", "в", 0))
            await until(talks, lambda rows: rows[2].state == "sent")
            talks.clock.advance(timedelta(minutes=1))
            talks.mailbox.bell.ring(["telegram"])
            await until(talks, none_waits)
            run.cancel()

    assert platform.went_through("1") == ["а", "б"]
