"""Group commit: writes that are asked for at the same time share one transaction.

A commit costs some milliseconds (fsync, hops between threads) however much it holds: without sharing, a
hundred talks at once would stand in line for the disk.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database

log = logging.getLogger(__name__)
AT_ONCE: Final = 256

Apply = Callable[[AsyncConnection, Sequence[Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Job:
    apply: Apply
    items: Sequence[Any]
    done: asyncio.Future[None]


class Committer:
    """Collects writes and commits them together; each caller waits for its own."""

    def __init__(self, database: Database, at_once: int = AT_ONCE) -> None:
        self._database = database
        self._at_once = at_once
        self._jobs: deque[_Job] = deque()
        self._wake = asyncio.Event()

    async def commit(self, apply: Apply, items: Sequence[Any]) -> None:
        """Have `apply(connection, items)` run in a transaction; return when it is on the disk.

        It may await nothing but the connection.

        Items of several callers with the same `apply` are handed to it together, in the order of asking.
        Raises: whatever `apply` or the database raises for these items.
        """
        if not items:
            return
        job = _Job(apply, items, asyncio.get_running_loop().create_future())
        self._jobs.append(job)
        self._wake.set()
        await job.done

    async def run(self) -> None:
        """Commit until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._jobs:
                await self._commit([self._jobs.popleft() for _ in range(min(len(self._jobs), self._at_once))])

    async def _commit(self, jobs: list[_Job]) -> None:
        try:
            await self._write(jobs)
        except (
            asyncio.CancelledError
        ):  # its thread may finish it yet (keys and marks bear a repeat): let go of who waits
            for job in jobs:
                job.done.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - handed to the caller below
            if len(jobs) == 1:
                _finish(jobs[0], error)
                return
            log.warning("commit-split", extra={"jobs": len(jobs), "error": type(error).__name__})
            for job in jobs:
                await self._commit([job])
            return
        for job in jobs:
            _finish(job, None)

    async def _write(self, jobs: list[_Job]) -> None:
        groups: dict[Apply, list[Any]] = {}
        for job in jobs:
            groups.setdefault(job.apply, []).extend(job.items)
        await self._database.transact(partial(_apply_all, groups))


async def _apply_all(groups: Mapping[Apply, Sequence[Any]], connection: AsyncConnection) -> None:
    for apply, items in groups.items():
        await apply(connection, items)


def _finish(job: _Job, error: Exception | None) -> None:
    if job.done.done():  # the caller was cancelled; the write stands
        return
    if error is None:
        job.done.set_result(None)
    else:
        job.done.set_exception(error)
