import asyncio
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.dialogue.messages import Incoming, Outgoing, TextSaid
from bot.dialogue.state import State
from bot.mailbox.places import AT_WORK
from bot.storage.tables import accounts, conversations, inbox, outbox, persons
from tests.talks import APOLOGY, echo, open_talks, said


def words(incoming: Incoming) -> str:
    return incoming.content.text if isinstance(incoming.content, TextSaid) else ""


async def test_a_message_is_answered_and_its_text_erased(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        await talks.say("anna", "привет")
        await talks.answered()

        assert await talks.heard_back("anna") == ["1: привет"]
        (row,) = await talks.rows(inbox)
        assert (row.state, row.payload, row.key) == ("answered", None, "anna:0")


async def test_a_repeated_update_is_dropped(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        for _ in range(3):
            await talks.mailbox.inbox.record([said("anna", "раз", "k1"), said("anna", "раз", "k1")])
        await talks.answered()
        await talks.mailbox.inbox.record([said("anna", "раз", "k1"), said("anna", "два", "k2")])
        await talks.answered()

        assert await talks.heard_back("anna") == ["1: раз", "2: два"]


async def test_order_holds_within_a_talk_and_talks_run_side_by_side(tmp_path: Path) -> None:
    gate = asyncio.Event()

    async def slow_for_anna(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        if incoming.address.account == "anna":
            await gate.wait()
        return await echo(incoming, state)

    async with open_talks(tmp_path, slow_for_anna) as talks:
        await talks.say("anna", "а", "б", "в")
        await talks.say("boris", *[str(number) for number in range(20)])
        await talks.replies("boris", 20)
        assert await talks.heard_back("anna") == []
        gate.set()
        await talks.answered()

        assert await talks.heard_back("anna") == ["1: а", "2: б", "3: в"]
        assert await talks.heard_back("boris") == [f"{number + 1}: {number}" for number in range(20)]


async def test_an_engine_that_fails_once_is_asked_again(tmp_path: Path) -> None:
    failures = [ValueError("first try")]

    async def fails_once(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        if failures:
            raise failures.pop()
        return await echo(incoming, state)

    async with open_talks(tmp_path, fails_once) as talks:
        await talks.say("anna", "привет")
        await talks.answered()

        assert await talks.heard_back("anna") == ["1: привет"]


async def test_an_engine_that_keeps_failing_costs_one_apology_and_nobody_else_anything(
    tmp_path: Path,
) -> None:
    async def breaks_on_bomb(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        if words(incoming) == "бомба":
            raise RecursionError
        return await echo(incoming, state)

    async with open_talks(tmp_path, breaks_on_bomb) as talks:
        await talks.say("anna", "раз", "бомба", "два")
        await talks.say("boris", "привет")
        await talks.answered()

        assert await talks.heard_back("anna") == ["1: раз", APOLOGY, "2: два"]
        assert await talks.heard_back("boris") == ["1: привет"]
        assert [row.state for row in await talks.rows(inbox)] == ["answered", "dead", "answered", "answered"]
        assert len(talks.engine.heard) == 5
        assert talks.metrics.turns.labels("web", "dead")._value.get() == 1


async def test_a_turn_that_takes_too_long_ends_in_an_apology(tmp_path: Path) -> None:
    async def hangs(_incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        await asyncio.Event().wait()
        return state, []

    async with open_talks(tmp_path, hangs, turn_seconds=0.05) as talks:
        await talks.say("anna", "привет")
        await talks.answered()

        assert await talks.heard_back("anna") == [APOLOGY]
        assert [row.state for row in await talks.rows(inbox)] == ["answered"]


@pytest.mark.parametrize("payload", ["", "{", '{"address": 1}', "null"])
async def test_a_row_that_cannot_be_read_is_put_aside(tmp_path: Path, payload: str) -> None:
    async with open_talks(tmp_path, works=False) as talks:
        await talks.say("anna", "порча", "дальше")
        async with talks.database.write() as connection:
            await connection.execute(update(inbox).where(inbox.c.id == 1).values(payload=payload))

    async with open_talks(tmp_path) as talks:
        await talks.answered()

        assert await talks.heard_back("anna") == [APOLOGY, "1: дальше"]
        assert [row.state for row in await talks.rows(inbox)] == ["dead", "answered"]


async def test_rows_of_a_process_that_died_are_answered_by_the_next_one_in_order(tmp_path: Path) -> None:
    async with open_talks(tmp_path, works=False) as talks:
        await talks.say("anna", "раз", "два")
        await talks.say("boris", "три")

    async with open_talks(tmp_path) as talks:
        await talks.answered()

        assert await talks.heard_back("anna") == ["1: раз", "2: два"]
        assert await talks.heard_back("boris") == ["1: три"]


async def test_stopping_finishes_the_turns_under_way_and_takes_no_more(tmp_path: Path) -> None:
    started, gate = asyncio.Event(), asyncio.Event()

    async def waits(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        started.set()
        await gate.wait()
        return await echo(incoming, state)

    async with open_talks(tmp_path, waits) as talks:
        await talks.say("anna", "раз", "два")
        await started.wait()
        talks.mailbox.worker.stop()
        gate.set()

    async with open_talks(tmp_path, works=False) as talks:
        assert await talks.heard_back("anna") == ["1: раз"]
        assert [row.state for row in await talks.rows(inbox)] == ["answered", "waiting"]


async def test_a_turn_that_cannot_be_stored_leaves_nothing_and_comes_again(tmp_path: Path) -> None:
    """Of two talks that are committed together one breaks a rule of the database: only it is put off."""
    async with open_talks(tmp_path) as talks:
        async with talks.database.write() as connection:
            await connection.exec_driver_sql(
                "CREATE TRIGGER full BEFORE INSERT ON outbox WHEN NEW.account = 'anna'"
                " BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
            )
        await talks.say("anna", "раз")
        await talks.say("boris", "два")
        await talks.replies("boris", 1)
        assert await talks.count(accounts, accounts.c.account == "anna") == 0
        async with talks.database.write() as connection:
            await connection.exec_driver_sql("DROP TRIGGER full")
        await talks.answered()

        assert await talks.heard_back("anna") == ["1: раз"]


async def test_before_consent_only_queue_rows_the_account_and_the_scene_exist(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        await talks.say("anna", "привет")
        await talks.answered()

        filled = [table.name for table in inbox.metadata.sorted_tables if await talks.count(table)]

        assert sorted(filled) == ["accounts", "conversations", "inbox", "outbox"]
        assert await talks.count(persons) == 0
        assert [row.person_id for row in await talks.rows(accounts)] == [None]


async def test_a_state_that_cannot_be_read_starts_the_talk_anew(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        await talks.say("anna", "раз")
        await talks.answered()
        for broken in ("{", '{"version": 99}', '{"version": 1, "scene": 5}'):
            async with talks.database.write() as connection:
                await connection.execute(update(conversations).values(state=broken))
            await talks.say("anna", "снова")
            await talks.answered()

        assert (await talks.heard_back("anna"))[1:] == ["1: снова"] * 3
        assert await talks.count(outbox) == 4


async def test_a_turn_that_is_cut_at_the_end_is_answered_after_the_next_start(tmp_path: Path) -> None:
    thinking = asyncio.Event()

    async def hangs(_incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        thinking.set()
        await asyncio.Event().wait()
        return state, []

    async with open_talks(tmp_path, hangs, works=False) as talks, asyncio.TaskGroup() as group:
        await talks.say("anna", "привет")
        worker = group.create_task(talks.mailbox.worker.run())
        await thinking.wait()
        worker.cancel()

    async with open_talks(tmp_path) as talks:
        await talks.answered()

        assert await talks.heard_back("anna") == ["1: привет"]


async def test_turns_that_wait_for_something_make_nobody_else_wait(tmp_path: Path) -> None:
    gate = asyncio.Event()

    async def slow_for_most(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        if incoming.address.account != "anna":
            await gate.wait()
        return await echo(incoming, state)

    async with open_talks(tmp_path, slow_for_most) as talks:
        crowd = [said(str(number), "подбери", f"{number}") for number in range(2 * AT_WORK)]
        await talks.mailbox.inbox.record(crowd)
        await talks.say("anna", "привет")
        async with asyncio.timeout(10):
            assert await talks.replies("anna", 1) == ["1: привет"]
        assert await talks.count(inbox, inbox.c.state == "waiting") == len(crowd)
        gate.set()
        await talks.answered()
