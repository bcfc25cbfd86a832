"""Measures akin to the best ones: who asks for one often wants the others too, whatever words they use."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from knowledge.search.index import SparseIndex, Vector

BEST: Final = 3
SHARE: Final = 0.25
"""What the best measures lend to their kin; chosen on the graded requests (docs/search.md)."""


class Kin:
    """How like each other the texts of measures are."""

    def __init__(self, documents: Sequence[Mapping[str, float]]) -> None:
        self._documents = documents
        self._index = SparseIndex.cosine(documents)

    def lent(self, scores: Vector) -> Vector:
        """Scores with what the best measures lend to those that are akin to them; 0 stays 0."""
        best = np.argsort(-scores, kind="stable")[:BEST]
        lent = np.zeros_like(scores)
        for number in best:
            akin = self._index.scores(self._index.unit(self._roots(int(number))))
            akin[number] = 0.0
            lent += scores[number] * akin
        return scores + SHARE * lent * (scores > 0)

    def _roots(self, number: int) -> dict[str, float]:
        """A document as the index weighs it: square roots of counts."""
        return {feature: count**0.5 for feature, count in self._documents[number].items()}
