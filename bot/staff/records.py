"""What is written about staff, by the talk and by the command line alike; always with its line in the log."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Table, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.dialogue.staff import Invite, Member, Role
from bot.staff.roles import Roles
from bot.storage.tables import audit_log, staff, staff_invites

INVITE_LIVES: Final = timedelta(hours=24)


async def add_member(connection: AsyncConnection, member: Member, now: datetime) -> None:
    """Put somebody on the list, in place of what the list said of them."""
    await connection.execute(delete(staff).where(_is(staff, member.address)))
    row = {**_key(member.address), "role": member.role, "name": member.name, "added_at": now}
    await connection.execute(staff.insert(), [row])


async def drop_member(connection: AsyncConnection, address: Address) -> bool:
    """Take somebody off the list, with the invitations they made; were they on it?"""
    await connection.execute(delete(staff_invites).where(_is(staff_invites, address)))
    return (await connection.execute(delete(staff).where(_is(staff, address)))).rowcount > 0


async def add_invite(connection: AsyncConnection, invite: Invite, now: datetime) -> None:
    """Keep an invitation for a day; those that are too old go."""
    await connection.execute(delete(staff_invites).where(staff_invites.c.expires_at <= now))
    row = {
        "code_hash": invite.code_hash,
        "role": invite.role,
        "name": invite.name,
        **(_key(invite.by) if invite.by else {"channel": None, "account": None}),
        "created_at": now,
        "expires_at": now + INVITE_LIVES,
    }
    await connection.execute(staff_invites.insert(), [row])


async def find_invite(connection: AsyncConnection, roles: Roles, hash_: str, now: datetime) -> Invite | None:
    """An invitation that can be used: young enough, and whoever made it may still invite."""
    alive = staff_invites.c.expires_at > now
    row = (
        await connection.execute(select(staff_invites).where(staff_invites.c.code_hash == hash_, alive))
    ).first()
    if row is None:
        return None
    by = Address(channel=row.channel, account=row.account) if row.channel else None
    if by and (await roles.of(connection, [by])).get(by) != "owner":
        return None
    role: Role = "owner" if row.role == "owner" else "editor"
    return Invite(row.code_hash, role, row.name, by)


async def open_invites(connection: AsyncConnection, now: datetime) -> int:
    """How many can still be used."""
    count = select(func.count()).select_from(staff_invites).where(staff_invites.c.expires_at > now)
    return int(await connection.scalar(count) or 0)


async def write_log(connection: AsyncConnection, who: str, what: str, about: str, now: datetime) -> None:
    """One line of the audit log; `who` is empty for the command line."""
    await connection.execute(audit_log.insert(), [{"at": now, "who": who, "what": what, "about": about}])


def named(member: Member) -> str:
    """How the log calls somebody: by the name in the list, else by the account."""
    return member.name or f"{member.address.channel}:{member.address.account}"


def _is(table: Table, address: Address) -> ColumnElement[bool]:
    return and_(table.c.channel == address.channel, table.c.account == address.account)


def _key(address: Address) -> dict[str, str]:
    return {"channel": address.channel, "account": address.account}
