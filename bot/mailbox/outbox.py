"""The outbox as the senders see it: what is due, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import Row, Select, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address, ChannelName
from bot.mailbox.blocking import block
from bot.mailbox.committer import Committer
from bot.mailbox.dead_items import UNDELIVERED, DeadItem, Loss, add_counted
from bot.mailbox.turns import REPLY
from bot.storage.addresses import NOBODY, address_of
from bot.storage.tables import DEAD, SENT, WAITING, outbox
from bot.storage.upsert import execute_many
from knowledge.clock import Clock
from knowledge.database import Database

KEPT: Final = timedelta(days=7)
"""How long a row without its text is kept after delivery."""
UNREAD_KEPT: Final = timedelta(days=30)
"""How long a message waits for a page that does not come back."""
LOOKED_AT: Final = 200
"""Waiting rows that one look considers; more only come into question when these are gone or resting."""


@dataclass(frozen=True, slots=True)
class Due:
    """The next message of one account."""

    id: int
    address: Address
    payload: str
    attempts: int
    farewell: bool
    created_at: datetime
    repeat_until: datetime | None
    """It may have gone out: not again after this."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may go now, and whether more is due that has to wait for something."""

    due: Sequence[Due]
    more: bool


@dataclass(frozen=True, slots=True)
class _Found:
    rows: Sequence[Row[Any]]
    is_all: bool


class Outbox:
    """Rows of the outbox for the senders; marks are committed in groups."""

    def __init__(self, database: Database, committer: Committer, clock: Clock) -> None:
        self._database = database
        self._committer = committer
        self._clock = clock

    async def due(self, channel: ChannelName, limit: int, without: Collection[str]) -> Choice:
        """For each account (but those of `without`) its next message: replies first, the oldest first."""
        found = await self._due(channel, min(LOOKED_AT, 2 * (limit + len(without)) + 8), ())
        choice = _choose(found.rows, limit, without, found.is_all)
        if len(choice.due) < limit and not found.is_all:  # the rows of some accounts hide those of the others
            found = await self._due(channel, LOOKED_AT, without)
            choice = _choose(found.rows, limit, without, is_all=False)
        return choice

    async def _due(self, channel: ChannelName, limit: int, without: Collection[str]) -> _Found:
        given = {"_channel": channel, "_now": self._clock.now(), "_limit": limit, "_without": list(without)}
        rows = await self._database.look(partial(_all, _DUE, given))
        return _Found(rows, len(rows) < limit)

    async def next_due(self, channel: ChannelName) -> datetime | None:
        """When the next message that was put off becomes due."""
        query = select(func.min(outbox.c.not_before)).where(
            outbox.c.channel == channel, outbox.c.state == WAITING, outbox.c.not_before > self._clock.now()
        )
        at: datetime | None = await self._database.look(lambda connection: connection.scalar(query))
        return at

    async def held(self, channel: ChannelName) -> Mapping[str, datetime]:
        """Accounts to which a reply was put off, and until when."""
        late = and_(outbox.c.not_before > self._clock.now(), outbox.c.priority == REPLY)
        query = select(outbox.c.account, func.max(outbox.c.not_before).label("until"))
        query = query.where(outbox.c.channel == channel, outbox.c.state == WAITING, late)
        rows = await self._database.look(partial(_all, query.group_by(outbox.c.account), {}))
        return {row.account: row.until for row in rows}

    async def sent(self, due: Due, reference: str) -> None:
        """Delivered: erase the text, and the whole row if it was the last word."""
        await self._done(due, SENT, reference)

    async def lost(self, due: Due, why: Loss) -> None:
        """This message will not be delivered any more: staff learn of it."""
        now = self._clock.now()
        mark = {"_id": due.id, "_reference": None, "_state": DEAD, "_at": now}
        # a last word is for somebody who is erased: no item names them
        whom = Address(channel=due.address.channel, account=NOBODY) if due.farewell else due.address
        await self._committer.commit(_lose, [_Lost(due.farewell, mark, DeadItem(whom, why, now))])

    async def later(self, due: Due, seconds: float, *, failed: bool) -> datetime:
        """Not now but then. What follows to the same account waits too: order holds."""
        at = self._clock.now() + timedelta(seconds=seconds)
        row = {"_id": due.id, "_channel": due.address.channel, "_account": due.address.account, "_at": at}
        await self._committer.commit(_postpone, [{**row, "_failed": int(failed)}])
        return at

    async def repeatable(self, due: Due, until: datetime) -> None:
        """It may have gone out. When that happened before, the first time counts."""
        await self._committer.commit(_bound, [{"_id": due.id, "_until": until}])

    async def unreachable(self, due: Due) -> None:
        """The account does not want us any more: put everything for it aside."""
        await self._committer.commit(_block, [(due.address, self._clock.now())])

    async def _done(self, due: Due, state: str, reference: str | None) -> None:
        mark = {"_id": due.id, "_reference": reference, "_state": state, "_at": self._clock.now()}
        await self._committer.commit(_remove if due.farewell else _mark, [mark])


def _choose(rows: Sequence[Row[Any]], limit: int, without: Collection[str], is_all: bool) -> Choice:
    first: dict[str, Row[Any]] = {}
    for row in rows:
        if row.account not in without:
            first.setdefault(row.account, row)
    due = [_due(row) for row in list(first.values())[:limit]]
    return Choice(due, more=len(due) < len(rows) or not is_all)


_READ: Final = ("id", "channel", "account", "payload", "attempts", "farewell", "created_at", "repeat_until")
_DUE: Final = (
    select(*(outbox.c[name] for name in _READ))
    .where(outbox.c.channel == bindparam("_channel"), outbox.c.state == WAITING)
    .where(outbox.c.not_before <= bindparam("_now"))
    .where(outbox.c.account.not_in(bindparam("_without", expanding=True)))
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("_limit"))
)
"""Made once: to write a statement down takes SQLAlchemy longer than to run it."""


async def _all(
    query: Select[Any], given: Mapping[str, Any], connection: AsyncConnection
) -> Sequence[Row[Any]]:
    rows: Sequence[Row[Any]] = (await connection.execute(query, given)).all()
    return rows


def _due(row: Row[Any]) -> Due:
    return Due(
        id=row.id,
        address=address_of(row),
        payload=row.payload,
        attempts=row.attempts,
        farewell=row.farewell,
        created_at=row.created_at,
        repeat_until=row.repeat_until,
    )


_IS_IT = outbox.c.id == bindparam("_id")
_OF_ACCOUNT = and_(
    outbox.c.channel == bindparam("_channel"),
    outbox.c.account == bindparam("_account"),
    outbox.c.state == WAITING,
)
_DONE: Final[dict[str, Any]] = {"payload": None, "state": bindparam("_state"), "done_at": bindparam("_at")}


_MARK: Final = update(outbox).where(_IS_IT).values(**_DONE, reference=bindparam("_reference"))


async def _mark(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    await execute_many(connection, _MARK, rows)


@dataclass(frozen=True, slots=True)
class _Lost:
    farewell: bool
    mark: dict[str, Any]
    item: DeadItem


async def _lose(connection: AsyncConnection, rows: Sequence[_Lost]) -> None:
    await _mark(connection, [row.mark for row in rows if not row.farewell])
    await _remove(connection, [row.mark for row in rows if row.farewell])
    await add_counted(connection, [row.item for row in rows], UNDELIVERED)


async def _remove(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    await execute_many(connection, delete(outbox).where(_IS_IT), [{"_id": row["_id"]} for row in rows])


async def _postpone(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    count = update(outbox).where(_IS_IT).values(attempts=outbox.c.attempts + bindparam("_failed"))
    await execute_many(connection, count, [{"_id": row["_id"], "_failed": row["_failed"]} for row in rows])
    wait = update(outbox).where(_OF_ACCOUNT, outbox.c.not_before < bindparam("_at"))
    kept = ("_channel", "_account", "_at")
    await execute_many(
        connection,
        wait.values(not_before=bindparam("_at")),
        [{key: row[key] for key in kept} for row in rows],
    )


_BOUND: Final = (
    update(outbox).where(_IS_IT, outbox.c.repeat_until.is_(None)).values(repeat_until=bindparam("_until"))
)


async def _bound(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    await execute_many(connection, _BOUND, rows)


async def _block(connection: AsyncConnection, rows: Sequence[tuple[Address, datetime]]) -> None:
    for address, at in rows:
        await block(connection, [address], at)


async def sweep_outbox(connection: AsyncConnection, now: datetime) -> int:
    """Remove delivered and dead rows after a week and what no page fetched in a month; how many."""
    done = and_(outbox.c.state != WAITING, outbox.c.done_at < now - KEPT)
    unread = and_(outbox.c.state == WAITING, outbox.c.created_at < now - UNREAD_KEPT)
    return (await connection.execute(delete(outbox).where(or_(done, unread)))).rowcount
