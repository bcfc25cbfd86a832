"""`bot.dialogue.ports.LinkBook` over SQL: one-time codes and wrong tries by keyed hash."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, select

from bot.dialogue import link_codes
from bot.dialogue.link_orders import LinkOffer, Tries
from bot.dialogue.messages import Address
from bot.storage.addresses import address_of
from bot.storage.link_tries import read_tries
from bot.storage.states import States
from bot.storage.tables import link_codes as codes
from knowledge.database import Database

_CODE: Final = "link-code"
_ACCOUNT: Final = "link-account"


class Marks:
    """Keyed hashes: of codes, and of the account that entered one. `key` is the deployment's secret."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of_code(self, code: str) -> str:
        return self._hash(_CODE, code)

    def of_account(self, address: Address) -> str:
        return self._hash(_ACCOUNT, address.channel, address.account)

    def _hash(self, *words: str) -> str:
        return hmac.new(self._key, "\n".join(words).encode(), hashlib.sha256).hexdigest()


class SqlLinkBook:
    """Reads; what changes the codes are `bot.storage.link_clerks`."""

    def __init__(
        self,
        database: Database,
        states: States,
        key: bytes,
        draw: Callable[[], str] = link_codes.new_code,
    ) -> None:
        self._database = database
        self._states = states
        self._marks = Marks(key)
        self._draw = draw

    def new_code(self) -> str:
        return self._draw()

    def mark(self, code: str) -> str:
        return self._marks.of_code(code)

    async def tries(self, address: Address, now: datetime) -> Tries:
        async with self._database.read() as connection:
            return await read_tries(connection, self._marks.of_account(address), now)

    async def offer(self, code: str, address: Address, now: datetime) -> LinkOffer | None:
        me = self._marks.of_account(address)
        free = codes.c.entered_by.is_(None) | (codes.c.entered_by == me)
        return await self._offer(and_(codes.c.code_hash == self.mark(code), free), now)

    async def entered(self, address: Address, now: datetime) -> LinkOffer | None:
        return await self._offer(codes.c.entered_by == self._marks.of_account(address), now)

    async def _offer(self, which: ColumnElement[bool], now: datetime) -> LinkOffer | None:
        newest = select(codes).where(which, codes.c.expires_at >= now).order_by(codes.c.expires_at.desc())
        async with self._database.read() as connection:
            row = (await connection.execute(newest.limit(1))).first()
        if row is None:
            return None
        address = address_of(row)
        return LinkOffer(row.code_hash, address, (await self._states.load([address]))[address].state)
