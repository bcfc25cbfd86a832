import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.mailbox.committer import Committer
from knowledge.database import Database, sqlite_url

metadata = MetaData()
numbers = Table("numbers", metadata, Column("number", Integer, primary_key=True))


class Store:
    """Writes numbers, one transaction for each call; a number that is there already is refused."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.batches: list[list[int]] = []

    async def add(self, connection: AsyncConnection, items: Sequence[int]) -> None:
        self.batches.append(list(items))
        await connection.execute(insert(numbers), [{"number": item} for item in items])

    async def nothing(self, connection: AsyncConnection) -> None:
        """A transaction without a write."""

    async def count(self) -> int:
        async with self.database.read() as connection:
            return int(await connection.scalar(select(func.count()).select_from(numbers)) or 0)


@asynccontextmanager
async def committing(folder: Path, at_once: int = 256) -> AsyncIterator[tuple[Committer, Store]]:
    database = Database(sqlite_url(folder / "numbers.db"))
    async with database.write() as connection:
        await connection.run_sync(metadata.create_all)
    committer = Committer(database, at_once)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(committer.run())
        yield committer, Store(database)
        running.cancel()
    await database.close()


async def test_writes_that_are_asked_for_together_share_a_transaction(tmp_path: Path) -> None:
    async with committing(tmp_path) as (committer, store):
        await asyncio.gather(*(committer.commit(store.add, [number]) for number in range(100)))

        assert await store.count() == 100
        assert store.batches == [list(range(100))]


async def test_a_transaction_does_not_grow_without_bound(tmp_path: Path) -> None:
    async with committing(tmp_path, at_once=30) as (committer, store):
        await asyncio.gather(*(committer.commit(store.add, [number]) for number in range(100)))

        assert [len(batch) for batch in store.batches] == [30, 30, 30, 10]


async def test_one_write_that_fails_fails_alone(tmp_path: Path) -> None:
    async with committing(tmp_path) as (committer, store):
        await committer.commit(store.add, [3])

        outcomes = await asyncio.gather(
            *(committer.commit(store.add, [number]) for number in range(5)), return_exceptions=True
        )

        assert [type(outcome) for outcome in outcomes] == [type(None)] * 3 + [IntegrityError, type(None)]
        assert await store.count() == 5


async def test_what_was_committed_is_there_when_the_caller_goes_on(tmp_path: Path) -> None:
    async with committing(tmp_path) as (committer, store):
        for number in range(10):
            await committer.commit(store.add, [number])
            assert await store.count() == number + 1


async def test_a_caller_who_gives_up_does_not_hold_up_the_others(tmp_path: Path) -> None:
    async with committing(tmp_path) as (committer, store):
        async with asyncio.TaskGroup() as group:
            impatient = group.create_task(committer.commit(store.add, [1]))
            patient = group.create_task(committer.commit(store.add, [2]))
            await asyncio.sleep(0)
            impatient.cancel()
            await patient

        assert await store.count() == 2
        with pytest.raises(asyncio.CancelledError):
            await impatient


async def test_nothing_to_write_is_no_transaction(tmp_path: Path) -> None:
    async with committing(tmp_path) as (committer, store):
        await committer.commit(store.add, [])

        assert store.batches == []


async def test_a_write_that_is_cut_at_the_end_keeps_nobody_waiting_and_is_whole_or_not_there(
    tmp_path: Path,
) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    async def lasts(connection: AsyncConnection, items: Sequence[int]) -> None:
        for item in items:
            await connection.execute(insert(numbers), [{"number": item}])
            begun.set()
            goes_on.wait(10)

    async with committing(tmp_path) as (_committer, store):
        cut = Committer(store.database)
        running = asyncio.ensure_future(cut.run())
        write = asyncio.ensure_future(cut.commit(lasts, [1, 2]))
        await asyncio.to_thread(begun.wait, 10)
        running.cancel()
        outcomes = await asyncio.gather(running, write, return_exceptions=True)
        goes_on.set()

        assert [type(outcome) for outcome in outcomes] == [asyncio.CancelledError] * 2
        await store.database.transact(store.nothing)  # stands in line behind it
        assert await store.count() == 2


async def test_work_on_the_database_that_waits_for_something_else_is_refused(tmp_path: Path) -> None:
    async def waits(connection: AsyncConnection, items: Sequence[int]) -> None:
        await connection.execute(insert(numbers), [{"number": item} for item in items])
        await asyncio.sleep(0)

    async with committing(tmp_path) as (committer, store):
        with pytest.raises(RuntimeError, match="nothing but its connection"):
            await committer.commit(waits, [1])

        assert await store.count() == 0
