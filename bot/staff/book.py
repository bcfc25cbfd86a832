"""`bot.dialogue.ports.StaffBook` over SQL."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from bot.dialogue.messages import Address
from bot.dialogue.staff import Invite, ItemKind, LogEntry, Member, StaffItem
from bot.staff import codes, items, records
from bot.staff.reach import chat_link, with_hearing
from bot.staff.roles import Roles
from bot.storage.tables import audit_log
from knowledge.database import Database


class SqlStaffBook:
    """Reads; `key` is the secret of the hashes, `vk_group` the community whose conversations staff open."""

    def __init__(self, database: Database, roles: Roles, key: bytes, vk_group: int | None = None) -> None:
        self._database = database
        self._roles = roles
        self._key = key
        self._vk_group = vk_group

    async def members(self) -> Sequence[Member]:
        async with self._database.read() as connection:
            return await with_hearing(connection, await self._roles.members(connection))

    def new_code(self) -> str:
        return codes.new_code()

    def code_hash(self, code: str) -> str:
        return codes.code_hash(self._key, code)

    async def invite(self, code: str, now: datetime) -> Invite | None:
        async with self._database.read() as connection:
            return await records.find_invite(connection, self._roles, self.code_hash(code), now)

    async def open_invites(self, now: datetime) -> int:
        async with self._database.read() as connection:
            return await records.open_invites(connection, now)

    async def counts(self) -> Mapping[ItemKind, int]:
        async with self._database.read() as connection:
            return await items.count_items(connection)

    async def items(self, offset: int, limit: int) -> Sequence[StaffItem]:
        async with self._database.read() as connection:
            return await items.list_items(connection, offset, limit)

    async def item(self, reference: str) -> StaffItem | None:
        async with self._database.read() as connection:
            found = await items.find_item(connection, reference)
            if found is None or found.kind != "dead":
                return found
            return replace(found, can_retry=await items.can_retry(connection, found))

    async def log(self, offset: int, limit: int) -> Sequence[LogEntry]:
        query = select(audit_log).order_by(audit_log.c.id.desc()).offset(offset).limit(limit)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [LogEntry(row.at, row.who, row.what, row.about) for row in rows]

    async def alarms_about(self, accounts: Collection[Address]) -> Sequence[datetime]:
        async with self._database.read() as connection:
            return await items.alarms_about(connection, accounts)

    def chat_link(self, address: Address) -> str | None:
        return chat_link(address, self._vk_group)
