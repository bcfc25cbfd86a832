"""Joining and parting in the transaction of a turn: races, what is erased, what every table has to know."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from bot.dialogue.link_orders import REST, CountTry, EnterCode, IssueCode, JoinAccounts, PartAccounts
from bot.dialogue.messages import Address, Outgoing
from bot.dialogue.state import Consent, FactOrigin, Order, Person, State
from bot.errors import StaleTurn
from bot.mailbox.turns import Desk, Turn, new_person_id, store_turns
from bot.storage import tables
from bot.storage.erase import Eraser
from bot.storage.link_clerks import link_clerks
from bot.storage.link_tries import sweep_tries
from bot.storage.links import SqlLinkBook
from bot.storage.states import Loaded, States
from knowledge.database import Database, metadata, sqlite_url
from knowledge.facts import Facts
from tests.talks import NOON, SECRET

ANNA, BORIS, VERA = (Address(channel="telegram", account=name) for name in ("anna", "boris", "vera"))
CONSENT = Consent(kind="processing", given=True, version="2026-11", text_hash="ab" * 32, at=NOON)
CODE = "7KH4M2XD"


class Office:
    """Turns as the mailbox stores them, without a worker."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.states = States(database)
        self.book = SqlLinkBook(database, self.states, SECRET)
        self._desk = Desk(Eraser(SECRET), clerks=link_clerks(SECRET))

    async def load(self, address: Address) -> Loaded:
        return (await self.states.load([address]))[address]

    async def begin(self, address: Address, at: datetime = NOON) -> Turn:
        """A turn under way, from what is stored now."""
        async with self.database.write() as connection:
            row = {"key": str(new_person_id()), "payload": "{}", "state": tables.WAITING, "received_at": at}
            added = await connection.execute(tables.inbox.insert().values(**address.model_dump(), **row))
            id_ = (added.inserted_primary_key or (0,))[0]
        before = await self.load(address)
        return Turn(id_, address, before, before.state, (), at, before.person_id)

    async def store(self, *turns: Turn) -> None:
        async with self.database.write() as connection:
            await store_turns(connection, turns, self._desk)

    async def does(self, address: Address, *orders: Order, at: datetime = NOON) -> None:
        """One whole turn that gives these orders."""
        await self.store(ordering(await self.begin(address, at), *orders))

    async def meet(self, address: Address, facts: Facts) -> None:
        """Somebody who has agreed and said this."""
        begun = await self.begin(address)
        origins = {key: FactOrigin(how="said", at=NOON) for key in facts.model_fields_set}
        state = State(consents=(CONSENT,), person=Person(facts=facts, origins=origins))
        await self.store(replace(begun, after=state, person_id=new_person_id()))

    async def facts(self, address: Address) -> Facts | None:
        person = (await self.load(address)).state.person
        return person.facts if person else None


def ordering(turn: Turn, *orders: Order) -> Turn:
    return replace(turn, after=turn.after.model_copy(update={"orders": orders}))


def saying(turn: Turn, facts: Facts) -> Turn:
    """The turn in which this was learned."""
    origins = {key: FactOrigin(how="said", at=NOON) for key in facts.model_fields_set}
    return replace(turn, after=turn.after.model_copy(update={"person": Person(facts=facts, origins=origins)}))


def joining(office: Office, code: str = CODE) -> JoinAccounts:
    mark, notice = office.book.mark(code), Outgoing(text="общий")
    return JoinAccounts(mark=mark, version=CONSENT.version, text_hash=CONSENT.text_hash, notice=notice)


@asynccontextmanager
async def open_office(folder: Path) -> AsyncIterator[Office]:
    """Anna (17) and Boris (with a goal), each with a profile; Anna has made a code that Boris has entered."""
    database = Database(sqlite_url(folder / "test.db"))
    try:
        async with database.write() as connection:
            await connection.run_sync(metadata.create_all)
        office = Office(database)
        await office.meet(ANNA, Facts(age=17))
        await office.meet(BORIS, Facts(goal="кофейня"))
        await office.does(ANNA, IssueCode(mark=office.book.mark(CODE)))
        await office.does(BORIS, EnterCode(mark=office.book.mark(CODE)))
        yield office
    finally:
        await database.close()


async def count(office: Office, table: Table) -> int:
    async with office.database.read() as connection:
        return len((await connection.execute(select(table))).all())


async def test_joined_accounts_have_one_person_with_both_profiles(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.does(BORIS, joining(office))

        assert await office.facts(ANNA) == await office.facts(BORIS) == Facts(age=17, goal="кофейня")
        assert (await office.load(ANNA)).state.linked == (BORIS,)
        assert await count(office, tables.persons) == 1
        assert await count(office, tables.link_codes) == 0


async def test_a_turn_that_began_before_joining_does_not_bring_the_erased_person_back(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        late = saying(await office.begin(BORIS), Facts(goal="пекарня"))
        await office.does(BORIS, joining(office))

        with pytest.raises(StaleTurn):
            await office.store(late)

        assert await office.facts(BORIS) == Facts(age=17, goal="кофейня")
        assert await count(office, tables.persons) == 1


async def test_what_the_other_account_says_meanwhile_is_thought_out_from_the_joint_profile(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path) as office:
        late = saying(await office.begin(ANNA), Facts(age=18))
        await office.does(BORIS, joining(office))

        with pytest.raises(StaleTurn):
            await office.store(late)

        assert await office.facts(ANNA) == Facts(age=17, goal="кофейня")


async def test_what_is_stored_together_with_the_joining_is_in_the_joint_profile(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        beside = saying(await office.begin(ANNA), Facts(age=18))

        await office.store(ordering(await office.begin(BORIS), joining(office)), beside)

        assert await office.facts(BORIS) == Facts(age=18, goal="кофейня")


@pytest.mark.parametrize("who", [ANNA, BORIS], ids=["Anna", "Boris"])
async def test_a_withdrawal_after_the_joining_ends_consent_in_both(tmp_path: Path, who: Address) -> None:
    async with open_office(tmp_path) as office:
        await office.does(BORIS, joining(office))
        refused = CONSENT.model_copy(update={"given": False, "at": NOON + timedelta(seconds=1)})

        await office.store(replace(await office.begin(who), after=State(consents=(refused,)), person_id=None))

        for address in (ANNA, BORIS):
            state = (await office.load(address)).state
            assert (state.person, state.linked) == (None, ())
            assert [consent.given for consent in state.consents] == [False]


@pytest.mark.parametrize("who", [ANNA, BORIS], ids=["Anna", "Boris"])
async def test_a_withdrawal_that_began_before_joining_is_not_lost(tmp_path: Path, who: Address) -> None:
    async with open_office(tmp_path) as office:
        begun = await office.begin(who)
        refused = CONSENT.model_copy(update={"given": False})
        late = replace(begun, after=State(consents=(refused,)), person_id=None)
        await office.does(BORIS, joining(office))

        with pytest.raises(StaleTurn):
            await office.store(late)


async def test_both_enter_each_others_codes_in_one_transaction(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        other = "A1C2D3E4"
        await office.does(BORIS, IssueCode(mark=office.book.mark(other)))
        await office.does(ANNA, EnterCode(mark=office.book.mark(other)))
        one = ordering(await office.begin(BORIS), joining(office))
        two = ordering(await office.begin(ANNA), joining(office, other))

        with pytest.raises(StaleTurn):
            await office.store(one, two)
        await office.store(one)
        with pytest.raises(StaleTurn):
            await office.store(two)

        assert await office.facts(ANNA) == Facts(age=17, goal="кофейня")


async def test_a_chain_of_joinings_in_one_transaction_ends_as_one_person(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        other = "A1C2D3E4"
        await office.meet(VERA, Facts(citizenship_ru=True))
        await office.does(BORIS, IssueCode(mark=office.book.mark(other)))
        await office.does(VERA, EnterCode(mark=office.book.mark(other)))

        await office.store(
            ordering(await office.begin(VERA), joining(office, other)),
            ordering(await office.begin(BORIS), joining(office)),
        )

        assert await office.facts(VERA) == Facts(age=17, goal="кофейня", citizenship_ru=True)
        assert await count(office, tables.persons) == 1


@pytest.mark.parametrize(("seconds", "works"), [(600, True), (601, False)])
async def test_who_has_entered_a_code_has_ten_minutes_more(tmp_path: Path, seconds: int, works: bool) -> None:
    async with open_office(tmp_path) as office:
        at = NOON + timedelta(seconds=seconds)
        begun = ordering(await office.begin(BORIS, at), joining(office))

        if works:
            await office.store(begun)
        else:
            with pytest.raises(StaleTurn):
                await office.store(begun)

        assert ((await office.load(BORIS)).state.linked == (ANNA,)) is works


async def test_two_who_enter_one_code_at_once_do_not_both_get_it(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.meet(VERA, Facts())

        with pytest.raises(StaleTurn):
            await office.does(VERA, EnterCode(mark=office.book.mark(CODE)))

        assert await office.book.offer(CODE, VERA, NOON) is None
        assert await office.book.offer(CODE, BORIS, NOON) is not None


async def test_a_consent_to_another_text_joins_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        order = joining(office).model_copy(update={"text_hash": "cd" * 32})

        with pytest.raises(StaleTurn):
            await office.does(BORIS, order)

        assert await count(office, tables.persons) == 2
        assert await count(office, tables.link_codes) == 1


async def test_a_person_of_several_accounts_joins_with_all_of_them(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.does(BORIS, joining(office))
        await office.meet(VERA, Facts(citizenship_ru=True))
        await office.does(VERA, IssueCode(mark=office.book.mark(CODE)))
        await office.does(ANNA, EnterCode(mark=office.book.mark(CODE)))

        await office.does(ANNA, joining(office))

        assert await office.facts(BORIS) == Facts(age=17, goal="кофейня", citizenship_ru=True)
        assert len((await office.load(BORIS)).state.linked) == 2


async def test_parting_leaves_the_profile_here_and_nothing_there(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.does(BORIS, joining(office))

        await office.does(BORIS, PartAccounts(address=ANNA, notice=Outgoing(text="отвязан")))

        assert await office.facts(BORIS) == Facts(age=17, goal="кофейня")
        assert await office.facts(ANNA) is None
        assert [consent.given for consent in (await office.load(ANNA)).state.consents] == [False]
        assert [consent.given for consent in (await office.load(BORIS)).state.consents] == [True]
        with pytest.raises(StaleTurn):
            await office.does(BORIS, PartAccounts(address=ANNA, notice=Outgoing(text="отвязан")))


async def test_deleting_erases_both_accounts_and_keeps_a_hash_of_each(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.does(BORIS, joining(office), CountTry())
        begun = await office.begin(ANNA)

        await office.store(replace(begun, after=State(forget=True), person_id=None))

        for table in metadata.sorted_tables:
            for column in ("account", "person_id"):
                if column in table.c and table is not tables.inbox:
                    assert await count(office, table) == 0, table.name
        assert await count(office, tables.consent_hashes) == 2


async def test_old_codes_and_tries_go_with_the_next_code(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.does(BORIS, CountTry())

        await office.does(BORIS, IssueCode(mark="fresh"), at=NOON + timedelta(days=2))

        assert await count(office, tables.link_codes) == 1
        assert await count(office, tables.link_tries) == 0


async def test_erasing_oneself_gives_no_new_tries(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        for _ in range(5):
            await office.does(VERA, CountTry())
        begun = await office.begin(VERA)

        await office.store(replace(begun, after=State(forget=True), person_id=None))

        assert (await office.book.tries(VERA, NOON)).left == 0
        async with office.database.write() as connection:
            await sweep_tries(connection, NOON + timedelta(minutes=9))
        assert (await office.book.tries(VERA, NOON)).left == 0
        async with office.database.write() as connection:
            await sweep_tries(connection, NOON + REST)
        assert await count(office, tables.link_tries) == 0


async def test_the_sixth_try_has_to_wait_and_a_rest_begins_anew(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        lefts = []
        for second in range(5):
            await office.does(BORIS, CountTry(), at=NOON + timedelta(seconds=second))
            lefts.append((await office.book.tries(BORIS, NOON)).left)
        last = NOON + timedelta(seconds=4)

        assert lefts == [4, 3, 2, 1, 0]
        assert (await office.book.tries(BORIS, last)).again_at == last + timedelta(minutes=10)
        assert (await office.book.tries(BORIS, last + timedelta(minutes=10))).left == 5
        await office.does(BORIS, CountTry(), at=last + timedelta(minutes=10))
        assert (await office.book.tries(BORIS, last + timedelta(minutes=10))).left == 4


def test_whoever_adds_a_table_of_a_person_has_to_say_how_it_is_joined() -> None:
    of_people = {table.name for table in metadata.sorted_tables if "person_id" in table.c}

    assert of_people == {"accounts", "facts", "kept_paths", "saved_measures"}, (
        "teach bot.storage.link_clerks to join it"
    )
