"""States of talks, read for many accounts at once."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.dialogue.restore import restore, restored_path
from bot.dialogue.staff import Role
from bot.dialogue.state import Conversation, FactOrigin, KeptPath, Person, SavedMeasure, State
from bot.storage.addresses import address_of, rows_of
from bot.storage.families import read_decisions
from bot.storage.profile_rows import read_facts
from bot.storage.tables import accounts, conversations, facts, kept_paths, saved_measures
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
        return await self._database.look(partial(self._load, addresses))

    async def _load(
        self, addresses: Collection[Address], connection: AsyncConnection
    ) -> dict[Address, Loaded]:
        known = {address_of(row): row for row in await rows_of(connection, accounts, addresses)}
        talks = {address_of(row): row.state for row in await rows_of(connection, conversations, addresses)}
        ids = {row.person_id for row in known.values() if row.person_id}
        people = await read_people(connection, ids)
        theirs = await _accounts(connection, ids)
        families = {one: theirs[row.person_id] for one, row in known.items() if row.person_id}
        decisions = await read_decisions(connection, addresses, families)
        roles = await self._read_roles(connection, addresses) if self._read_roles else {}
        return {
            address: _loaded(
                known.get(address),
                State(
                    conversation=restore(talks[address])[0] if address in talks else Conversation(),
                    consents=decisions[address],
                    person=people.get(_person_of(known.get(address))),
                    role=roles.get(address),
                    linked=_others(address, families.get(address, ())),
                ),
            )
            for address in addresses
        }


def _loaded(row: Row[Any] | None, state: State) -> Loaded:
    return Loaded(state, row is not None, bool(row and row.blocked_at), _person_of(row) or None)


def _person_of(row: Row[Any] | None) -> str:
    return (row.person_id if row else None) or ""


def _others(address: Address, accounts_of_person: Collection[Address]) -> tuple[Address, ...]:
    return tuple(one for one in accounts_of_person if one != address)


async def read_people(connection: AsyncConnection, ids: Collection[str]) -> dict[str, Person]:
    """What is known of these people."""
    if not ids:
        return {}
    known: dict[str, dict[str, Row[Any]]] = defaultdict(dict)
    for row in await connection.execute(select(facts).where(facts.c.person_id.in_(ids))):
        known[row.person_id][row.key] = row
    kept: dict[str, list[SavedMeasure]] = defaultdict(list)
    query = select(saved_measures).where(saved_measures.c.person_id.in_(ids))
    for row in await connection.execute(query.order_by(saved_measures.c.at, saved_measures.c.measure)):
        kept[row.person_id].append(SavedMeasure(id=row.measure, at=row.at))
    paths = {
        row.person_id: restored_path(row.path)
        for row in await connection.execute(select(kept_paths).where(kept_paths.c.person_id.in_(ids)))
    }
    return {id_: _person(known[id_], tuple(kept[id_]), paths.get(id_, KeptPath())) for id_ in ids}


async def _accounts(connection: AsyncConnection, ids: Collection[str]) -> Mapping[str, Collection[Address]]:
    """The accounts of these people, oldest first."""
    found: dict[str, list[Address]] = defaultdict(list)
    if ids:
        query = select(accounts).where(accounts.c.person_id.in_(ids)).order_by(accounts.c.created_at)
        for row in await connection.execute(query):
            found[row.person_id].append(address_of(row))
    return found


def _person(rows: Mapping[str, Row[Any]], saved: tuple[SavedMeasure, ...], path: KeptPath) -> Person:
    return Person(
        facts=read_facts({key: row.value for key, row in rows.items()}),
        origins={key: FactOrigin(how=row.how, at=row.at) for key, row in rows.items() if row.how},
        saved=saved,
        path=path,
    )
