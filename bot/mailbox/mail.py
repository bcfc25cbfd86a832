"""The outbox as a page reads it: asking with the id of the last message that it has erases all up to it."""

import asyncio
import logging
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Row, Select, bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.channel import Delivery
from bot.dialogue.messages import Address, Outgoing
from bot.mailbox.bell import Bell, heard
from bot.mailbox.committer import Committer
from bot.mailbox.reader import Reader
from bot.storage.addresses import address_of, is_of_one
from bot.storage.tables import WAITING, inbox, outbox
from bot.storage.upsert import execute_many
from knowledge.database import Database

log = logging.getLogger(__name__)
PAGE: Final = 50
"""Most messages that one question is answered with."""
REMEMBERED: Final = 10_000


class OutboxMail:
    """Implements `bot.channels.channel.Mail`; works while `run` does."""

    def __init__(self, database: Database, committer: Committer, bell: Bell) -> None:
        self._database = database
        self._committer = committer
        self._bell = bell
        self._letters: Reader[Sequence[Row[Any]]] = Reader(self._read_letters, ())
        self._busy = Reader(self._read_busy, nothing=False)
        self._handed = Marks()
        self._erased = Marks()

    async def run(self) -> None:
        """Answer questions until cancelled."""
        async with asyncio.TaskGroup() as readers:
            readers.create_task(self._letters.run())
            readers.create_task(self._busy.run())

    async def waiting(self, address: Address, after: int) -> Sequence[Delivery]:
        """Deliveries with an id above `after`, in order."""
        rows = [row for row in await self._letters.ask(address) if row.id > after]
        if rows:
            self._handed.raise_to(address, rows[-1].id)
        return [delivery for row in rows if (delivery := _delivery(row))]

    async def acknowledge(self, address: Address, upto: int) -> None:
        """The client has everything up to this id: erase it."""
        if upto > self._erased.of(address):
            row = {"_channel": address.channel, "_account": address.account, "_upto": upto}
            await self._committer.commit(_erase, [row])
            self._erased.raise_to(address, upto)

    async def wait(self, address: Address, seconds: float) -> None:
        """Return when something may be waiting that `waiting` has not handed out, or after `seconds`."""
        async with self._bell.listening(address) as ear:
            rows = await self._letters.ask(address)
            if not rows or rows[-1].id <= self._handed.of(address):
                await heard(ear, seconds)

    async def is_busy(self, address: Address) -> bool:
        """Is a message of this account still being answered?"""
        return await self._busy.ask(address)

    async def _read_letters(self, addresses: Sequence[Address]) -> Mapping[Address, Sequence[Row[Any]]]:
        place = func.row_number().over(
            partition_by=(outbox.c.channel, outbox.c.account), order_by=outbox.c.id
        )
        ranked = (
            select(outbox, place.label("place"))
            .where(is_of_one(outbox, addresses), outbox.c.state == WAITING)
            .subquery()
        )
        found: dict[Address, list[Row[Any]]] = defaultdict(list)
        query = select(ranked).where(ranked.c.place <= PAGE).order_by(ranked.c.id)
        for row in await self._database.look(partial(_all, query)):
            found[address_of(row)].append(row)
        return found

    async def _read_busy(self, addresses: Sequence[Address]) -> Mapping[Address, bool]:
        query = select(inbox.c.channel, inbox.c.account).where(is_of_one(inbox, addresses))
        query = query.where(inbox.c.state == WAITING).distinct()
        return {address_of(row): True for row in await self._database.look(partial(_all, query))}


class Marks:
    """The newest id of each account, for so many accounts as are likely to come back soon."""

    def __init__(self) -> None:
        self._ids: OrderedDict[Address, int] = OrderedDict()

    def of(self, address: Address) -> int:
        """0 for an account that is not remembered."""
        return self._ids.get(address, 0)

    def raise_to(self, address: Address, id_: int) -> None:
        """Remember an id unless a newer one is known."""
        self._ids[address] = max(id_, self.of(address))
        self._ids.move_to_end(address)
        if len(self._ids) > REMEMBERED:
            self._ids.popitem(last=False)


async def _all(query: Select[Any], connection: AsyncConnection) -> Sequence[Row[Any]]:
    rows: Sequence[Row[Any]] = (await connection.execute(query)).all()
    return rows


def _delivery(row: Row[Any]) -> Delivery | None:
    try:
        message = Outgoing.model_validate_json(row.payload)
    except ValidationError:
        log.warning("outbox-unreadable", extra={"outbox": row.id})
        return None
    return Delivery(id=row.id, address=address_of(row), message=message)


async def _erase(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    fetched = delete(outbox).where(
        outbox.c.channel == bindparam("_channel"),
        outbox.c.account == bindparam("_account"),
        outbox.c.id <= bindparam("_upto"),
    )
    await execute_many(connection, fetched, rows)
