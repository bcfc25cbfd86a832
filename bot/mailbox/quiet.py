"""Inbox rows that lead to no reply: notices of the platform, floods, letters of nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.mailbox.blocking import block, unblock
from bot.mailbox.dead_items import Death
from bot.mailbox.marks import mark


@dataclass(frozen=True, slots=True)
class Quiet:
    """One row. `may_write`: what the platform says of writing to this account, if it says anything."""

    id: int
    address: Address
    at: datetime
    may_write: bool | None = None
    dead: Death | None = None


async def store_quiet(connection: AsyncConnection, rows: Sequence[Quiet]) -> None:
    """Write them.

    Raises: AlreadyAnswered when a row is not waiting any more; then nothing may be committed.
    """
    await mark(connection, rows)
    await unblock(connection, [row.address for row in rows if row.may_write is True])
    for row in rows:
        if row.may_write is False:
            await block(connection, [row.address], row.at)
