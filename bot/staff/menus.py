"""Menus follow the list of staff: who is on it sees more commands, who leaves it the usual ones again.

A menu that could not be set is tried again: most owners are named before they have ever written to the bot.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final, Protocol, runtime_checkable

from sqlalchemy import and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address, ChannelName
from bot.staff.reach import with_hearing
from bot.staff.roles import Roles
from bot.storage.tables import staff_menus
from bot.storage.upsert import insert_new
from knowledge.clock import Clock
from knowledge.database import Database

AGAIN_AFTER: Final = timedelta(minutes=5)
"""A menu that could not be changed is tried again after this."""


@runtime_checkable
class HasMenu(Protocol):
    """A channel whose apps offer commands."""

    @property
    def name(self) -> ChannelName: ...

    async def show_commands(self, staff: Collection[str], others: Collection[str]) -> Collection[str]:
        """The first see the commands of staff from now on, the others do not; whose menu is right now.

        Never raises.
        """
        ...


class StaffMenus:
    """Remembers who has which menu: since the start what it has seen itself, before that the database."""

    def __init__(self, database: Database, clock: Clock, roles: Roles) -> None:
        self._database = database
        self._clock = clock
        self._roles = roles
        self._shown: dict[ChannelName, set[str]] = defaultdict(set)
        self._again: dict[Address, datetime] = {}

    async def show(self, channels: Iterable[HasMenu]) -> None:
        """Compare once, and set what differs."""
        async with self._database.read() as connection:
            members = await with_hearing(connection, await self._roles.members(connection))
            kept = {(row.channel, row.account) for row in await connection.execute(select(staff_menus))}
        for channel in channels:
            mine = [one for one in members if one.address.channel == channel.name]
            there = {one.address.account for one in mine}
            hearing = {one.address.account for one in mine if one.hears}
            had = self._shown[channel.name] | {account for name, account in kept if name == channel.name}
            await self._set(channel, hearing - self._shown[channel.name], had - there)

    async def _set(self, channel: HasMenu, new: Collection[str], gone: Collection[str]) -> None:
        new, gone = self._due(channel.name, new), self._due(channel.name, gone)
        if not new and not gone:
            return
        done = set(await channel.show_commands(new, gone))
        now = self._clock.now()
        for account in {*new, *gone} - done:
            self._again[Address(channel=channel.name, account=account)] = now + AGAIN_AFTER
        shown = self._shown[channel.name]
        self._shown[channel.name] = (shown | (new & done)) - (gone & done)
        async with self._database.write() as connection:
            await _keep(connection, channel.name, new & done, gone & done)

    def _due(self, channel: ChannelName, accounts: Collection[str]) -> set[str]:
        now = self._clock.now()
        self._again = {address: at for address, at in self._again.items() if at > now}
        return {one for one in accounts if Address(channel=channel, account=one) not in self._again}


async def _keep(
    connection: AsyncConnection, channel: ChannelName, new: Collection[str], gone: Collection[str]
) -> None:
    rows = [{"channel": channel, "account": account} for account in sorted(new)]
    await insert_new(connection, staff_menus, rows)
    theirs = and_(staff_menus.c.channel == channel, staff_menus.c.account.in_(gone))
    await connection.execute(delete(staff_menus).where(theirs))
