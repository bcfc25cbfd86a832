"""Accounts that do not want us: nothing goes to them, and what waited for them is put aside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.storage.tables import UNWANTED, WAITING, accounts, outbox
from bot.storage.upsert import Rows, execute_many

_ACCOUNT: Final = and_(
    accounts.c.channel == bindparam("_channel"), accounts.c.account == bindparam("_account")
)
_MAIL: Final = and_(
    outbox.c.channel == bindparam("_channel"),
    outbox.c.account == bindparam("_account"),
    outbox.c.state == WAITING,
)
_BLOCK: Final = update(accounts).where(_ACCOUNT).values(blocked_at=bindparam("_at"))
_UNBLOCK: Final = update(accounts).where(_ACCOUNT).values(blocked_at=None)
_PUT_ASIDE: Final = update(outbox).where(_MAIL).values(payload=None, state=UNWANTED, done_at=bindparam("_at"))


async def block(connection: AsyncConnection, addresses: Sequence[Address], at: datetime) -> None:
    """We may not write to these accounts; those that never wrote stay unknown."""
    rows = [{**row, "_at": at} for row in _rows(addresses)]
    await execute_many(connection, _BLOCK, rows)
    await execute_many(connection, _PUT_ASIDE, rows)


async def unblock(connection: AsyncConnection, addresses: Sequence[Address]) -> None:
    """They are back: what is written from now on goes to them."""
    await execute_many(connection, _UNBLOCK, _rows(addresses))


def _rows(addresses: Sequence[Address]) -> Rows:
    return [{"_channel": one.channel, "_account": one.account} for one in addresses]
