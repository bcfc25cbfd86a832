"""Mark inbox rows as done: answered (the payload goes) or dead (it stays a week, and staff are told)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, Protocol

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.errors import AlreadyAnswered
from bot.storage.tables import ANSWERED, DEAD, WAITING, inbox, staff_items
from bot.storage.upsert import execute_many

Death = Literal["unreadable", "failed", "crashed"]
"""Why a letter has no answer: nobody can read it, the engine failed, the process died over it."""
NOBODY: Final = "-"
"""The account of a letter whose sender cannot be told."""


class Marked(Protocol):
    """A row and what became of it. `dead`: put it aside with its payload."""

    @property
    def id(self) -> int: ...
    @property
    def address(self) -> Address: ...
    @property
    def at(self) -> datetime: ...
    @property
    def dead(self) -> Death | None: ...


async def mark(connection: AsyncConnection, rows: Sequence[Marked]) -> None:
    """Mark rows that wait.

    Raises: AlreadyAnswered when one does not wait any more; then nothing may be committed.
    """
    dead = [row for row in rows if row.dead]
    await _mark(connection, [row for row in rows if not row.dead], ANSWERED)
    await _mark(connection, dead, DEAD)
    await execute_many(connection, staff_items.insert(), [_item(row) for row in dead])


async def _mark(connection: AsyncConnection, rows: Sequence[Marked], state: str) -> None:
    if not rows:
        return
    payload = {"payload": None} if state == ANSWERED else {}
    marked = await connection.execute(
        update(inbox)
        .where(inbox.c.id.in_([row.id for row in rows]), inbox.c.state == WAITING)
        .values(state=state, answered_at=rows[0].at, **payload)
    )
    if marked.rowcount != len(rows):
        raise AlreadyAnswered(f"{marked.rowcount} of {len(rows)} inbox rows were waiting")


def _item(row: Marked) -> dict[str, object]:
    account = None if row.address.account == NOBODY else row.address.account
    return {
        "kind": "dead",
        "about": str(row.id),
        "text": row.dead,
        "channel": row.address.channel,
        "account": account,
        "at": row.at,
    }
