"""Search: a request in a young person's words -> the measures that answer it, best first (docs/search.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from knowledge.measure import SupportMeasure
from knowledge.regions import Regions
from knowledge.search.confidence import ENOUGH, Confidence
from knowledge.search.corpus import Corpus, known_words
from knowledge.search.index import Vector
from knowledge.search.places import Whereabouts
from knowledge.search.request import Request, understand
from knowledge.search.scoring import Weights, relevance, term_scores
from knowledge.search.typed import Repairs

LONGEST_REQUEST: Final = 2_000
NAMED_PLACE: Final = 0.08
ANOTHER_TOWN: Final = 0.3
FITS: Final = 1.1
WEAKEST: Final = 0.25
"""Hits below this share of the best one are left out."""
_WORDS_IN_WHY: Final = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One measure found. `score` orders hits of one answer; `why` are the words and fields that matched."""

    id: str
    score: float
    why: tuple[str, ...]


class Search:
    """The index of one version of the catalogue, in memory. Building is CPU-bound: call it in a thread."""

    def __init__(self, corpus: Corpus, repairs: Repairs, whereabouts: Whereabouts, weights: Weights) -> None:
        self.corpus = corpus
        self._repairs = repairs
        self._whereabouts = whereabouts
        self._weights = weights
        self._confidence = Confidence(corpus)

    @classmethod
    def build(
        cls, measures: Sequence[SupportMeasure], regions: Regions, weights: Weights | None = None
    ) -> Self:
        """Index the measures."""
        corpus = Corpus.build(measures)
        return cls(
            corpus, Repairs(known_words(measures)), Whereabouts(measures, regions), weights or Weights()
        )

    def understand(self, text: str) -> Request:
        """What the request says, as ranking sees it."""
        return understand(text[:LONGEST_REQUEST], self._repairs)

    def find(
        self,
        text: str,
        *,
        region: str | None = None,
        limit: int = 10,
        verdicts: Mapping[str, int] | None = None,
    ) -> list[Hit]:
        """The measures that answer the text, best first; `[]` when nothing fits.

        With `verdicts` (0 no, 1 unknown, 2 yes) what fits counts a tenth more, what cannot fit comes last.
        """
        request = self.understand(text)
        scores = self.scores(request, text, region)
        if self._confidence(request, scores, self._weights) < ENOUGH:
            return []
        return self._hits(request, scores, limit, verdicts or {})

    def scores(self, request: Request, text: str, region: str | None) -> Vector:
        """The score of every measure; 0 for those of other regions."""
        scores = relevance(self.corpus, request, self._weights)
        reach = self._whereabouts.reach(text, region)
        scores[reach.of_named_place & (scores > 0)] += NAMED_PLACE
        scores[reach.of_another_town] *= ANOTHER_TOWN
        scores[~reach.near] = 0.0
        return scores

    def _hits(self, request: Request, scores: Vector, limit: int, verdicts: Mapping[str, int]) -> list[Hit]:
        floor = WEAKEST * float(scores.max())
        ranked = []
        for number in np.flatnonzero(scores > max(floor, 0.0)):
            id_ = self.corpus.measures[number].id
            verdict = verdicts.get(id_, 1)
            score = float(scores[number]) * (FITS if verdict == 2 else 1.0)
            ranked.append((verdict == 0, -score, id_, int(number)))
        ranked.sort()
        return [
            Hit(id_, round(-score, 4), self._why(request, number)) for _, score, id_, number in ranked[:limit]
        ]

    def _why(self, request: Request, number: int) -> tuple[str, ...]:
        shared: list[tuple[float, str]] = []
        for term in request.terms:
            gain = float(term_scores(self.corpus.words, term, self._weights.synonym)[number])
            if gain and not term.silent:
                shared.append((-gain, term.word))
        return tuple(dict.fromkeys(word for _, word in sorted(shared)))[:_WORDS_IN_WHY]
