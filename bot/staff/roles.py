"""Who is staff: owners by the settings and everybody in the table; looked up by numeric id at each use."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.dialogue.staff import STAFF_CHANNELS, Member, Role
from bot.storage.addresses import address_of
from bot.storage.tables import staff


class Roles:
    """Reads roles; `owners` are those that the settings name."""

    def __init__(self, owners: Iterable[Address] = ()) -> None:
        self._owners = tuple(dict.fromkeys(owners))

    async def of(self, connection: AsyncConnection, addresses: Collection[Address]) -> Mapping[Address, Role]:
        """The roles of those of the accounts that have one."""
        possible = [address for address in addresses if may_be_staff(address)]
        if not possible:
            return {}
        listed = {(row.channel, row.account): row for row in await connection.execute(_STAFF)}
        rows = {address: listed.get((address.channel, address.account)) for address in possible}
        roles: dict[Address, Role] = {address: _role(row) for address, row in rows.items() if row}
        return roles | {owner: "owner" for owner in self._owners if owner in rows}

    async def members(self, connection: AsyncConnection) -> list[Member]:
        """Everybody of the staff, owners first, the longest-serving first."""
        rows = await connection.execute(_STAFF)
        listed = {member.address: member for member in map(_member, rows)}
        for owner in self._owners:
            name = listed[owner].name if owner in listed else ""
            listed[owner] = Member(owner, "owner", name, fixed=True)
        return sorted(listed.values(), key=lambda member: (member.role != "owner", not member.fixed))

    async def member(self, connection: AsyncConnection, address: Address) -> Member | None:
        """The one who has this account."""
        everybody = await self.members(connection)
        return next((member for member in everybody if member.address == address), None)


def owners_of(telegram_ids: Iterable[int], vk_ids: Iterable[int]) -> list[Address]:
    """The owners that the settings name."""
    telegram = [Address(channel="telegram", account=str(id_)) for id_ in telegram_ids]
    return telegram + [Address(channel="vk", account=str(id_)) for id_ in vk_ids]


def may_be_staff(address: Address) -> bool:
    """Is it a numeric account of a platform that vouches for it?"""
    account = address.account
    return address.channel in STAFF_CHANNELS and account.isascii() and account.isdecimal()


_STAFF = select(staff).order_by(staff.c.id)
"""All of it: a few rows, read quicker than a few dozen accounts are named."""


def _member(row: Row[Any]) -> Member:
    return Member(address_of(row), _role(row), row.name)


def _role(row: Row[Any]) -> Role:
    return "owner" if row.role == "owner" else "editor"
