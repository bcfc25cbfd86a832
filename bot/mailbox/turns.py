"""Store turns: many in one transaction, each with its mark, its state and its replies, or not at all."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address, ChannelName, Outgoing
from bot.dialogue.state import Order, State
from bot.mailbox.committer import Committer
from bot.mailbox.dead_items import Death
from bot.mailbox.marks import mark
from bot.mailbox.quiet import Quiet, store_quiet
from bot.storage.arrivals import count_arrivals
from bot.storage.erase import Eraser, drop_people
from bot.storage.families import end_elsewhere, require_families
from bot.storage.profiles import ProfileChange, store_profiles
from bot.storage.states import Loaded
from bot.storage.tables import (
    WAITING,
    accounts,
    consents,
    conversations,
    error_reports,
    outbox,
    persons,
)
from bot.storage.upsert import execute_many, upsert

REPLY = 0
"""Priority of replies: they overtake everything."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one inbox row led to."""

    id: int
    address: Address
    before: Loaded
    after: State
    replies: Sequence[Outgoing]
    at: datetime
    person_id: str | None
    """Id of the person after the turn; a fresh one when the profile was born in it."""
    dead: Death | None = None
    """The row could not be answered: put it aside with its payload."""


Cut = Callable[[ChannelName, Sequence[Outgoing]], Sequence[Outgoing]]
"""The replies of a turn as the messages that the channel sends."""
Clerk = Callable[[AsyncConnection, Turn, Any], Awaitable[None]]
"""Carries out orders of one class: `(connection, turn, order)`. Raises StaleTurn when it cannot any more."""


Returned = Callable[[AsyncConnection, Collection[Address], datetime], Awaitable[None]]
"""Hears of accounts to which we may write from now on: their first word, or they let us write again."""


def whole(_channel: ChannelName, replies: Sequence[Outgoing]) -> Sequence[Outgoing]:
    """For who needs no cutting."""
    return replies


async def unnoticed(_connection: AsyncConnection, _accounts: Collection[Address], _at: datetime) -> None:
    """For who has kept nothing for them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What storing turns needs. `clerks` by the class of their orders."""

    eraser: Eraser
    cut: Cut = whole
    clerks: Mapping[type[Order], Clerk] = field(default_factory=dict)
    returned: Returned = unnoticed


class Turns:
    """Stores turns, many in one transaction."""

    def __init__(self, committer: Committer, desk: Desk) -> None:
        self._committer = committer
        self._desk = desk

    async def store(self, turn: Turn | Quiet) -> None:
        """Return when the turn is on the disk.

        Raises: AlreadyAnswered, StaleTurn, sqlalchemy.exc.SQLAlchemyError; then nothing of it is stored.
        """
        if isinstance(turn, Quiet):
            await self._committer.commit(self._apply_quiet, [turn])
        else:
            await self._committer.commit(self._apply, [turn])

    async def _apply(self, connection: AsyncConnection, turns: Sequence[Turn]) -> None:
        await store_turns(connection, turns, self._desk)

    async def _apply_quiet(self, connection: AsyncConnection, rows: Sequence[Quiet]) -> None:
        await store_quiet_turns(connection, rows, self._desk)


def new_person_id() -> str:
    """128 random bits: says nothing of anybody."""
    return secrets.token_hex(16)


async def store_turns(connection: AsyncConnection, turns: Sequence[Turn], desk: Desk) -> None:
    """Write turns of different people.

    Raises: AlreadyAnswered when a row is not waiting any more, StaleTurn; then nothing may be committed.
    """
    await mark(connection, turns)
    staying = [turn for turn in turns if not turn.after.forget]
    await _store_people(connection, staying)
    await _store_talks(connection, staying)
    for turn in turns:
        if turn.after.forget:
            await desk.eraser.erase(connection, turn.address, turn.id, turn.at)
    await execute_many(connection, error_reports.insert(), [row for turn in turns for row in _reports(turn)])
    await _count_arrivals(connection, turns)
    await execute_many(connection, outbox.insert(), [row for turn in turns for row in _letters(turn, desk)])
    for turn in turns:
        for order in turn.after.orders:
            await desk.clerks[type(order)](connection, turn, order)
    if back := [turn for turn in staying if not turn.before.is_known or turn.before.is_blocked]:
        await desk.returned(connection, [turn.address for turn in back], back[-1].at)


async def store_quiet_turns(connection: AsyncConnection, rows: Sequence[Quiet], desk: Desk) -> None:
    """Write turns that say nothing.

    Raises: AlreadyAnswered when a row is not waiting any more; then nothing may be committed.
    """
    await store_quiet(connection, rows)
    if back := [row for row in rows if row.may_write]:
        await desk.returned(connection, [row.address for row in back], back[-1].at)


async def _store_people(connection: AsyncConnection, turns: Sequence[Turn]) -> None:
    await require_families(connection, _written_for(turns))
    born = [turn for turn in turns if turn.person_id and not turn.before.person_id]
    gone = [turn.before.person_id for turn in turns if turn.before.person_id and not turn.person_id]
    await execute_many(
        connection, persons.insert(), [{"id": turn.person_id, "created_at": turn.at} for turn in born]
    )
    changed = [turn for turn in turns if not turn.before.is_known or turn.before.is_blocked or turn in born]
    await upsert(
        connection,
        accounts,
        [
            {**_key(turn), "person_id": turn.person_id, "created_at": turn.at, "blocked_at": None}
            for turn in changed
        ],
        update=("person_id", "blocked_at"),
    )
    for turn in turns:
        if turn.before.person_id and not turn.person_id:
            await end_elsewhere(connection, turn.address, turn.before.person_id, turn.after.consents)
    await drop_people(connection, gone)
    changes = [
        ProfileChange(turn.person_id, turn.before.state.person, turn.after.person)
        for turn in turns
        if turn.person_id
    ]
    await store_profiles(connection, changes)


def _written_for(turns: Sequence[Turn]) -> Mapping[str, Sequence[Collection[Address]]]:
    """Whose profile is to be changed, and which accounts each turn has seen them have."""
    views: dict[str, list[Collection[Address]]] = defaultdict(list)
    for turn in turns:
        if turn.before.person_id and turn.after.person != turn.before.state.person:
            views[turn.before.person_id].append((turn.address, *turn.before.state.linked))
    return views


async def _store_talks(connection: AsyncConnection, turns: Sequence[Turn]) -> None:
    talks = [
        {**_key(turn), "state": turn.after.conversation.model_dump_json(), "updated_at": turn.at}
        for turn in turns
        if turn.after.conversation != turn.before.state.conversation
    ]
    await upsert(connection, conversations, talks, update=("state", "updated_at"))
    decisions = [
        {**_key(turn), **consent.model_dump()}
        for turn in turns
        for consent in turn.after.consents
        if consent not in turn.before.state.consents
    ]
    await execute_many(connection, consents.insert(), decisions)


def _reports(turn: Turn) -> Iterable[dict[str, Any]]:
    return ({"measure": one.measure, "text": one.text, "at": one.at} for one in turn.after.reports)


async def _count_arrivals(connection: AsyncConnection, turns: Sequence[Turn]) -> None:
    counts = Counter((turn.at.date(), turn.after.arrived_from) for turn in turns if turn.after.arrived_from)
    await count_arrivals(connection, counts)


def _letters(turn: Turn, desk: Desk) -> Iterable[dict[str, Any]]:
    return (
        {
            **_key(turn),
            "payload": reply.model_dump_json(),
            "priority": REPLY,
            "state": WAITING,
            "not_before": turn.at,
            "attempts": 0,
            "farewell": turn.after.forget,
            "created_at": turn.at,
        }
        for reply in desk.cut(turn.address.channel, turn.replies)
    )


def _key(turn: Turn) -> dict[str, Any]:
    return {"channel": turn.address.channel, "account": turn.address.account}
