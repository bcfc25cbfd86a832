"""The database: one writer engine (BEGIN IMMEDIATE) and one reader engine (autocommit) over one file.

SQLite loses or refuses concurrent read-then-write transactions unless every writer says BEGIN IMMEDIATE
(docs/decisions/0003-sqlite-writers.md). Never hold a transaction over a network or model call.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, MetaData, create_engine, event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from knowledge.one_hop import OneHop, Result, Work

NAMES: Final = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
"""All tables of the project; `knowledge.tables` and `bot.storage.tables` register here."""

READERS: Final = 2
PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON")


class Database:
    """Opens connections; owns the engines."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._writer = _engine(url, writes=True)
        self._reader = _engine(url, writes=False)
        self._hops = _Hops(url) if _is_sqlite(url) else None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits at the end and rolls back on any error."""
        async with self._writer.begin() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading: each statement sees the newest committed rows."""
        async with self._reader.connect() as connection:
            yield connection

    async def transact(self, work: Work[Result]) -> Result:
        """The same as `write` for work that awaits nothing but its connection: much cheaper on SQLite."""
        if self._hops:
            return await self._hops.writer.run(work)
        async with self.write() as connection:
            return await work(connection)

    async def look(self, work: Work[Result]) -> Result:
        """The same as `read` for work that awaits nothing but its connection."""
        if self._hops:
            return await self._hops.reader.run(work)
        async with self.read() as connection:
            return await work(connection)

    async def close(self) -> None:
        if self._hops:
            await self._hops.close()
        await self._writer.dispose()
        await self._reader.dispose()


class _Hops:
    def __init__(self, url: str) -> None:
        plain = make_url(url).set(drivername="sqlite")
        unlocked = {"check_same_thread": False}  # each connection is used by one thread at a time
        writing = create_engine(plain, pool_size=1, max_overflow=0, connect_args=unlocked)
        reading = create_engine(plain, pool_size=READERS, max_overflow=0, connect_args=unlocked)
        self.writer = OneHop(_prepared(writing, writes=True), writes=True, threads=1)
        self.reader = OneHop(_prepared(reading, writes=False), writes=False, threads=READERS)

    async def close(self) -> None:
        await self.writer.close()
        await self.reader.close()


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file for the async driver."""
    return f"sqlite+aiosqlite:///{path}"


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _engine(url: str, *, writes: bool) -> AsyncEngine:
    if not _is_sqlite(url):
        return create_async_engine(url, isolation_level=None if writes else "AUTOCOMMIT")
    engine = create_async_engine(url, pool_size=1 if writes else 4, max_overflow=0)
    _prepared(engine.sync_engine, writes=writes)
    return engine


def _prepared(engine: Engine, *, writes: bool) -> Engine:
    """A SQLite engine that begins its own transactions, IMMEDIATE ones when it writes."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    if writes:

        @event.listens_for(engine, "begin")
        def _on_begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
