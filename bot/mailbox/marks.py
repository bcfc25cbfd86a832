"""Mark inbox rows as done: answered (the payload goes) or dead (it stays a week, and staff are told)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, Protocol

from sqlalchemy import ColumnElement, Select, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.errors import AlreadyAnswered
from bot.storage.addresses import NOBODY
from bot.storage.tables import ANSWERED, DEAD, WAITING, inbox, staff_items
from bot.storage.upsert import execute_many

Death = Literal["unreadable", "failed", "crashed"]
"""Why a letter has no answer: nobody can read it, the engine failed, the process died over it."""
GARBLED: Final = "unreadable"
MOST_GARBLED: Final = 10
"""Items of one channel that may be open at once about letters that nobody can read."""
MANY_GARBLED: Final = "many-unreadable"
"""The text of the item that counts further ones; its `about` is `+<how many>`."""


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
    await execute_many(connection, staff_items.insert(), [_item(row) for row in dead if not _is_garbled(row)])
    await _tell_of_garbled(connection, [row for row in dead if _is_garbled(row)])


_PUT_ASIDE: Final = (
    update(inbox)
    .where(inbox.c.id.in_(bindparam("_ids", expanding=True)), inbox.c.state == WAITING)
    .values(state=bindparam("_state"), answered_at=bindparam("_at"))
)
_ANSWERED: Final = _PUT_ASIDE.values(payload=None)


async def _mark(connection: AsyncConnection, rows: Sequence[Marked], state: str) -> None:
    if not rows:
        return
    given = {"_ids": [row.id for row in rows], "_state": state, "_at": rows[0].at}
    marked = await connection.execute(_ANSWERED if state == ANSWERED else _PUT_ASIDE, given)
    if marked.rowcount != len(rows):
        raise AlreadyAnswered(f"{marked.rowcount} of {len(rows)} inbox rows were waiting")


async def _tell_of_garbled(connection: AsyncConnection, rows: Sequence[Marked]) -> None:
    """A platform that changes its format would fill the inbox of staff: a few, then a count of the rest."""
    for channel in dict.fromkeys(row.address.channel for row in rows):
        mine = [row for row in rows if row.address.channel == channel]
        garbled = _OPEN & (staff_items.c.channel == channel) & (staff_items.c.text == GARBLED)
        room = max(0, MOST_GARBLED - int(await connection.scalar(_count(garbled)) or 0))
        await execute_many(connection, staff_items.insert(), [_item(row) for row in mine[:room]])
        if rest := mine[room:]:
            await _count_more(connection, rest)


async def _count_more(connection: AsyncConnection, rows: Sequence[Marked]) -> None:
    """One item counts all of a channel that have none of their own."""
    channel = rows[0].address.channel
    counting = _OPEN & (staff_items.c.channel == channel) & (staff_items.c.text == MANY_GARBLED)
    found = (await connection.execute(select(staff_items.c.id, staff_items.c.about).where(counting))).first()
    if found is None:
        item = {"kind": "dead", "text": MANY_GARBLED, "channel": channel, "account": None, "at": rows[0].at}
        await connection.execute(staff_items.insert(), [{**item, "about": f"+{len(rows)}"}])
        return
    total = {"about": f"+{int(found.about) + len(rows)}", "at": rows[-1].at}
    await connection.execute(update(staff_items).where(staff_items.c.id == found.id).values(**total))


def _count(where: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(staff_items).where(where)


def _is_garbled(row: Marked) -> bool:
    return row.dead == GARBLED


_OPEN: Final = (staff_items.c.kind == "dead") & staff_items.c.closed_at.is_(None)


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
