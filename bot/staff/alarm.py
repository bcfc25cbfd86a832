"""Somebody may be in danger: an item for staff and, at once, a message to each of them.

Never a word of the person's: staff learn where, when and how to reach them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address, Button, ChannelName, Outgoing
from bot.dialogue.staff import StaffItem
from bot.dialogue.staff_orders import RaiseAlarm
from bot.dialogue.staff_words import crisis_text
from bot.mailbox.turns import Turn
from bot.staff.items import add_item, find_item, open_crises
from bot.staff.letters import letter, reachable
from bot.staff.reach import chat_link
from bot.staff.roles import Roles
from bot.storage.tables import outbox, staff_items
from bot.storage.upsert import execute_many
from bot.texts import Texts

SAME_CRISIS: Final = timedelta(hours=1)
"""So long one person is one alarm, while it is open."""
MOST_AN_HOUR: Final = 30
"""More than this only adds items: somebody plays with the alarm, and staff would stop looking."""

MOST_MISSED: Final = 5
"""So many of those that somebody of staff missed are told one by one, the newest."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """`push`: the channels that run and can write to staff; `zone`: the time that staff read."""

    roles: Roles
    texts: Texts
    zone: tzinfo
    push: Collection[ChannelName]
    vk_group: int | None = None
    _rung: dict[int, datetime] = field(default_factory=dict, init=False)
    """Turn -> when it rang, within the hour: /delete takes items away, and with them their count."""

    async def carry_out(self, connection: AsyncConnection, turn: Turn, _order: RaiseAlarm) -> None:
        """The clerk of the order."""
        if await _is_known(connection, turn):
            return
        loud = self._may_ring(turn) and await _recent(connection, turn) < MOST_AN_HOUR
        reference = await add_item(connection, "crisis", "", "", turn.address, turn.at)
        item = await find_item(connection, reference)
        if loud and item:
            self._rung[turn.id] = turn.at  # a turn that is stored again rings once
            await self._tell(connection, turn, item)

    def _may_ring(self, turn: Turn) -> bool:
        for id_ in [id_ for id_, at in self._rung.items() if at <= turn.at - SAME_CRISIS]:
            del self._rung[id_]
        return turn.id in self._rung or len(self._rung) < MOST_AN_HOUR

    async def _tell(self, connection: AsyncConnection, turn: Turn, item: StaffItem) -> None:
        members = await self.roles.members(connection)
        readers = [one for one in reachable(members, self.push) if one != turn.address]
        letters = [self._letter(item, reader, turn.at) for reader in readers]
        await execute_many(connection, outbox.insert(), letters)

    async def catch_up(
        self, connection: AsyncConnection, accounts: Collection[Address], now: datetime
    ) -> None:
        """Those of staff among them could not be written to until now: tell them what is open."""
        readers = await self.roles.of(connection, [one for one in accounts if one.channel in self.push])
        if not readers:
            return
        everything = await open_crises(connection)
        for reader in readers:
            missed = [item for item in everything if item.address != reader]
            letters = [self._letter(item, reader, now) for item in missed[-MOST_MISSED:]]
            if len(missed) > MOST_MISSED:
                letters.append(self._rest(len(missed) - MOST_MISSED, reader, now))
            await execute_many(connection, outbox.insert(), letters)

    def _letter(self, item: StaffItem, reader: Address, now: datetime) -> dict[str, Any]:
        chat = chat_link(item.address, self.vk_group) if item.address else None
        message = Outgoing(
            text=crisis_text(self.texts, item, chat, reader.channel, self.zone), rows=self._rows(item)
        )
        return letter(reader, message, now)

    def _rest(self, count: int, reader: Address, now: datetime) -> dict[str, Any]:
        button = Button(label=self.texts("button-staff-inbox"), action="inbox")
        message = Outgoing(text=self.texts("staff-crisis-more", count=count), rows=((button,),))
        return letter(reader, message, now)

    def _rows(self, item: StaffItem) -> Sequence[Sequence[Button]]:
        close = Button(label=self.texts("button-staff-close"), action=f"staff-close:{item.reference}")
        return ((close, Button(label=self.texts("button-staff-inbox"), action="inbox")),)


async def _is_known(connection: AsyncConnection, turn: Turn) -> bool:
    mine = select(staff_items.c.id).where(
        staff_items.c.kind == "crisis",
        staff_items.c.channel == turn.address.channel,
        staff_items.c.account == turn.address.account,
        staff_items.c.closed_at.is_(None),
        staff_items.c.at > turn.at - SAME_CRISIS,
    )
    return await connection.scalar(mine.limit(1)) is not None


async def _recent(connection: AsyncConnection, turn: Turn) -> int:
    lately = (staff_items.c.kind == "crisis") & (staff_items.c.at > turn.at - SAME_CRISIS)
    count = select(func.count()).select_from(staff_items).where(lately)
    return int(await connection.scalar(count) or 0)
