"""Search for the running consultant: by words at once, with Chroma's neighbours as soon as they are there."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knowledge.language.forms_file import kept_forms
from knowledge.language.model.embedding_trouble import EmbeddingChanged, EmbeddingFailed
from knowledge.measure import SupportMeasure
from knowledge.search.chroma import ChromaFailed
from knowledge.search.chroma_keeper import FIRST_PAUSE, ChromaKeeper
from knowledge.search.dense import Dense, Endpoint, Texts
from knowledge.search.fusion import DENSE_WEIGHT, fuse
from knowledge.search.measure_text import measure_text, request_text
from knowledge.search.search import Hit, Search
from knowledge.verdict import Verdict

if TYPE_CHECKING:
    from knowledge.regions import Regions

DENSE_SECONDS: Final = 0.05
POOL: Final = 30
"""So many lexical hits are ranked anew, whatever the page shows."""
NEIGHBOURS: Final = 100


@dataclass(frozen=True, slots=True)
class Loaded:
    """One version of the catalogue, ready to be searched by words."""

    measures: Mapping[str, SupportMeasure]
    search: Search
    texts: Texts


class Retriever:
    """Call `load` first and keep `run` running. Without folder and url it searches by words alone."""

    def __init__(
        self,
        folder: Path | None,
        regions: Regions,
        url: str | None = None,
        *,
        dense_seconds: float = DENSE_SECONDS,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self._regions = regions
        self._forms = folder.with_name("word-forms.json") if folder else None
        self._keeper = ChromaKeeper(folder, url, first_pause)
        self._dense_seconds = dense_seconds
        self._endpoint: Endpoint | None = None
        self._loaded: Loaded | None = None

    def ask_endpoint(self, endpoint: Endpoint) -> None:
        """Take vectors from an endpoint; call it before `run`. Questions go through its shield first."""
        self._endpoint = endpoint
        self._keeper.ask_endpoint(endpoint)

    @property
    def state(self) -> str:
        """How Chroma is: "lexical", "building", "ready" or "failed: ..."; in each of them `find` answers."""
        return self._keeper.state

    @property
    def lexical(self) -> Search:
        """Search by words alone, in what is loaded.

        Raises: LookupError before the first `load`.
        """
        if self._loaded is None:
            raise LookupError("no measures are loaded yet")
        return self._loaded.search

    async def load(self, measures: Sequence[SupportMeasure]) -> None:
        """Make these measures the ones that are searched; nothing is awaited after the change."""
        # Later loads meet words that people have written: those are never put into a file.
        forms = self._forms if self._loaded is None else None
        loaded = await asyncio.to_thread(_loaded, measures, self._regions, forms)
        self._loaded = loaded
        self._keeper.want(loaded.texts)

    async def run(self) -> None:
        """Keep Chroma in step with what is loaded, until cancelled; `find` goes on whatever happens to it."""
        await self._keeper.run()

    async def settled(self) -> None:
        """After a cancelled `run`: wait until Chroma is let go of."""
        await self._keeper.settled()

    async def find(
        self,
        text: str,
        *,
        region: str | None = None,
        limit: int = 10,
        verdicts: Mapping[str, int] | None = None,
    ) -> list[Hit]:
        """The measures that answer the text, best first, those that cannot fit last; `[]` when nothing does.

        Raises: LookupError before the first `load`.
        """
        if (loaded := self._loaded) is None:
            raise LookupError("no measures are loaded yet")
        dense = self._keeper.dense
        hits = loaded.search.find(text, region=region, limit=max(limit, POOL), verdicts=verdicts)
        if not hits or dense is None or dense.of is not loaded.texts:
            return hits[:limit]
        near = await self._near(loaded, dense, text)
        may_join = {id_: cosine for id_, cosine in near.items() if self._is_for(loaded, id_, region)}
        return ranked(hits, may_join, verdicts or {}, limit, dense.weight)

    async def _near(self, loaded: Loaded, dense: Dense, text: str) -> Mapping[str, float]:
        def ask() -> str:
            shown = text if self._endpoint is None else self._endpoint.shield(text)
            return request_text(loaded.search.understand(shown))

        try:
            return await dense.near(self._keeper.lane, self._dense_seconds, ask, NEIGHBOURS)
        except ChromaFailed as error:
            self._keeper.report(error)
        except EmbeddingChanged:
            self._keeper.want(loaded.texts)
        except EmbeddingFailed:
            pass  # told by the endpoint itself; the words answer
        return {}

    def _is_for(self, loaded: Loaded, id_: str, region: str | None) -> bool:
        if (measure := loaded.measures.get(id_)) is None:
            return False
        return region is None or any(
            self._regions.covers(named, region) for named in measure.audience.regions
        )


def ranked(
    hits: Sequence[Hit],
    near: Mapping[str, float],
    verdicts: Mapping[str, int],
    limit: int,
    weight: float = DENSE_WEIGHT,
) -> list[Hit]:
    """Hits and neighbours in one order: what may fit first; what cannot fit never joins as a neighbour."""
    fitting = [hit for hit in hits if verdicts.get(hit.id) != Verdict.NO]
    others = [hit for hit in hits if verdicts.get(hit.id) == Verdict.NO]
    near_fitting = {id_: cosine for id_, cosine in near.items() if verdicts.get(id_) != Verdict.NO}
    near_others = {hit.id: near[hit.id] for hit in others if hit.id in near}
    return [*fuse(fitting, near_fitting, limit, weight), *fuse(others, near_others, limit, weight)][:limit]


def _loaded(measures: Sequence[SupportMeasure], regions: Regions, forms: Path | None) -> Loaded:
    with kept_forms(forms) if forms else nullcontext():
        search = Search.build(measures, regions)
    return Loaded(
        measures={measure.id: measure for measure in measures},
        search=search,
        texts=Texts(
            ids=tuple(measure.id for measure in measures),
            texts=tuple(measure_text(measure) for measure in measures),
        ),
    )
