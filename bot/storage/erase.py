"""Forget somebody: every row in every table, found by the names of columns; one keyed hash stays."""

import hashlib
import hmac
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Executable, Table, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.storage.addresses import NOBODY, address_of
from bot.storage.tables import ANSWERED, WAITING, accounts, consent_hashes, consents, inbox, persons
from knowledge.database import metadata

_PROCESSING: Final = "processing"


class Eraser:
    """Erases people; `key` is the secret of the consent hashes."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    async def erase(self, connection: AsyncConnection, address: Address, upto: int, now: datetime) -> None:
        """Erase the account and, if it belongs to a person, the person with all accounts.

        What came in after inbox row `upto` is a new talk and stays.
        """
        person_id, everyone = await _who(connection, address)
        for one in everyone:
            await self._keep_hash(connection, one, now)
        for table in reversed(metadata.sorted_tables):
            if {"channel", "account"} <= set(table.c.keys()):
                for one in everyone:
                    await connection.execute(_forgetting(table, one, upto))
        await drop_people(connection, [person_id] if person_id else [])

    async def _keep_hash(self, connection: AsyncConnection, address: Address, now: datetime) -> None:
        query = (
            select(consents)
            .where(consents.c.channel == address.channel, consents.c.account == address.account)
            .where(consents.c.kind == _PROCESSING, consents.c.given)
            .order_by(consents.c.id.desc())
            .limit(1)
        )
        given = (await connection.execute(query)).first()
        if given is not None:
            row = {
                "hash": consent_hash(self._key, address, given.version, given.text_hash),
                "given_at": given.at,
                "erased_at": now,
            }
            await connection.execute(consent_hashes.insert(), [row])


def consent_hash(key: bytes, address: Address, version: str, text_hash: str) -> str:
    """Who knows the account and the text can find the row; nobody can read the account from it."""
    words = "\n".join((address.channel, address.account, version, text_hash))
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()


async def drop_people(connection: AsyncConnection, ids: Sequence[str]) -> None:
    """Erase profiles; the accounts stay (consent withdrawn, or under 14)."""
    if not ids:
        return
    await connection.execute(update(accounts).where(accounts.c.person_id.in_(ids)).values(person_id=None))
    for table in reversed(metadata.sorted_tables):
        if "person_id" in table.c and table is not accounts:
            await connection.execute(delete(table).where(table.c.person_id.in_(ids)))
    await connection.execute(delete(persons).where(persons.c.id.in_(ids)))


def _forgetting(table: Table, address: Address, upto: int) -> Executable:
    """Telegram confirms by the next question: should that fail, «yes, delete» comes again and must be known.

    So the numbers of its updates stay for their week, and nobody's they are; VK's keys name the account.
    """
    mine = _mine(table, address, upto)
    if table is inbox and address.channel == "telegram":
        return update(inbox).where(*mine).values(account=NOBODY, payload=None, state=ANSWERED)
    return delete(table).where(*mine)


def _mine(table: Table, address: Address, upto: int) -> Sequence[ColumnElement[bool]]:
    mine = (table.c.channel == address.channel, table.c.account == address.account)
    return (*mine, or_(inbox.c.id <= upto, inbox.c.state != WAITING)) if table is inbox else mine


async def _who(connection: AsyncConnection, address: Address) -> tuple[str | None, Collection[Address]]:
    mine = and_(accounts.c.channel == address.channel, accounts.c.account == address.account)
    person_id = await connection.scalar(select(accounts.c.person_id).where(mine))
    if person_id is None:
        return None, (address,)
    rows = await connection.execute(select(accounts).where(accounts.c.person_id == person_id))
    return person_id, tuple(map(address_of, rows))
