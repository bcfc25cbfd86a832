"""How staff reach somebody who may be in danger, and whether we can reach staff."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.dialogue.staff import Member
from bot.staff.roles import may_be_staff
from bot.storage.addresses import address_of, rows_of
from bot.storage.tables import accounts


async def with_hearing(connection: AsyncConnection, members: Sequence[Member]) -> list[Member]:
    """The same members; those who never wrote or who block us do not hear us."""
    if not members:
        return []
    rows = await rows_of(connection, accounts, [member.address for member in members])
    hearing = {address_of(row) for row in rows if row.blocked_at is None}
    return [replace(member, hears=member.address in hearing) for member in members]


def chat_link(address: Address, vk_group: int | None) -> str | None:
    """The address that opens a talk with this account; None where we cannot write first (the site)."""
    if not may_be_staff(address):
        return None
    if address.channel == "telegram":
        return f"tg://user?id={address.account}"
    if vk_group is None:
        return f"https://vk.com/id{address.account}"
    return f"https://vk.com/gim{vk_group}?sel={address.account}"
