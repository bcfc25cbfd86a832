"""What the mailbox promises about people with several accounts, and about rows that are answered already."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.dialogue.messages import Incoming, Outgoing
from bot.dialogue.state import Person, State
from bot.errors import AlreadyAnswered
from bot.mailbox.turns import Desk, Turn, Turns, new_person_id
from bot.storage.erase import Eraser
from bot.storage.states import Loaded
from bot.storage.tables import accounts, inbox, outbox
from knowledge.facts import Facts
from tests.talks import NOON, SECRET, open_talks, web


async def test_a_row_is_answered_once_whoever_tries(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        await talks.say("anna", "привет")
        await talks.answered()
        again = Turn(
            id=1,
            address=web("anna"),
            before=Loaded(),
            after=State(),
            replies=[Outgoing(text="ещё раз")],
            at=NOON,
            person_id=None,
        )

        with pytest.raises(AlreadyAnswered):
            await Turns(talks.mailbox.committer, Desk(Eraser(SECRET))).store(again)

        assert await talks.count(outbox) == 1


async def test_two_accounts_of_one_person_are_answered_one_after_the_other(tmp_path: Path) -> None:
    """Both turns add a year: none of them may be lost."""

    async def grow(_incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        age = (state.person.facts.age or 0) if state.person else 0
        await asyncio.sleep(0.001)  # the other account's turn would now read the same age
        return State(person=Person(facts=Facts(age=age + 1))), [Outgoing(text=str(age + 1))]

    async with open_talks(tmp_path, grow) as talks:
        await talks.say("anna", "раз")
        await talks.say("boris", "раз")
        await talks.answered()
        (person_id, _) = [row.person_id for row in await talks.rows(accounts)]
        async with talks.database.write() as connection:
            await connection.execute(update(accounts).values(person_id=person_id))

        for _ in range(10):
            await asyncio.gather(talks.say("anna", "ещё"), talks.say("boris", "ещё"))
        await talks.answered()

        told = await talks.heard_back("anna") + await talks.heard_back("boris")
        assert sorted(map(int, told)) == [1, *range(1, 22)]


async def test_many_talks_at_once_are_all_answered_in_order_and_once(tmp_path: Path) -> None:
    async with open_talks(tmp_path) as talks:
        names = [f"visitor-{number}" for number in range(150)]
        await asyncio.gather(*(talks.say(name, "а", "б") for name in names))
        await talks.answered()

        for name in names:
            assert await talks.heard_back(name) == ["1: а", "2: б"]
        assert await talks.count(inbox) == 300


def test_the_id_of_a_person_says_nothing() -> None:
    ids = {new_person_id() for _ in range(100)}

    assert len(ids) == 100
    assert {len(id_) for id_ in ids} == {32}
