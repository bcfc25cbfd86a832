"""Quality of search beside plain BM25 and plain Chroma, by kind of request; speed, size, cross-validation."""

import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

import numpy as np
import psutil

from benchmarks import search_weights
from benchmarks.search_baselines import chroma, stems
from benchmarks.search_endpoint import endpoint
from benchmarks.search_scoring import Answer, Query, read_queries, score
from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from knowledge.search.search import Search
from knowledge.shipped import shipped_measures

SETS: Final = ("dev", "own", "later", "second", "blind")
MANY: Final = 5_000
MILLISECONDS: Final = 1_000


def run() -> None:
    """Print the figures."""
    measures = shipped_measures()
    search = Search.build(measures, regions())
    sets = {name: read_queries(name) for name in SETS}
    print("                                    nDCG@10 recall@5 rightly empty, wrongly empty")
    with chroma(measures) as neighbours, endpoint(measures, search) as fused:
        methods = {
            "search": _answers(search),
            "search without spoken phrases": _answers(Search.build(measures, regions(), asked={})),
            "bm25s on Snowball stems": stems(measures),
            "Chroma on the same vectors": neighbours,
            "search and a local endpoint": fused,
        }
        for set_name, queries in sets.items():
            for method, answer in methods.items():
                print(f"{set_name:<7}{method:<30} {score(queries, answer)}")
        _print_kinds(sets["dev"], methods)
    print("\ncross-validation of the weights")
    search_weights.run()
    _print_speed("shipped", measures, sets["dev"])
    _print_speed("varied", list(varied(MANY)), sets["dev"])
    print(f"resident memory of this benchmark: {psutil.Process().memory_info().rss / 2**20:.0f} MB")


def _answers(search: Search) -> Answer:
    return lambda text, region: [hit.id for hit in search.find(text, region=region)]


def _print_kinds(queries: Sequence[Query], methods: dict[str, Answer]) -> None:
    print("\nby kind of request (dev)")
    for kind in dict.fromkeys(query.kind for query in queries if query.relevant):
        some = [query for query in queries if query.kind == kind]
        for method, answer in methods.items():
            print(f"{kind:<10}{method:<30} {score(some, answer)}")


def _print_speed(name: str, measures: Sequence[SupportMeasure], queries: Sequence[Query]) -> None:
    started = time.perf_counter()
    search = Search.build(measures, regions())
    built = time.perf_counter() - started
    taken = []
    for query in queries:
        started = time.perf_counter()
        search.find(query.text, region=query.region)
        taken.append((time.perf_counter() - started) * MILLISECONDS)
    p50, p95 = np.percentile(taken, (50, 95))
    print(
        f"{len(measures)} {name} measures: built in {built:.1f} s; a request p50 {p50:.1f}, p95 {p95:.1f} ms"
    )


def varied(count: int) -> Iterator[SupportMeasure]:
    """Real measures, then mixtures of two: title, summary and topics of both."""
    random = Random(1)
    real = shipped_measures()
    yield from real
    for number in range(count - len(real)):
        one, other = random.sample(real, 2)
        words = f"{one.summary} {other.summary}".split()
        yield one.model_copy(
            update={
                "id": f"{one.id[:40]}-{number}",
                "title": f"{one.title[:35]} {other.title[:34]}",
                "summary": " ".join(random.sample(words, min(len(words), 30))),
                "topics": other.topics,
            }
        )
