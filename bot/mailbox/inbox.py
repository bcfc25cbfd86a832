"""The inbox: what channels receive is on the disk before they confirm it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, func, select
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

INBOX: Final = "inbox"
"""The bell's key for «something came in»."""
KEPT: Final = timedelta(days=7)
"""How long the key of an answered update is remembered, so that a repeat is dropped."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One waiting row."""

    id: int
    address: Address
    payload: str
    received_at: datetime


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
        await self._committer.commit(_insert, [_row(update, now) for update in updates])
        self._bell.ring([INBOX])

    async def record_raw(
        self, channel: ChannelName, updates: Sequence[Received], cursor: str | None = None
    ) -> None:
        """Store raw updates and where to go on reading, together."""
        now = self._clock.now()
        rows = [_raw_row(update, now) for update in updates]
        batch = _Batch(rows, channel, cursor, now)
        await self._committer.commit(_insert_batches, [batch])
        self._bell.ring([INBOX])

    async def cursor(self, channel: ChannelName) -> str | None:
        """Where the receiving loop of this channel goes on; None when it never kept that."""
        async with self._database.read() as connection:
            value: str | None = await connection.scalar(
                select(cursors.c.value).where(cursors.c.platform == channel)
            )
        return value

    async def heads(self, limit: int, without: Collection[Address]) -> list[Letter]:
        """The oldest waiting row of each account that is not in `without`, oldest first."""
        first = select(func.min(inbox.c.id)).where(inbox.c.state == WAITING)
        first = first.group_by(inbox.c.channel, inbox.c.account)
        query = select(inbox).where(inbox.c.id.in_(first)).order_by(inbox.c.id).limit(limit + len(without))
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        letters = [Letter(row.id, address_of(row), row.payload, row.received_at) for row in rows]
        return [letter for letter in letters if letter.address not in without][:limit]


async def sweep_inbox(connection: AsyncConnection, now: datetime) -> int:
    """Forget answered and dead rows after a week; how many."""
    old = delete(inbox).where(inbox.c.state != WAITING, inbox.c.answered_at < now - KEPT)
    return (await connection.execute(old)).rowcount


def _row(update: Incoming, now: datetime) -> dict[str, Any]:
    return {
        "channel": update.address.channel,
        "account": update.address.account,
        "key": update.key,
        "payload": update.model_dump_json(),
        "state": WAITING,
        "received_at": now,
    }


def _raw_row(update: Received, now: datetime) -> dict[str, Any]:
    return {
        "channel": update.address.channel,
        "account": update.address.account,
        "key": update.key,
        "payload": update.payload,
        "state": WAITING,
        "received_at": now,
    }


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
