"""States of talks, read for many accounts at once."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.dialogue.restore import restore
from bot.dialogue.staff import Role
from bot.dialogue.state import Consent, Conversation, FactOrigin, Person, SavedMeasure, State
from bot.storage.addresses import address_of, is_of_one
from bot.storage.profile_rows import read_facts
from bot.storage.tables import accounts, consents, conversations, facts, saved_measures
from knowledge.database import Database


@dataclass(frozen=True, slots=True)
class Loaded:
    """A state as stored, and what the mailbox has to know beside it."""

    state: State = field(default_factory=State)
    is_known: bool = False
    is_blocked: bool = False
    person_id: str | None = None


ReadRoles = Callable[[AsyncConnection, Collection[Address]], Awaitable[Mapping[Address, Role]]]
"""The roles of those of the accounts that have one (`bot.staff.roles.Roles.of`)."""


class States:
    """Reads what `bot.storage.turns` has written."""

    def __init__(self, database: Database, read_roles: ReadRoles | None = None) -> None:
        self._database = database
        self._read_roles = read_roles

    async def load(self, addresses: Collection[Address]) -> dict[Address, Loaded]:
        """The states of these accounts; a new one for who never wrote."""
        if not addresses:
            return {}
        async with self._database.read() as connection:
            known = {address_of(row): row for row in await _of(connection, accounts, addresses)}
            talks = {address_of(row): row.state for row in await _of(connection, conversations, addresses)}
            decisions = await _consents(connection, addresses)
            people = await _people(connection, {row.person_id for row in known.values() if row.person_id})
            roles = await self._read_roles(connection, addresses) if self._read_roles else {}
        loaded = {
            address: _loaded(known.get(address), talks.get(address), decisions.get(address, ()), people)
            for address in addresses
        }
        return loaded | {address: _with_role(loaded[address], role) for address, role in roles.items()}


def _loaded(
    row: Row[Any] | None, talk: str | None, decisions: tuple[Consent, ...], people: Mapping[str, Person]
) -> Loaded:
    person_id = row.person_id if row else None
    state = State(
        conversation=restore(talk)[0] if talk is not None else Conversation(),
        consents=decisions,
        person=people.get(person_id or ""),
    )
    return Loaded(state, row is not None, bool(row and row.blocked_at), person_id)


def _with_role(loaded: Loaded, role: Role) -> Loaded:
    return replace(loaded, state=loaded.state.model_copy(update={"role": role}))


async def _of(
    connection: AsyncConnection, table: Table, addresses: Collection[Address]
) -> Collection[Row[Any]]:
    return (await connection.execute(select(table).where(is_of_one(table, addresses)))).all()


async def _consents(
    connection: AsyncConnection, addresses: Collection[Address]
) -> dict[Address, tuple[Consent, ...]]:
    query = select(consents).where(is_of_one(consents, addresses)).order_by(consents.c.id)
    newest: dict[Address, dict[str, Consent]] = defaultdict(dict)
    for row in await connection.execute(query):
        newest[address_of(row)][row.kind] = Consent(
            kind=row.kind, given=row.given, version=row.version, text_hash=row.text_hash, at=row.at
        )
    return {address: tuple(by_kind.values()) for address, by_kind in newest.items()}


async def _people(connection: AsyncConnection, ids: Collection[str]) -> dict[str, Person]:
    if not ids:
        return {}
    known: dict[str, dict[str, Row[Any]]] = defaultdict(dict)
    for row in await connection.execute(select(facts).where(facts.c.person_id.in_(ids))):
        known[row.person_id][row.key] = row
    kept: dict[str, list[SavedMeasure]] = defaultdict(list)
    query = select(saved_measures).where(saved_measures.c.person_id.in_(ids))
    for row in await connection.execute(query.order_by(saved_measures.c.at, saved_measures.c.measure)):
        kept[row.person_id].append(SavedMeasure(id=row.measure, at=row.at))
    return {id_: _person(known[id_], tuple(kept[id_])) for id_ in ids}


def _person(rows: Mapping[str, Row[Any]], saved: tuple[SavedMeasure, ...]) -> Person:
    return Person(
        facts=read_facts({key: row.value for key, row in rows.items()}),
        origins={key: FactOrigin(how=row.how, at=row.at) for key, row in rows.items() if row.how},
        saved=saved,
    )
