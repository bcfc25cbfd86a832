"""A sparse index: features of documents -> postings in numpy arrays; scores of all documents at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

_SATURATION: Final = 1.2
_LENGTH_PENALTY: Final = 0.4
_NO_INTEGERS: Final = np.empty(0, dtype=np.int32)
_NO_FLOATS: Final = np.empty(0, dtype=np.float32)


class SparseIndex:
    """Postings of weighted features. Weights hold everything that is known before a request comes."""

    def __init__(self, size: int, postings: Mapping[str, tuple[NDArray[np.int32], Vector]]) -> None:
        self.size = size
        self._postings = postings
        self._rarest = float(np.log1p(size))

    @classmethod
    def bm25(cls, documents: Sequence[Mapping[str, float]]) -> Self:
        """Documents as feature -> count (a field's weight may scale it); saturated, long ones count less."""
        lengths = np.array([sum(document.values()) for document in documents], dtype=np.float32)
        usual = float(lengths.mean()) if documents else 1.0
        penalty = 1 - _LENGTH_PENALTY + _LENGTH_PENALTY * lengths / usual
        return cls(
            len(documents),
            {
                feature: (
                    where,
                    _f32(_idf(len(documents), len(where)) * counts / (counts + _SATURATION * penalty[where])),
                )
                for feature, where, counts in _inverted(documents)
            },
        )

    @classmethod
    def cosine(cls, documents: Sequence[Mapping[str, float]]) -> Self:
        """Documents as unit vectors of TF-IDF weights; a score is then a cosine if the request is one too."""
        weighted = {
            feature: (where, _idf(len(documents), len(where)) * np.sqrt(counts))
            for feature, where, counts in _inverted(documents)
        }
        squares = np.zeros(len(documents), dtype=np.float32)
        for where, weights in weighted.values():
            squares[where] += weights**2
        norms = np.sqrt(np.maximum(squares, 1e-12))
        return cls(
            len(documents), {key: (where, _f32(w / norms[where])) for key, (where, w) in weighted.items()}
        )

    def __contains__(self, feature: str) -> bool:
        return feature in self._postings

    def idf(self, feature: str) -> float:
        """How much the feature tells; the most for one that no document has."""
        where = self._postings.get(feature)
        return self._rarest if where is None else _idf(self.size, len(where[0]))

    def postings(self, feature: str) -> tuple[NDArray[np.int32], Vector]:
        """The documents that have the feature, and its weight in each."""
        return self._postings.get(feature, (_NO_INTEGERS, _NO_FLOATS))

    def scores(self, request: Mapping[str, float]) -> Vector:
        """The weighted sum of the request's features for every document."""
        scores = np.zeros(self.size, dtype=np.float32)
        for feature, weight in request.items():
            where, weights = self.postings(feature)
            scores[where] += weight * weights
        return scores

    def unit(self, request: Mapping[str, float]) -> dict[str, float]:
        """The request as a unit vector of TF-IDF weights, for an index made by `cosine`."""
        weighted = {feature: weight * self.idf(feature) for feature, weight in request.items()}
        norm = sum(weight * weight for weight in weighted.values()) ** 0.5
        return {feature: weight / norm for feature, weight in weighted.items()} if norm else {}


def _f32(values: NDArray[np.floating]) -> Vector:
    return values.astype(np.float32, copy=False)


def _idf(documents: int, holders: int) -> float:
    return float(np.log1p(documents / (holders + 0.5)))


def _inverted(
    documents: Sequence[Mapping[str, float]],
) -> Iterable[tuple[str, NDArray[np.int32], Vector]]:
    holders: dict[str, tuple[list[int], list[float]]] = {}
    for number, document in enumerate(documents):
        for feature, count in document.items():
            where, counts = holders.setdefault(feature, ([], []))
            where.append(number)
            counts.append(count)
    for feature, (where, counts) in holders.items():
        yield feature, np.array(where, dtype=np.int32), np.array(counts, dtype=np.float32)
