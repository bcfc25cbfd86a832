"""Whole transactions in one hop to a thread of their own, for SQLite.

SQLAlchemy's async layer over aiosqlite pays some thread hops and a greenlet for each statement; a turn has a
dozen. Here a coroutine that awaits nothing but its connection runs to its end in the thread: each of its
calls is done when it returns (docs/decisions/0011-one-hop-transactions.md).
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncConnection

Result = TypeVar("Result")
Work = Callable[[AsyncConnection], Awaitable[Result]]


class OneHop:
    """Runs work over `engine`: in a transaction each when it writes."""

    def __init__(self, engine: Engine, *, writes: bool, threads: int) -> None:
        self._engine = engine
        self._writes = writes
        self._threads = ThreadPoolExecutor(threads, "database")

    async def run(self, work: Work[Result]) -> Result:
        """What `work` returns. Cancelled, the caller goes on at once and the work is finished none the less.

        Raises: whatever `work` or the database raises; then nothing is written.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work)

    async def close(self) -> None:
        """Wait for the work under way, then close all connections."""
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    def _run(self, work: Work[Result]) -> Result:
        with self._engine.begin() if self._writes else self._engine.connect() as connection:
            return _finish(work(cast("AsyncConnection", _Plain(connection))))


def _finish(work: Awaitable[Result]) -> Result:
    """Run a coroutine that never really waits."""
    steps = work.__await__()
    try:
        next(steps)
    except StopIteration as end:
        result: Result = end.value
        return result
    steps.close()
    raise RuntimeError("work on the database may await nothing but its connection")


class _Plain:
    """What we use of an AsyncConnection, done at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Any:
        return self._connection.dialect

    async def execute(self, *args: Any) -> Any:
        return self._connection.execute(*args)

    async def scalar(self, *args: Any) -> Any:
        return self._connection.scalar(*args)

    async def scalars(self, *args: Any) -> Any:
        return self._connection.scalars(*args)

    async def exec_driver_sql(self, *args: Any) -> Any:
        return self._connection.exec_driver_sql(*args)

    async def run_sync(self, work: Callable[..., Any], *args: Any) -> Any:
        return work(self._connection, *args)
