"""Keeps Chroma in step with the catalogue: opens it with care, builds, heals, and says how it is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from knowledge.language.model.embedding_trouble import EmbeddingFailed
from knowledge.search import chroma_probe
from knowledge.search.chroma import OURS, ChromaFailed, ChromaIndex
from knowledge.search.dense import Dense, Endpoint, LocalDense, RemoteDense, Texts
from knowledge.search.lane import Lane
from knowledge.search.vectors import Embedding, GramPca, Matrix

log = logging.getLogger(__name__)

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 300.0
STEADY_SECONDS: Final = 600.0
"""Trouble after so long a peace is met with the first pause again."""


class ChromaKeeper:
    """Call `want` with what is to be there and keep `run` running.

    `dense` is what can be asked now, in `lane`; None while there is nothing sound and complete. `state` is
    "lexical" (no Chroma, or nothing wanted), "building", "ready" or "failed: ...".
    """

    def __init__(self, folder: Path | None, url: str | None = None, first_pause: float = FIRST_PAUSE) -> None:
        self._folder = folder.absolute() if folder else None
        self._url = url
        self._first_pause = self._pause = first_pause
        self._failed_at = -STEADY_SECONDS
        self._index = ChromaIndex(folder, url)
        self._endpoint: Endpoint | None = None
        self._wanted: Texts | None = None
        self._news = asyncio.Event()
        self._is_broken = False
        self._is_leaving = False
        self.lane = Lane("chroma")
        self.dense: Dense | None = None
        self.state = "lexical"

    def ask_endpoint(self, endpoint: Endpoint) -> None:
        """Take vectors from there instead of making them. Call it before `run`."""
        self._endpoint = endpoint

    def want(self, wanted: Texts | None) -> None:
        """Have these texts in Chroma as soon as possible; a build of others stops."""
        self._wanted = wanted
        self.dense = None
        self.state = "building" if self.state == "ready" else self.state
        self._news.set()

    def report(self, error: ChromaFailed) -> None:
        """Tell of a question that failed: what is there is thrown away and built anew."""
        if not self._is_broken:
            self._fail(error)
            self._news.set()

    async def run(self) -> None:
        """Keep in step until cancelled; without folder and url there is nothing to do."""
        if self._folder is None and self._url is None:
            return
        self._is_leaving = False
        self.want(self._wanted)
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                await self._keep_in_step()
        finally:
            self._is_leaving = True
            self.dense = None
            self.lane.post(self._index.close)
            if self._endpoint is not None:
                await self._endpoint.close()

    async def settled(self) -> None:
        """After a cancelled `run`: wait until its thread has let go of Chroma."""
        await self.lane.run(_nothing)

    async def _keep_in_step(self) -> None:
        try:
            if self._is_broken:
                await asyncio.sleep(self._pause)
                await self.lane.run(self._index.wipe)
                self._is_broken = False
            if (wanted := self._wanted) is not None and wanted.ids:
                self.state = "building"
                await self._prepare(wanted)
        except ChromaFailed as error:
            self._fail(error)
            self._news.set()
        except EmbeddingFailed as error:
            self._fail(error)
            self._is_broken = False  # what is in Chroma is as good as before
            await asyncio.sleep(self._pause)
            self._news.set()

    async def _prepare(self, wanted: Texts) -> None:
        await self._open()
        dense = await (
            self._made_here(wanted) if self._endpoint is None else self._from(self._endpoint, wanted)
        )
        if wanted is self._wanted:
            self.dense = dense
            self.state = "ready"
            log.info("chroma-ready", extra={"embedding": dense.embedding.name, "measures": len(wanted.ids)})

    async def _made_here(self, wanted: Texts) -> LocalDense:
        embedding = await self.lane.run(GramPca.fit, wanted.texts)
        name = _collection_name(wanted, embedding.name)
        if not await self.lane.run(self._index.use, name):
            await self.lane.run(self._build, name, wanted, embedding)
        await self._warm_up(embedding.dimension)
        return LocalDense(wanted, self._index, embedding)

    async def _from(self, endpoint: Endpoint, wanted: Texts) -> RemoteDense:
        embedding = await endpoint.look_over()
        name = _collection_name(wanted, embedding.name)
        if not await self.lane.run(self._index.use, name):
            rows = await embedding.documents(wanted.texts)
            await self.lane.run(self._fill, name, wanted, rows)
        await self._warm_up(embedding.dimension)
        return RemoteDense(wanted, self._index, embedding)

    async def _warm_up(self, dimension: int) -> None:
        """Chroma reads its index at the first question."""
        await self.lane.run(self._index.near, np.ones(dimension, np.float32), 1)

    async def _open(self) -> None:
        index = self._index
        if index.is_open:
            return
        if self._url:
            await self.lane.run(index.open)
            if not await self.lane.run(index.is_sound):
                await self.lane.run(index.forget)
        elif self._folder:
            has_pointer = await self.lane.run(index.pointer) is not None
            if not (has_pointer and await chroma_probe.is_sound(self._folder)):
                await self.lane.run(index.wipe)
            await self.lane.run(index.open)

    def _build(self, name: str, wanted: Texts, embedding: Embedding) -> None:
        self._fill(name, wanted, embedding.documents(wanted.texts))

    def _fill(self, name: str, wanted: Texts, rows: Matrix) -> None:
        self._index.build(name, wanted.ids, rows, lambda: wanted is self._wanted and not self._is_leaving)

    def _fail(self, error: ChromaFailed | EmbeddingFailed) -> None:
        now = asyncio.get_running_loop().time()
        was_steady = now - self._failed_at >= STEADY_SECONDS
        self._pause = self._first_pause if was_steady else min(self._pause * 2, LONGEST_PAUSE)
        self._failed_at = now
        self.dense = None
        self._is_broken = True
        self.state = f"failed: {error}"
        log.warning("chroma-failed", extra={"trouble": str(error), "pause": self._pause})


def _nothing() -> None:
    """Comes after everything else in the thread."""


def _collection_name(wanted: Texts, embedding: str) -> str:
    whole = sha256()
    for part in _parts(wanted):
        whole.update(part.encode() + b"\0")
    return f"{OURS}{whole.hexdigest()[:16]}-{embedding}"


def _parts(wanted: Texts) -> Sequence[str]:
    return (*wanted.ids, *wanted.texts)
