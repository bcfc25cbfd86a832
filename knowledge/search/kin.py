"""Measures akin to the best ones: who asks for one often wants the others too, whatever words they use."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from knowledge.search.index import SparseIndex, Vector

BEST: Final = 3
SHARE: Final = 0.25
"""What the best measures lend to their kin; chosen on the graded requests (docs/search.md)."""
KEPT: Final = 256
"""Measures whose kin are kept at hand: 1 KB each at 247 measures, 20 KB at 5,000."""


class Kin:
    """How like each other the texts of measures are."""

    def __init__(self, documents: Sequence[Mapping[str, float]]) -> None:
        self._documents = documents
        self._index = SparseIndex.cosine(documents)
        self._akin = lru_cache(maxsize=KEPT)(self._like)

    def lent(self, scores: Vector) -> Vector:
        """Scores with what the best measures lend to those that are akin to them; 0 stays 0."""
        best = np.argsort(-scores, kind="stable")[:BEST]
        lent = np.zeros_like(scores)
        for number in best:
            lent += scores[number] * self._akin(int(number))
        return scores + SHARE * lent * (scores > 0)

    def _like(self, number: int) -> Vector:
        """How like the document each of the others is; itself 0."""
        akin = self._index.scores(self._index.unit(self._roots(number)))
        akin[number] = 0.0
        return akin

    def _roots(self, number: int) -> dict[str, float]:
        """A document as the index weighs it: square roots of counts."""
        return {feature: count**0.5 for feature, count in self._documents[number].items()}
