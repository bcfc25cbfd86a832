"""Neighbours in meaning, ready to be asked: by vectors made here, or by those of an endpoint."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from knowledge.search.fusion import DENSE_WEIGHT

if TYPE_CHECKING:
    from knowledge.search.chroma import ChromaIndex
    from knowledge.search.lane import Lane
    from knowledge.search.vectors import Embedding, Matrix, Vector

ENDPOINT_WEIGHT: Final = 0.2
"""The share of an endpoint's neighbours: they know more than the words, where those made here do not.

No real model was at hand; even vectors that know letters only harm nothing at it
(benchmarks/search_endpoint.py).
"""


@dataclass(frozen=True, slots=True)
class Texts:
    """What is to be in Chroma: ids of measures with their texts. Compared by identity: one for each load."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]


class Remote(Protocol):
    """An endpoint's embedding, looked over. Waits for the network, never blocks."""

    @property
    def name(self) -> str:
        """Endpoint, models and dimension: equal names give equal vectors. [a-z0-9-] only."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    async def documents(self, texts: Sequence[str]) -> Matrix:
        """One unit row a text. Raises: EmbeddingFailed."""
        ...

    async def query(self, text: str) -> Vector:
        """The unit vector of what a person asks, soon. Raises: EmbeddingFailed."""
        ...


class Endpoint(Protocol):
    """Where vectors from outside come from."""

    async def look_over(self) -> Remote:
        """Open it and see what it gives. Raises: EmbeddingFailed."""
        ...

    @property
    def shield(self) -> Callable[[str], str]:
        """Takes personal data out of a text; takes milliseconds, so it is called in a thread."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


class Dense(Protocol):
    """The vectors of some texts, complete in Chroma."""

    @property
    def of(self) -> Texts:
        """Whose they are."""
        ...

    @property
    def weight(self) -> float:
        """The neighbours' share of a score."""
        ...

    async def near(
        self, lane: Lane, seconds: float, ask: Callable[[], str], limit: int
    ) -> Mapping[str, float]:
        """Id -> cosine of the nearest; nothing when Chroma takes longer.

        `ask` tells the text, and takes milliseconds for it.

        Raises: ChromaFailed, EmbeddingFailed.
        """
        ...


@dataclass(frozen=True, slots=True)
class LocalDense:
    """By vectors made here, in the lane."""

    of: Texts
    index: ChromaIndex
    embedding: Embedding
    weight: ClassVar[float] = DENSE_WEIGHT

    async def near(
        self, lane: Lane, seconds: float, ask: Callable[[], str], limit: int
    ) -> Mapping[str, float]:
        """See `Dense.near`."""
        return (
            await lane.run_within(seconds, lambda: self.index.near(self.embedding.query(ask()), limit)) or {}
        )


@dataclass(frozen=True, slots=True)
class RemoteDense:
    """By an endpoint's vectors: the question's comes over the network, then Chroma is asked in the lane."""

    of: Texts
    index: ChromaIndex
    embedding: Remote
    weight: ClassVar[float] = ENDPOINT_WEIGHT

    async def near(
        self, lane: Lane, seconds: float, ask: Callable[[], str], limit: int
    ) -> Mapping[str, float]:
        """See `Dense.near`."""
        vector = await self.embedding.query(await asyncio.to_thread(ask))
        return await lane.run_within(seconds, lambda: self.index.near(vector, limit)) or {}
