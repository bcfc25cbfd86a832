"""A retriever that runs over a folder of a test's own."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from knowledge.search.retriever import Retriever
from knowledge.search.search import Hit
from knowledge.shipped import shipped_measures

HOME: Final = "Курганская область"
ASKED: Final = "деньги на свой проект"
FEW: Final = shipped_measures()[::8]
PATIENCE_SECONDS: Final = 240.0
"""Tells what hangs, not what is slow on a busy machine."""


@asynccontextmanager
async def kept(
    folder: Path | None, measures: Sequence[SupportMeasure] = FEW, url: str | None = None
) -> AsyncIterator[Retriever]:
    """Loaded and running; cancelled at the end."""
    retriever = Retriever(folder, regions(), url, dense_seconds=PATIENCE_SECONDS, first_pause=0.01)
    await retriever.load(measures)
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(retriever.run())
        try:
            yield retriever
        finally:
            keeping.cancel()
    await retriever.settled()


async def reach(retriever: Retriever, state: str = "ready") -> None:
    """Wait until Chroma is in a state; an answer must be there all the while."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while retriever.state != state:
            assert await asked(retriever)
            await asyncio.sleep(0.01)


async def reach_failure(retriever: Retriever) -> None:
    """Wait until it says what is wrong; an answer must be there all the while."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not retriever.state.startswith("failed: "):
            assert await asked(retriever)
            await asyncio.sleep(0.01)


async def asked(retriever: Retriever) -> list[Hit]:
    """What it finds."""
    return await retriever.find(ASKED, region=HOME)
