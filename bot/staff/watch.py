"""Look after staff's own things: a messenger that fails is an item in their inbox, menus follow the roles."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol, runtime_checkable

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import ChannelName
from bot.staff.items import add_item
from bot.staff.roles import Roles
from bot.storage.tables import staff_items
from knowledge.clock import Clock
from knowledge.database import Database

log = logging.getLogger(__name__)

EVERY_SECONDS: Final = 10.0
PATIENCE: Final = timedelta(minutes=5)
"""A messenger that fails for so long is staff's business."""
WELL: Final = "ok"


@runtime_checkable
class HasMenu(Protocol):
    """A channel whose apps offer commands."""

    @property
    def name(self) -> ChannelName: ...

    async def show_commands(self, staff: Iterable[str]) -> None:
        """These accounts see the commands of staff from now on, others do not. Never raises."""
        ...


class StaffWatch:
    """`states`: how each messenger stands; `channels`: those that are there by now."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        roles: Roles,
        states: Callable[[], Mapping[ChannelName, str]],
        channels: Iterable[object],
    ) -> None:
        self._database = database
        self._clock = clock
        self._roles = roles
        self._states = states
        self._channels = channels
        self._failing_since: dict[ChannelName, datetime] = {}
        self._shown: dict[ChannelName, Collection[str]] = {}

    async def run(self) -> None:
        """Look every few seconds until cancelled; roles may be changed by another process, too."""
        while True:
            await self.look()
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Compare once."""
        states, now = self._states(), self._clock.now()
        async with self._database.read() as connection:
            known = await _open_items(connection)
        failing = {name: state for name, state in states.items() if self._fails(name, state, now)}
        well = {name for name in known if states.get(name, WELL) == WELL}
        if failing.keys() - known.keys() or well:
            async with self._database.write() as connection:
                await self._open(connection, failing, now)
                await self._close(connection, well, now)
        await self._show_menus(states)

    def _fails(self, name: ChannelName, state: str, now: datetime) -> bool:
        if state == WELL:
            self._failing_since.pop(name, None)
            return False
        return now - self._failing_since.setdefault(name, now) > PATIENCE

    async def _open(
        self, connection: AsyncConnection, failing: Mapping[ChannelName, str], now: datetime
    ) -> None:
        known = await _open_items(connection)
        for name, state in failing.items():
            if name not in known:
                log.warning("channel-fails", extra={"channel": name, "state": state})
                await add_item(connection, "channel", name, state, None, now)

    async def _close(self, connection: AsyncConnection, well: Collection[str], now: datetime) -> None:
        mine = update(staff_items).where(_IS_OPEN, staff_items.c.about.in_(well))
        await connection.execute(mine.values(closed_at=now))

    async def _show_menus(self, states: Mapping[ChannelName, str]) -> None:
        async with self._database.read() as connection:
            members = await self._roles.members(connection)
        for channel in self._channels:
            if not isinstance(channel, HasMenu) or states.get(channel.name) != WELL:
                continue
            there = {one.address.account for one in members if one.address.channel == channel.name}
            if there != self._shown.get(channel.name, set()):
                await channel.show_commands(there)
                self._shown[channel.name] = there


_IS_OPEN = (staff_items.c.kind == "channel") & staff_items.c.closed_at.is_(None)


async def _open_items(connection: AsyncConnection) -> Mapping[ChannelName, int]:
    rows = await connection.execute(select(staff_items.c.about, staff_items.c.id).where(_IS_OPEN))
    return {row.about: row.id for row in rows}
