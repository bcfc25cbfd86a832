"""The inbox: what channels receive is on the disk before they confirm it."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import Row, Select, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.channel import Received
from bot.dialogue.messages import Address, ChannelName, Incoming
from bot.mailbox.bell import Bell
from bot.mailbox.committer import Committer
from bot.storage.addresses import address_of
from bot.storage.tables import WAITING, cursors, inbox
from bot.storage.upsert import insert_new, upsert
from knowledge.clock import Clock
from knowledge.database import Database

log = logging.getLogger(__name__)
INBOX: Final = "inbox"
"""The bell's key for «something came in»."""
KEPT: Final = timedelta(days=7)
"""How long the key of an answered update is remembered, so that a repeat is dropped."""
UNHEARD_KEPT: Final = timedelta(days=30)
"""How long a message waits for a messenger whose token was taken away."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One waiting row."""

    id: int
    address: Address
    key: str
    payload: str
    received_at: datetime
    crashes: int = 0
    """How often in a row the process died while it was thought about."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Letters to answer now, and whether others wait behind them or behind those that are being answered."""

    letters: Sequence[Letter]
    more: bool


class SqlInbox:
    """Implements `bot.channels.channel.Inbox`."""

    def __init__(self, database: Database, committer: Committer, clock: Clock, bell: Bell) -> None:
        self._database = database
        self._committer = committer
        self._clock = clock
        self._bell = bell

    async def record(self, updates: Sequence[Incoming]) -> None:
        """Store updates; those with a known key are dropped."""
        now = self._clock.now()
        await self._committer.commit(_insert, [_row(_raw(one), now) for one in updates])
        self._bell.ring([INBOX])

    async def record_raw(
        self, channel: ChannelName, updates: Sequence[Received], cursor: str | None = None
    ) -> None:
        """Store raw updates and where to go on reading, together."""
        now = self._clock.now()
        rows = [_row(one, now) for one in updates]
        batch = _Batch(rows, channel, cursor, now)
        await self._committer.commit(_insert_batches, [batch])
        self._bell.ring([INBOX])

    async def cursor(self, channel: ChannelName) -> str | None:
        """Where the receiving loop of this channel goes on; None when it never kept that."""
        query = select(cursors.c.value).where(cursors.c.platform == channel)
        value: str | None = await self._database.look(lambda connection: connection.scalar(query))
        return value

    async def heads(
        self, limit: int, without: Collection[Address], skipped: Collection[ChannelName] = ()
    ) -> Heads:
        """The oldest waiting row of each account that is not in `without`, oldest first."""
        given = {"_skipped": list(skipped), "_limit": limit + len(without)}
        rows = await self._database.look(partial(_all, _HEADS, given))
        free = [row for row in rows if address_of(row) not in without]
        more = len(rows) == limit + len(without) or any(row.waiting > 1 for row in rows)
        return Heads([_letter(row) for row in free[:limit]], more)

    async def count_crashes(self, ids: Sequence[int]) -> None:
        """The process died while these rows were thought about."""
        if ids:
            log.warning("died-while-thinking", extra={"letters": len(ids)})
        await self._committer.commit(_count_crashes, ids)


async def sweep_inbox(
    connection: AsyncConnection, now: datetime, unused: Collection[ChannelName] = ()
) -> int:
    """Forget what is done after a week, what waits for `unused` channels after a month; how many."""
    done = and_(inbox.c.state != WAITING, inbox.c.answered_at < now - KEPT)
    unheard = and_(
        inbox.c.state == WAITING, inbox.c.channel.in_(list(unused)), inbox.c.received_at < now - UNHEARD_KEPT
    )
    return (await connection.execute(delete(inbox).where(or_(done, unheard)))).rowcount


_READ: Final = ("id", "channel", "account", "key", "payload", "received_at", "crashes")


def _heads() -> Select[Any]:
    """The first row of each account, and how many wait behind it; made once, it takes its time."""
    is_read = inbox.c.channel.not_in(bindparam("_skipped", expanding=True))
    groups = select(func.min(inbox.c.id).label("first"), func.count().label("waiting"))
    groups = groups.where(inbox.c.state == WAITING, is_read).group_by(inbox.c.channel, inbox.c.account)
    first = groups.subquery()
    columns = (inbox.c[name] for name in _READ)
    query = select(*columns, first.c.waiting).join(first, inbox.c.id == first.c.first)
    return query.order_by(inbox.c.id).limit(bindparam("_limit"))


_HEADS: Final = _heads()


async def _all(
    query: Select[Any], given: Mapping[str, Any], connection: AsyncConnection
) -> Sequence[Row[Any]]:
    rows: Sequence[Row[Any]] = (await connection.execute(query, given)).all()
    return rows


def _letter(row: Row[Any]) -> Letter:
    return Letter(row.id, address_of(row), row.key, row.payload or "", row.received_at, row.crashes)


async def _count_crashes(connection: AsyncConnection, ids: Sequence[int]) -> None:
    died = update(inbox).where(inbox.c.id.in_(ids), inbox.c.state == WAITING)
    await connection.execute(died.values(crashes=inbox.c.crashes + 1))


def _row(letter: Received, now: datetime) -> dict[str, Any]:
    return {
        "channel": letter.address.channel,
        "account": letter.address.account,
        "key": letter.key,
        "payload": letter.payload,
        "state": WAITING,
        "received_at": now,
        "crashes": 0,
    }


def _raw(incoming: Incoming) -> Received:
    return Received(incoming.address, incoming.key, incoming.model_dump_json())


@dataclass(frozen=True, slots=True)
class _Batch:
    rows: Sequence[dict[str, Any]]
    channel: ChannelName
    cursor: str | None
    at: datetime


async def _insert_batches(connection: AsyncConnection, batches: Sequence[_Batch]) -> None:
    await insert_new(connection, inbox, [row for batch in batches for row in batch.rows])
    moved = {batch.channel: batch for batch in batches if batch.cursor is not None}
    rows = [{"platform": one.channel, "value": one.cursor, "at": one.at} for one in moved.values()]
    await upsert(connection, cursors, rows, update=("value", "at"))


async def _insert(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    await insert_new(connection, inbox, rows)
