"""How much stands in the queues."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import DEAD, WAITING, inbox, outbox
from knowledge.database import Database


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows that wait for an answer, rows that wait for delivery, rows put aside as nothing helped.

    What waited for somebody who blocked us is no trouble of ours and is not among them.
    """

    inbox: int
    outbox: int
    dead: int


async def count_queues(database: Database) -> Counts:
    """Count them now."""
    async with database.read() as connection:
        return Counts(
            inbox=await _count(connection, inbox, WAITING),
            outbox=await _count(connection, outbox, WAITING),
            dead=await _count(connection, inbox, DEAD) + await _count(connection, outbox, DEAD),
        )


async def _count(connection: AsyncConnection, table: Table, state: str) -> int:
    query: Select[Any] = select(func.count()).select_from(table).where(table.c.state == state)
    return int(await connection.scalar(query) or 0)
