"""Where one-shot commands read the catalogue: the database if there is one, else what ships."""

import asyncio
from pathlib import Path

from bot.errors import SettingsError
from bot.settings import read_settings
from knowledge.measure import SupportMeasure
from knowledge.shipped import shipped_measures


def measures_now() -> tuple[SupportMeasure, ...]:
    """The published measures, in the order of their ids.

    Raises: SettingsError, also for a database that cannot be read.
    """
    from sqlalchemy.exc import SQLAlchemyError

    url = read_settings().database_url
    try:
        return asyncio.run(_published(url)) if _exists(url) else shipped_measures()
    except SQLAlchemyError as error:
        raise SettingsError("DATABASE_URL", f"cannot read the catalogue ({type(error).__name__})") from error


def _exists(url: str) -> bool:
    from sqlalchemy import make_url

    parts = make_url(url)
    return parts.get_backend_name() != "sqlite" or Path(parts.database or "").is_file()


async def _published(url: str) -> tuple[SupportMeasure, ...]:
    from bot.cli.catalogue_database import open_catalogue

    async with open_catalogue(url, fill=True) as catalogue:
        return await catalogue.measures()
