"""Let go of what is done: old keys, delivered rows, what no page fetched, what staff dealt with."""

import asyncio
import logging
from collections.abc import Collection
from typing import Final

from bot.dialogue.messages import ChannelName
from bot.mailbox.inbox import sweep_inbox
from bot.mailbox.outbox import sweep_outbox
from bot.staff.items import sweep_staff
from bot.storage.link_tries import sweep_tries
from knowledge.clock import Clock
from knowledge.database import Database

log = logging.getLogger(__name__)
EVERY_SECONDS: Final = 3600.0


async def keep_swept(database: Database, clock: Clock, unused: Collection[ChannelName] = ()) -> None:
    """Sweep now and every hour, for ever. `unused`: messengers that have no token (any more)."""
    while True:
        async with database.write() as connection:
            letters = await sweep_inbox(connection, clock.now(), unused)
            deliveries = await sweep_outbox(connection, clock.now())
            await sweep_staff(connection, clock.now())
            await sweep_tries(connection, clock.now())
        log.info("swept", extra={"inbox": letters, "outbox": deliveries})
        await asyncio.sleep(EVERY_SECONDS)
