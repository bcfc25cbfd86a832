"""Cross-validation of the weights: chosen on one half of the requests, tried on the other.

`python -m benchmarks.search_weights` also prints the weights that all requests together would choose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from statistics import fmean
from typing import Final

import numpy as np

from benchmarks.search_scoring import DEPTH, Query, ndcg, read_queries
from knowledge.regions import regions
from knowledge.search.request import understand
from knowledge.search.scoring import Weights, relevance
from knowledge.search.search import Search
from knowledge.shipped import shipped_measures

SPLITS: Final = 4
LEAST_GAIN: Final = 5e-4
TRIED: Final[Mapping[str, Sequence[float]]] = {
    "synonym": (0.6, 0.9, 1.2),
    "silent": (0.1, 0.25, 0.4),
    "grams": (0.25, 0.5, 0.75),
    "phrase": (0.4, 0.8, 1.2, 1.6),
    "needs": (0.0, 0.06, 0.12),
    "topics": (0.05, 0.12, 0.2),
    "kind": (0.1, 0.25, 0.4),
    "statuses": (0.05, 0.12, 0.2),
    "wrong_status": (0.6, 0.8, 0.95),
}


class Trial:
    """Scores weights on requests; a request is taken apart once, an answer scored once for each weights."""

    def __init__(self, search: Search, queries: Sequence[Query]) -> None:
        self._search = search
        self._asked = [
            (query, understand(query.text, search.repairs, reach.words), reach)
            for query in queries
            for reach in [search.whereabouts.reach(query.text, query.region)]
        ]
        self._known: dict[tuple[int, Weights], float] = {}

    def mean(self, weights: Weights, numbers: Sequence[int]) -> float:
        """The mean nDCG over some of the requests."""
        return fmean(self._one(number, weights) for number in numbers)

    def _one(self, number: int, weights: Weights) -> float:
        key = number, weights
        if key not in self._known:
            query, request, reach = self._asked[number]
            scores = self._search.placed(relevance(self._search.corpus, request, weights), reach).score
            best = np.argsort(-scores, kind="stable")[:DEPTH]
            self._known[key] = ndcg(query.relevant, [self._search.corpus.measures[n].id for n in best])
        return self._known[key]


def chosen(trial: Trial, numbers: Sequence[int]) -> Weights:
    """One pass over the weights, each set to what serves these requests best."""
    weights = Weights()
    best = trial.mean(weights, numbers)
    for name, values in TRIED.items():
        for value in values:
            candidate = replace(weights, **{name: value})
            if (mean := trial.mean(candidate, numbers)) > best + LEAST_GAIN:
                weights, best = candidate, mean
    return weights


def run() -> None:
    """Print what the shipped weights and the chosen ones reach on halves that did not choose."""
    names = ("dev", "own")
    queries = [query for name in names for query in read_queries(name) if query.relevant]
    trial = Trial(Search.build(shipped_measures(), regions()), queries)
    random = Random(1)
    for split in range(1, SPLITS + 1):
        numbers = random.sample(range(len(queries)), len(queries))
        half = len(numbers) // 2
        weights = chosen(trial, numbers[:half])
        shipped, other = trial.mean(Weights(), numbers[half:]), trial.mean(weights, numbers[half:])
        print(f"split {split}: on the unseen half nDCG@10 {other:.3f} chosen, {shipped:.3f} as shipped")


if __name__ == "__main__":
    run()
