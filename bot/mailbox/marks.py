"""Mark inbox rows as done: answered (the payload goes) or dead (it stays a week, and staff are told)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.errors import AlreadyAnswered
from bot.mailbox.dead_items import GARBLED, DeadItem, Death, add_counted, add_dead
from bot.storage.tables import ANSWERED, DEAD, WAITING, inbox


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
    await _mark(connection, [row for row in rows if not row.dead], ANSWERED)
    await _mark(connection, [row for row in rows if row.dead], DEAD)
    items = [DeadItem(row.address, row.dead, row.at, about=str(row.id)) for row in rows if row.dead]
    await add_dead(connection, [item for item in items if item.why not in GARBLED.texts])
    await add_counted(connection, [item for item in items if item.why in GARBLED.texts], GARBLED)


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
