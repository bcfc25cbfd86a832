"""How many talks the links of a source have opened; strangers can invent sources, so a day has a bound."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import arrivals
from bot.storage.upsert import add_up

MOST_SOURCES: Final = 200
"""Sources that a day counts one by one."""
OTHER: Final = "-"
"""All that came after those, together; a source that no link of ours would be given."""


async def count_arrivals(connection: AsyncConnection, counts: Mapping[tuple[date, str], int]) -> None:
    """Add these talks: (day, source) -> how many."""
    for (day, source), talks in counts.items():
        named = source if await _has_room(connection, day, source) else OTHER
        await add_up(connection, arrivals, [{"day": day, "source": named, "talks": talks}], column="talks")


async def _has_room(connection: AsyncConnection, day: date, source: str) -> bool:
    """Is the source among those of the day, or is there room for one more?"""
    of_day = arrivals.c.day == day
    known = select(func.count()).select_from(arrivals).where(of_day, arrivals.c.source == source)
    if await connection.scalar(known):
        return True
    count = await connection.scalar(select(func.count()).select_from(arrivals).where(of_day))
    return int(count or 0) < MOST_SOURCES
