"""Profiles, consents and erasing, through turns as the mailbox stores them."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Table, update

from bot.dialogue.messages import Incoming, Outgoing
from bot.dialogue.state import Consent, ErrorReport, FactOrigin, Person, SavedMeasure, State
from bot.storage.erase import consent_hash
from bot.storage.states import States
from bot.storage.tables import (
    accounts,
    arrivals,
    consent_hashes,
    consents,
    error_reports,
    facts,
    inbox,
    outbox,
    persons,
    saved_measures,
)
from knowledge.database import metadata
from knowledge.facts import Facts
from tests.talks import NOON, SECRET, Reply, Talks, echo, open_talks, said, web

CONSENT = Consent(kind="processing", given=True, version="2026-11", text_hash="ab" * 32, at=NOON)
FACTS = Facts(
    age=17,
    region="Курганская область",
    municipality="Шадринск",
    citizenship_ru=True,
    statuses={"school": True, "employed": False},
    capabilities={"institution": False},
    needs=("money", "mentor"),
    goal="кофейня",
    has=("artek",),
    confirmed={"доход ниже прожиточного минимума": True},
)
ORIGINS = {
    "age": FactOrigin(how="said", at=NOON),
    "statuses.school": FactOrigin(how="chosen", at=NOON + timedelta(seconds=1)),
}
PERSON = Person(facts=FACTS, origins=ORIGINS, saved=(SavedMeasure(id="artek", at=NOON),))


def becomes(*states: State) -> Reply:
    """An engine that leads through these states, one a message."""
    left = list(states)

    async def reply(_incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        after = left.pop(0) if left else state
        return after, [Outgoing(text="пока" if after.forget else "да", forget=after.forget)]

    return reply


async def turn(talks: Talks, account: str = "anna") -> State:
    """Have one message answered; the state that is stored then."""
    await talks.say(account, "дальше")
    await talks.answered()
    return (await States(talks.database).load([web(account)]))[web(account)].state


async def test_what_a_person_is_known_by_comes_back_as_it_was(tmp_path: Path) -> None:
    state = State(consents=(CONSENT,), person=PERSON)

    async with open_talks(tmp_path, becomes(state)) as talks:
        assert await turn(talks) == state


async def test_a_fact_is_a_row_that_can_be_counted_and_goes_when_it_is_forgotten(tmp_path: Path) -> None:
    shorter = Person(facts=Facts(age=18, statuses={"school": True}), origins=ORIGINS)

    async with open_talks(
        tmp_path, becomes(State(person=PERSON), State(person=shorter), State(person=shorter))
    ) as talks:
        await turn(talks)
        (school,) = [row for row in await talks.rows(facts) if row.key == "statuses.school"]
        assert (school.value, school.how, school.at) == (True, "chosen", NOON + timedelta(seconds=1))

        assert await turn(talks) == State(person=shorter)
        assert {row.key: row.value for row in await talks.rows(facts)} == {
            "age": 18,
            "statuses.school": True,
        }
        assert await talks.count(saved_measures) == 0


async def test_a_word_that_the_vocabulary_has_lost_costs_only_that_fact(tmp_path: Path) -> None:
    async with open_talks(tmp_path, becomes(State(person=PERSON))) as talks:
        await turn(talks)
        async with talks.database.write() as connection:
            await connection.execute(update(facts).where(facts.c.key == "needs").values(value=["lost-word"]))

        state = await turn(talks)

        assert state.person is not None
        assert state.person.facts == FACTS.model_copy(update={"needs": ()})


async def test_every_decision_on_a_consent_is_kept_and_the_newest_counts(tmp_path: Path) -> None:
    withdrawn = CONSENT.model_copy(update={"given": False, "at": NOON + timedelta(days=1)})
    mailings = CONSENT.model_copy(update={"kind": "mailings"})

    async with open_talks(
        tmp_path, becomes(State(consents=(CONSENT,)), State(consents=(withdrawn, mailings)))
    ) as talks:
        await turn(talks)
        state = await turn(talks)

        assert state.consents == (withdrawn, mailings)
        assert [(row.kind, row.given) for row in await talks.rows(consents)] == [
            ("processing", True),
            ("processing", False),
            ("mailings", True),
        ]


async def test_a_withdrawn_consent_erases_the_profile_and_keeps_the_account(tmp_path: Path) -> None:
    async with open_talks(tmp_path, becomes(State(person=PERSON), State())) as talks:
        await turn(talks)
        await turn(talks)

        for table in (persons, facts, saved_measures):
            assert await talks.count(table) == 0
        assert [row.person_id for row in await talks.rows(accounts)] == [None]


async def test_reports_and_arrivals_are_kept_without_who(tmp_path: Path) -> None:
    report = ErrorReport(measure="artek", text="ссылка не работает", at=NOON)

    async with open_talks(tmp_path, becomes(State(reports=(report,), arrived_from="vk-post"))) as talks:
        await turn(talks)
        await turn(talks, "boris")
        assert await talks.count(error_reports) == 1
        assert [(row.source, row.talks) for row in await talks.rows(arrivals)] == [("vk-post", 1)]
    async with open_talks(tmp_path, becomes(State(arrived_from="vk-post"))) as talks:
        await turn(talks, "vera")
        assert [(row.source, row.talks) for row in await talks.rows(arrivals)] == [("vk-post", 2)]

    for table in (error_reports, arrivals):
        assert not {"account", "person_id"} & set(table.c.keys())


async def test_who_is_forgotten_leaves_nothing_in_any_table_but_one_keyed_hash(tmp_path: Path) -> None:
    known = State(consents=(CONSENT,), person=PERSON)

    async with open_talks(
        tmp_path, becomes(known, known, known.model_copy(update={"forget": True}))
    ) as talks:
        await turn(talks, "boris")
        await turn(talks, "anna")
        person_id = next(row.person_id for row in await talks.rows(accounts) if row.account == "anna")
        others = await everything_but(talks, "anna", person_id)
        await turn(talks, "anna")

        (farewell,) = await talks.mailbox.mail.waiting(web("anna"), 0)
        assert (farewell.message.text, farewell.message.forget) == ("пока", True)
        await talks.mailbox.mail.acknowledge(web("anna"), farewell.id)

        assert await traces_of(talks, "anna", person_id) == []
        assert await everything_but(talks, "anna", person_id) == others
        (kept,) = await talks.rows(consent_hashes)
        assert kept.hash == consent_hash(SECRET, web("anna"), CONSENT.version, CONSENT.text_hash)
        assert (kept.given_at, kept.erased_at) == (NOON, NOON)
        assert "anna" not in str(kept)


async def test_all_accounts_of_a_person_are_forgotten(tmp_path: Path) -> None:
    state = State(consents=(CONSENT,), person=PERSON)

    async with open_talks(tmp_path, becomes(state, state.model_copy(update={"forget": True}))) as talks:
        await turn(talks, "anna")
        (anna,) = await talks.rows(accounts)
        async with talks.database.write() as connection:
            other = {"channel": "telegram", "account": "77", "person_id": anna.person_id, "created_at": NOON}
            await connection.execute(accounts.insert(), [other])
        await turn(talks, "anna")

        assert await traces_of(talks, "77", anna.person_id) == []
        assert await talks.count(accounts) == 0


async def test_what_is_said_after_the_farewell_is_a_new_talk(tmp_path: Path) -> None:
    forgets = becomes(State(consents=(CONSENT,), person=PERSON).model_copy(update={"forget": True}))

    async def reply(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
        if incoming.key == "anna:0":
            return await forgets(incoming, state)
        return await echo(incoming, state)

    async with open_talks(tmp_path, reply) as talks:
        await talks.say("anna", "/delete", "я снова здесь")
        await talks.answered()

        assert await talks.heard_back("anna") == ["пока", "1: я снова здесь"]
        assert [row.key for row in await talks.rows(inbox)] == ["anna:1"]
        assert [row.farewell for row in await talks.rows(outbox)] == [True, False]


async def traces_of(talks: Talks, account: str, person_id: str) -> list[str]:
    """Every row of every table that speaks of somebody in any column."""
    return [
        f"{table.name}: {row}"
        for table in metadata.sorted_tables
        for row in await talks.rows(table)
        if any(str(value).startswith(account) or value == person_id for value in row)
    ]


async def everything_but(talks: Talks, account: str, person_id: str) -> list[str]:
    tables: list[Table] = [table for table in metadata.sorted_tables if table is not consent_hashes]
    mine = await traces_of(talks, account, person_id)
    everything = [f"{table.name}: {row}" for table in tables for row in await talks.rows(table)]
    return [line for line in everything if line not in mine]


async def test_a_telegram_number_is_known_after_its_sender_is_forgotten(tmp_path: Path) -> None:
    state = State(consents=(CONSENT,), person=PERSON, forget=True)

    async with open_talks(tmp_path, becomes(state, state)) as talks:
        for _ in range(2):  # Telegram did not hear that we have it, and gives it again
            await talks.mailbox.inbox.record([said("77", "да, удалить", "5001", "telegram")])
            await talks.answered()

        assert len(talks.engine.heard) == 1
        assert [(row.account, row.payload, row.key) for row in await talks.rows(inbox)] == [
            ("-", None, "5001")
        ]
        assert await talks.count(accounts) == 0
