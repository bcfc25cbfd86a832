"""Vectors of texts from an endpoint of the OpenAI protocol (`knowledge.search.dense.Endpoint`)."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from knowledge.language.model.breaker import Breaker
from knowledge.language.model.clean_text import cleaned
from knowledge.language.model.embedding_trouble import EmbeddingChanged, EmbeddingFailed
from knowledge.language.model.outcome import Usage
from knowledge.language.model.transport import Access, Transport, WireTrouble, open_wire

log = logging.getLogger(__name__)

Matrix = NDArray[np.float32]
Vector = NDArray[np.float32]

QUERY_SECONDS: Final = 1.0
"""Search by words is there at once: nobody waits longer for neighbours."""
BATCH_SECONDS: Final = 30.0
TEXTS_AT_ONCE: Final = 32
LONGEST_TEXT: Final = 5000
"""Characters; Yandex takes 2,000 tokens."""
MOST_KEPT: Final = 512
MOST_NUMBERS: Final = 8192
_TRIAL: Final = "a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """Which models turn documents and questions into vectors; some providers have one for each."""

    documents: str
    queries: str
    one_at_a_time: bool = False
    """The endpoint takes one text a call."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    index: int = 0
    embedding: list[float]


class _Usage(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    prompt_tokens: int = 0


class _Rows(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    data: list[_Row]
    usage: _Usage | None = None


class EndpointEmbedding:
    """What an endpoint gives, looked over. Questions asked before are remembered, by their hash alone."""

    def __init__(self, endpoint: "OpenAiEndpoint", transport: Transport, dimension: int) -> None:
        self.dimension = dimension
        self.name = f"endpoint-{endpoint.fingerprint}-{dimension}"
        self._endpoint = endpoint
        self._transport = transport
        self._known: dict[str, Vector] = {}

    async def documents(self, texts: Sequence[str]) -> Matrix:
        """One unit row a text. Raises: EmbeddingFailed."""
        models = self._endpoint.models
        size = 1 if models.one_at_a_time else TEXTS_AT_ONCE
        parts = [texts[start : start + size] for start in range(0, len(texts), size)]
        rows = [
            await self._endpoint.ask(self._transport, models.documents, part, BATCH_SECONDS) for part in parts
        ]
        return self._checked(np.concatenate(rows)) if rows else np.empty((0, self.dimension), np.float32)

    async def query(self, text: str) -> Vector:
        """The unit vector of a question. Raises: EmbeddingFailed, soon."""
        key = sha256(text.encode()).hexdigest()
        if key not in self._known:
            asked = await self._endpoint.ask(
                self._transport, self._endpoint.models.queries, [text], QUERY_SECONDS
            )
            while len(self._known) >= MOST_KEPT:
                del self._known[next(iter(self._known))]
            self._known[key] = self._checked(asked)[0]
        return self._known[key]

    def _checked(self, rows: Matrix) -> Matrix:
        if rows.shape[1] != self.dimension:
            raise EmbeddingChanged(f"vectors of {rows.shape[1]} numbers instead of {self.dimension}")
        return rows


class OpenAiEndpoint:
    """One address with its models. `shield` takes personal data out; `on_usage` hears what calls cost."""

    def __init__(
        self,
        access: Access,
        models: Models,
        shield: Callable[[str], str],
        on_usage: Callable[[Usage], None],
    ) -> None:
        self.models = models
        self.shield = shield
        self._access = access
        self._on_usage = on_usage
        self._transport: Transport | None = None
        self._breaker = Breaker(lambda: asyncio.get_running_loop().time())

    @property
    def fingerprint(self) -> str:
        """Names address and models in a hash."""
        whole = "\0".join((self._access.base_url, self.models.documents, self.models.queries))
        return sha256(whole.encode()).hexdigest()[:12]

    async def look_over(self) -> EndpointEmbedding:
        """Open it and see how many numbers its vectors have. Raises: EmbeddingFailed."""
        if self._transport is None:
            self._transport = await asyncio.to_thread(open_wire, self._access)
        trial = await self.ask(self._transport, self.models.documents, [_TRIAL], BATCH_SECONDS)
        return EndpointEmbedding(self, self._transport, trial.shape[1])

    async def ask(self, transport: Transport, model: str, texts: Sequence[str], seconds: float) -> Matrix:
        """Unit rows of the texts.

        Raises: EmbeddingFailed: in time, and at once while the endpoint is left alone after failures.
        """
        if not self._breaker.may_try():
            raise EmbeddingFailed("the endpoint fails and is left alone for a while")
        try:
            async with asyncio.timeout(seconds):
                rows = await self._asked(transport, model, texts)
        except (TimeoutError, WireTrouble, ValueError) as error:
            self._breaker.bad()
            said = str(error) if isinstance(error, WireTrouble) else type(error).__name__
            log.warning("embedding-failed", extra={"trouble": said})
            raise EmbeddingFailed(said) from None
        finally:
            self._breaker.unsaid()
        self._breaker.good()
        return rows

    async def _asked(self, transport: Transport, model: str, texts: Sequence[str]) -> Matrix:
        sent = [cleaned(text)[:LONGEST_TEXT] or _TRIAL for text in texts]
        body = {"model": model, "input": sent[0] if self.models.one_at_a_time else sent}
        found = _Rows.model_validate_json(await transport.embed(body))
        if found.usage is not None:
            self._on_usage(Usage(max(0, found.usage.prompt_tokens), 0))
        return _unit_rows(found, len(texts))

    async def close(self) -> None:
        """Close all connections."""
        transport, self._transport = self._transport, None
        if transport is not None:
            await transport.close()


def _unit_rows(found: _Rows, wanted: int) -> Matrix:
    """Raises: ValueError when they are not as many, as long as each other, finite and none of them zero."""
    rows = [row.embedding for row in sorted(found.data, key=lambda row: row.index)]
    if len(rows) != wanted or len({len(row) for row in rows}) != 1 or not 1 <= len(rows[0]) <= MOST_NUMBERS:
        raise ValueError("not one vector for each text")
    matrix = np.asarray(rows, np.float64)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    if not np.isfinite(matrix).all() or not (np.isfinite(lengths) & (lengths > 0)).all():
        raise ValueError("vectors that point nowhere")
    return np.asarray(matrix / lengths, np.float32)
