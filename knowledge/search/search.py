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
from knowledge.search.lexicon import phrases
from knowledge.search.places import Reach, Whereabouts
from knowledge.search.request import Request, understand
from knowledge.search.scoring import Relevance, Weights, relevance
from knowledge.search.typed import Repairs
from knowledge.search.why import Why
from knowledge.verdict import Verdict

LONGEST_REQUEST: Final = 2_000
NAMED_PLACE: Final = 0.08
ANOTHER_TOWN: Final = 0.3
FITS: Final = 1.1
WEAKEST: Final = 0.25
"""Hits below this share of the best one are left out."""


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
        self.repairs = repairs
        self.whereabouts = whereabouts
        self._weights = weights
        self.confidence = Confidence(corpus)

    @classmethod
    def build(
        cls,
        measures: Sequence[SupportMeasure],
        regions: Regions,
        *,
        weights: Weights | None = None,
        asked: Mapping[str, Sequence[str]] | None = None,
    ) -> Self:
        """Index the measures. `asked`: id -> how people ask for it, instead of phrases.yaml."""
        corpus = Corpus.build(measures, phrases() if asked is None else asked)
        whereabouts = Whereabouts(measures, regions)
        return cls(corpus, Repairs(known_words(corpus)), whereabouts, weights or Weights())

    def understand(self, text: str) -> Request:
        """What the request says, as ranking sees it."""
        return understand(text[:LONGEST_REQUEST], self.repairs)

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
        text = text[:LONGEST_REQUEST]
        reach = self.whereabouts.reach(text, region)
        request = understand(text, self.repairs, reach.words)
        found = self.relevance(request, reach)
        if self.confidence(request, found) < ENOUGH:
            return []
        return self._hits(request, found.score, limit, verdicts or {})

    def relevance(self, request: Request, reach: Reach) -> Relevance:
        """How well every measure answers, where the person is."""
        return self.placed(relevance(self.corpus, request, self._weights), reach)

    def placed(self, found: Relevance, reach: Reach) -> Relevance:
        """Better for measures of a place that is named and for kin of the best; 0 for other regions'."""
        score = found.score + NAMED_PLACE * (reach.of_named_place & (found.score > 0))
        score *= np.where(reach.of_another_town, ANOTHER_TOWN, 1.0)
        return Relevance(self.corpus.kin.lent((score * reach.near).astype(np.float32)), found.phrase)

    def _hits(self, request: Request, scores: Vector, limit: int, verdicts: Mapping[str, int]) -> list[Hit]:
        ranked = []
        for number in np.flatnonzero(scores > WEAKEST * float(scores.max())):
            id_ = self.corpus.measures[number].id
            verdict = verdicts.get(id_, Verdict.UNKNOWN)
            score = float(scores[number]) * (FITS if verdict == Verdict.YES else 1.0)
            ranked.append((verdict == Verdict.NO, -score, id_, int(number)))
        ranked.sort()
        why = Why(self.corpus, request, self._weights.synonym)
        return [Hit(id_, round(-score, 4), why(number)) for _, score, id_, number in ranked[:limit]]
