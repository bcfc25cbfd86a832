"""Search with an endpoint's vectors beside the words, as the retriever fuses them; here a local server's.

They know letters only: the figures show that the way works and harms nothing, not what a real model would
bring.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from benchmarks.search_scoring import Answer
from knowledge.language.model.embedding import Models, OpenAiEndpoint
from knowledge.language.model.transport import Access
from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from knowledge.search.dense import ENDPOINT_WEIGHT
from knowledge.search.measure_text import measure_text, request_text
from knowledge.search.retriever import NEIGHBOURS, POOL, ranked
from knowledge.search.search import Search
from tests.platforms.model import API_KEY, ModelServer

_DEPTH: Final = 10


@contextmanager
def endpoint(measures: Sequence[SupportMeasure], search: Search) -> Iterator[Answer]:
    """Words and the neighbours of a local server's vectors in one order."""
    server = ModelServer()
    with asyncio.Runner() as runner:
        runner.run(server.__aenter__())
        access = Access(base_url=server.base_url, api_key=API_KEY, uses_proxy=False)
        at = OpenAiEndpoint(access, Models(documents="m", queries="m"), str, lambda _usage: None)
        embedding = runner.run(at.look_over())
        rows = runner.run(embedding.documents([measure_text(measure) for measure in measures]))

        def near(text: str, region: str) -> Mapping[str, float]:
            vector = runner.run(embedding.query(request_text(search.understand(text)) or text))
            cosines = rows @ vector
            nearest = (-cosines).argsort()[:NEIGHBOURS]
            return {measures[n].id: float(cosines[n]) for n in nearest if _is_for(measures[n], region)}

        def answer(text: str, region: str) -> list[str]:
            hits = search.find(text, region=region, limit=POOL)
            found = ranked(hits, near(text, region), {}, _DEPTH, ENDPOINT_WEIGHT) if hits else []
            return [hit.id for hit in found]

        yield answer
        runner.run(at.close())
        runner.run(server.__aexit__())


def _is_for(measure: SupportMeasure, region: str) -> bool:
    return any(regions().covers(name, region) for name in measure.audience.regions)
