"""Store turns: many in one transaction, each with its mark, its state and its replies, or not at all."""

import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address, ChannelName, Outgoing
from bot.dialogue.state import Order, State
from bot.errors import AlreadyAnswered
from bot.mailbox.committer import Committer
from bot.storage.erase import Eraser, drop_people
from bot.storage.profiles import ProfileChange, store_profiles
from bot.storage.states import Loaded
from bot.storage.tables import (
    ANSWERED,
    DEAD,
    WAITING,
    accounts,
    arrivals,
    consents,
    conversations,
    error_reports,
    inbox,
    outbox,
    persons,
)
from bot.storage.upsert import add_up, execute_many, upsert

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
    is_dead: bool = False
    """The row could not be answered: put it aside with its payload."""


Split = Callable[[Outgoing], Sequence[Outgoing]]
Clerk = Callable[[AsyncConnection, Turn, Any], Awaitable[None]]
"""Carries out orders of one class: `(connection, turn, order)`. Raises StaleTurn when it cannot any more."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What storing turns needs. `splits`: how a channel cuts messages to its limits; `clerks` by order."""

    eraser: Eraser
    splits: Mapping[ChannelName, Split] = field(default_factory=dict)
    clerks: Mapping[type[Order], Clerk] = field(default_factory=dict)


class Turns:
    """Stores turns, many in one transaction."""

    def __init__(self, committer: Committer, desk: Desk) -> None:
        self._committer = committer
        self._desk = desk

    async def store(self, turn: Turn) -> None:
        """Return when the turn is on the disk.

        Raises: AlreadyAnswered, StaleTurn, sqlalchemy.exc.SQLAlchemyError; then nothing of it is stored.
        """
        await self._committer.commit(self._apply, [turn])

    async def _apply(self, connection: AsyncConnection, turns: Sequence[Turn]) -> None:
        await store_turns(connection, turns, self._desk)


def new_person_id() -> str:
    """128 random bits: says nothing of anybody."""
    return secrets.token_hex(16)


async def store_turns(connection: AsyncConnection, turns: Sequence[Turn], desk: Desk) -> None:
    """Write turns of different people.

    Raises: AlreadyAnswered when a row is not waiting any more, StaleTurn; then nothing may be committed.
    """
    await _mark(connection, [turn for turn in turns if not turn.is_dead], ANSWERED)
    await _mark(connection, [turn for turn in turns if turn.is_dead], DEAD)
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


async def _mark(connection: AsyncConnection, turns: Sequence[Turn], state: str) -> None:
    if not turns:
        return
    payload = {"payload": None} if state == ANSWERED else {}
    marked = await connection.execute(
        update(inbox)
        .where(inbox.c.id.in_([turn.id for turn in turns]), inbox.c.state == WAITING)
        .values(state=state, answered_at=turns[0].at, **payload)
    )
    if marked.rowcount != len(turns):
        raise AlreadyAnswered(f"{marked.rowcount} of {len(turns)} inbox rows were waiting")


async def _store_people(connection: AsyncConnection, turns: Sequence[Turn]) -> None:
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
    await drop_people(connection, gone)
    changes = [
        ProfileChange(turn.person_id, turn.before.state.person, turn.after.person)
        for turn in turns
        if turn.person_id
    ]
    await store_profiles(connection, changes)


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
    rows = [{"day": day, "source": source, "talks": count} for (day, source), count in counts.items()]
    await add_up(connection, arrivals, rows, column="talks")


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
        for reply in _cut(turn, desk)
    )


def _cut(turn: Turn, desk: Desk) -> Iterable[Outgoing]:
    split = desk.splits.get(turn.address.channel)
    return turn.replies if split is None else (part for reply in turn.replies for part in split(reply))


def _key(turn: Turn) -> dict[str, Any]:
    return {"channel": turn.address.channel, "account": turn.address.account}
