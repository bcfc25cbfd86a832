"""Where one-shot commands read the catalogue: the database if there is one, else what ships."""

import asyncio
from pathlib import Path

from bot.settings import read_settings
from knowledge.measure import SupportMeasure
from knowledge.shipped import shipped_measures


def measures_now() -> tuple[SupportMeasure, ...]:
    """The published measures, in the order of their ids.

    Raises: SettingsError.
    """
    url = read_settings().database_url
    return asyncio.run(_published(url)) if _exists(url) else shipped_measures()


def _exists(url: str) -> bool:
    from sqlalchemy import make_url

    parts = make_url(url)
    return parts.get_backend_name() != "sqlite" or Path(parts.database or "").is_file()


async def _published(url: str) -> tuple[SupportMeasure, ...]:
    from knowledge.catalogue import Catalogue
    from knowledge.clock import SystemClock
    from knowledge.database import Database

    database = Database(url)
    try:
        return await Catalogue(database, SystemClock()).measures()
    finally:
        await database.close()
