"""The outbox as a page reads it: asking with the id of the last message that it has erases all up to it."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Row, Select, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.channel import Delivery
from bot.dialogue.messages import Address, Outgoing
from bot.mailbox.bell import Bell, heard
from bot.mailbox.committer import Committer
from bot.storage.tables import WAITING, outbox
from bot.storage.upsert import execute_many
from knowledge.database import Database

log = logging.getLogger(__name__)
PAGE: Final = 50
REMEMBERED: Final = 10_000


class OutboxMail:
    """Implements `bot.channels.channel.Mail`."""

    def __init__(
        self,
        database: Database,
        committer: Committer,
        bell: Bell,
        is_waiting: Callable[[Address], Awaitable[bool]],
    ) -> None:
        self._database = database
        self._committer = committer
        self._bell = bell
        self._is_waiting = is_waiting
        self._handed: OrderedDict[Address, int] = OrderedDict()

    async def waiting(self, address: Address, after: int) -> Sequence[Delivery]:
        """Deliveries with an id above `after`, in order; at most 50 at once."""
        rows = await self._rows(_of(address).where(outbox.c.id > after).limit(PAGE))
        if rows:
            self._remember(address, rows[-1].id)
        return [delivery for row in rows if (delivery := _delivery(row))]

    async def acknowledge(self, address: Address, upto: int) -> None:
        """The client has everything up to this id: erase it."""
        if await self._rows(_of(address).where(outbox.c.id <= upto).limit(1)):
            row = {"_channel": address.channel, "_account": address.account, "_upto": upto}
            await self._committer.commit(_erase, [row])

    async def wait(self, address: Address, seconds: float) -> None:
        """Return when something may be waiting that `waiting` has not handed out, or after `seconds`."""
        async with self._bell.listening(address) as ear:
            newer = _of(address).where(outbox.c.id > self._handed.get(address, 0)).limit(1)
            if not await self._rows(newer):
                await heard(ear, seconds)

    async def is_busy(self, address: Address) -> bool:
        """Is a message of this account still being answered?"""
        return await self._is_waiting(address)

    async def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        async with self._database.read() as connection:
            return list(await connection.execute(query))

    def _remember(self, address: Address, id_: int) -> None:
        self._handed[address] = id_
        self._handed.move_to_end(address)
        if len(self._handed) > REMEMBERED:
            self._handed.popitem(last=False)


def _of(address: Address) -> Select[Any]:
    mine = select(outbox).where(outbox.c.channel == address.channel, outbox.c.account == address.account)
    return mine.where(outbox.c.state == WAITING).order_by(outbox.c.id)


def _delivery(row: Row[Any]) -> Delivery | None:
    try:
        message = Outgoing.model_validate_json(row.payload)
    except ValidationError:
        log.warning("outbox-unreadable", extra={"outbox": row.id})
        return None
    return Delivery(id=row.id, address=Address(channel=row.channel, account=row.account), message=message)


async def _erase(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    fetched = delete(outbox).where(
        outbox.c.channel == bindparam("_channel"),
        outbox.c.account == bindparam("_account"),
        outbox.c.id <= bindparam("_upto"),
    )
    await execute_many(connection, fetched, rows)
