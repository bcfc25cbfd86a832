"""Carry out what staff order, in the transaction of their turn.

The role and the thing itself are looked at once more: what has changed since the turn was thought out makes
it stale, and it is thought out anew.
"""

from collections.abc import Mapping

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.staff import MOST_INVITES, Invite, Member, StaffItem, last_owner, outranks
from bot.dialogue.staff_orders import (
    CancelInvites,
    CloseItem,
    InviteStaff,
    JoinStaff,
    RaiseAlarm,
    RemoveStaff,
    RetryLetter,
)
from bot.dialogue.state import Order
from bot.errors import StaleTurn
from bot.mailbox.turns import Clerk, Turn
from bot.staff import items, records
from bot.staff.alarm import Alarm
from bot.staff.roles import Roles
from bot.storage.tables import staff_invites


class StaffClerks:
    """One clerk for each order of staff."""

    def __init__(self, roles: Roles, alarm: Alarm) -> None:
        self._roles = roles
        self._alarm = alarm

    def table(self) -> Mapping[type[Order], Clerk]:
        """For the mailbox."""
        return {
            InviteStaff: self._invite,
            CancelInvites: self._cancel_invites,
            JoinStaff: self._join,
            RemoveStaff: self._remove,
            CloseItem: self._close,
            RetryLetter: self._retry,
            RaiseAlarm: self._alarm.carry_out,
        }

    async def _invite(self, connection: AsyncConnection, turn: Turn, order: InviteStaff) -> None:
        owner = await self._owner(connection, turn)
        if await records.open_invites(connection, turn.at) >= MOST_INVITES:
            raise StaleTurn("too many invitations")
        invite = Invite(order.code_hash, order.role, order.name, turn.address)
        await records.add_invite(connection, invite, turn.at)
        await self._log(connection, turn, owner, f"invited-{order.role}", order.name)

    async def _cancel_invites(self, connection: AsyncConnection, turn: Turn, _order: CancelInvites) -> None:
        owner = await self._owner(connection, turn)
        await connection.execute(delete(staff_invites))
        await self._log(connection, turn, owner, "cancelled-invites", "")

    async def _join(self, connection: AsyncConnection, turn: Turn, order: JoinStaff) -> None:
        invite = await records.find_invite(connection, self._roles, order.code_hash, turn.at)
        present = await self._roles.member(connection, turn.address)
        if (
            invite is None
            or invite.by == turn.address
            or (present and not outranks(invite.role, present.role))
        ):
            raise StaleTurn("the invitation cannot be used")
        used = staff_invites.c.code_hash == invite.code_hash
        await connection.execute(delete(staff_invites).where(used))
        member = Member(turn.address, invite.role, invite.name)
        await records.add_member(connection, member, turn.at)
        await self._log(connection, turn, member, f"joined-{invite.role}", "")

    async def _remove(self, connection: AsyncConnection, turn: Turn, order: RemoveStaff) -> None:
        leaves = order.member == turn.address
        actor = await (self._staff if leaves else self._owner)(connection, turn)
        members = await self._roles.members(connection)
        gone = next((member for member in members if member.address == order.member), None)
        if gone is None or gone.fixed or last_owner(members, gone):
            raise StaleTurn("cannot be removed")
        await records.drop_member(connection, gone.address)
        about = "" if leaves else records.named(gone)
        await self._log(connection, turn, actor, "left" if leaves else "removed", about)

    async def _close(self, connection: AsyncConnection, turn: Turn, order: CloseItem) -> None:
        actor = await self._staff(connection, turn)
        item = await self._open_item(connection, order.reference)
        await items.close_item(connection, item.reference, turn.at)
        about = item.about if item.kind in ("report", "channel") else ""
        await self._log(connection, turn, actor, f"closed-{item.kind}", about)

    async def _retry(self, connection: AsyncConnection, turn: Turn, order: RetryLetter) -> None:
        actor = await self._staff(connection, turn)
        item = await self._open_item(connection, order.reference)
        if not await items.retry(connection, item):
            raise StaleTurn("the message is gone")
        await items.close_item(connection, item.reference, turn.at)
        await self._log(connection, turn, actor, "retried", "")

    async def _open_item(self, connection: AsyncConnection, reference: str) -> StaffItem:
        item = await items.find_item(connection, reference)
        if item is None or not item.is_open:
            raise StaleTurn("closed by somebody else")
        return item

    async def _staff(self, connection: AsyncConnection, turn: Turn) -> Member:
        member = await self._roles.member(connection, turn.address)
        if member is None:
            raise StaleTurn("no staff any more")
        return member

    async def _owner(self, connection: AsyncConnection, turn: Turn) -> Member:
        member = await self._staff(connection, turn)
        if member.role != "owner":
            raise StaleTurn("no owner any more")
        return member

    async def _log(self, connection: AsyncConnection, turn: Turn, who: Member, what: str, about: str) -> None:
        await records.write_log(connection, records.named(who), what, about, turn.at)
