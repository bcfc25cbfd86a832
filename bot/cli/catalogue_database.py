"""The catalogue as the commands of `catalogue` use it: the database is made ready before."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import migrations
from knowledge.catalogue import Catalogue
from knowledge.clock import SystemClock
from knowledge.database import Database
from knowledge.shipped import bring_in_shipped


@asynccontextmanager
async def open_catalogue(url: str, *, fill: bool) -> AsyncIterator[Catalogue]:
    """The catalogue of a database, which is made when missing; `fill`: a new one gets what ships."""
    await asyncio.to_thread(migrations.upgrade, url)
    database = Database(url)
    try:
        catalogue = Catalogue(database, SystemClock())
        if fill and not await catalogue.version():
            await bring_in_shipped(catalogue)
        yield catalogue
    finally:
        await database.close()
