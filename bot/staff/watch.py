"""Look after staff's own things: they are told of a messenger that fails, menus follow the roles."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Button, ChannelName, Outgoing
from bot.mailbox.bell import Bell
from bot.staff.items import add_item
from bot.staff.letters import letter, reachable
from bot.staff.menus import HasMenu, StaffMenus
from bot.staff.roles import Roles
from bot.staff.troubles import WELL, Troubles
from bot.storage.tables import outbox, staff_items
from bot.storage.upsert import execute_many
from bot.texts import Texts
from knowledge.clock import Clock
from knowledge.database import Database

log = logging.getLogger(__name__)

EVERY_SECONDS: Final = 10.0


class StaffWatch:
    """`states`: how each messenger stands; `channels`: those that are there by now."""

    def __init__(  # noqa: PLR0913 - it looks at one thing and tells of it in several ways
        self,
        *,
        database: Database,
        clock: Clock,
        roles: Roles,
        texts: Texts,
        bell: Bell,
        states: Callable[[], Mapping[ChannelName, str]],
        channels: Iterable[object],
    ) -> None:
        self._database = database
        self._clock = clock
        self._roles = roles
        self._texts = texts
        self._bell = bell
        self._states = states
        self._channels = channels
        self._troubles = Troubles()
        self._menus = StaffMenus(database, clock, roles)

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
        found = self._troubles.found(states, now, known)
        if found.failing or found.well:
            async with self._database.write() as connection:
                told = await self._open(connection, found.failing, now)
                told |= await self._close(connection, found.well, now)
                await self._tell(connection, told, now)
            self._bell.ring(states)
        works = [one for one in self._channels if isinstance(one, HasMenu) and states.get(one.name) == WELL]
        await self._menus.show(works)

    async def _open(
        self, connection: AsyncConnection, failing: Mapping[ChannelName, str], now: datetime
    ) -> dict[str, str]:
        """Items of those that fail; what to tell of them."""
        for name, state in failing.items():
            log.warning("channel-fails", extra={"channel": name, "state": state})
            await add_item(connection, "channel", name, state, None, now)
        return dict.fromkeys(failing, "staff-push-fails")

    async def _close(
        self, connection: AsyncConnection, well: Collection[str], now: datetime
    ) -> dict[str, str]:
        """Close the items of those that are well again (or gone); what to tell of them."""
        mine = update(staff_items).where(_IS_OPEN, staff_items.c.about.in_(well))
        await connection.execute(mine.values(closed_at=now))
        works = {str(name) for name, state in self._states().items() if state == WELL}
        return dict.fromkeys(works & set(well), "staff-push-well")

    async def _tell(self, connection: AsyncConnection, told: Mapping[str, str], now: datetime) -> None:
        """By the messengers that work, to everybody of staff whom they lead to."""
        works = [name for name, state in self._states().items() if state == WELL]
        readers = reachable(await self._roles.members(connection), works)
        button = Button(label=self._texts("button-staff-inbox"), action="inbox")
        for name, key in told.items():
            words = self._texts(key, channel=self._texts(f"staff-channel-{name}"))
            message = Outgoing(text=words, rows=((button,),))
            await execute_many(connection, outbox.insert(), [letter(one, message, now) for one in readers])


_IS_OPEN = (staff_items.c.kind == "channel") & staff_items.c.closed_at.is_(None)


async def _open_items(connection: AsyncConnection) -> Collection[ChannelName]:
    return set(await connection.scalars(select(staff_items.c.about).where(_IS_OPEN)))
