"""A sparse index: features of documents -> postings in numpy arrays; scores of all documents at once."""

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Weigh = Callable[[NDArray[np.floating], NDArray[np.int32], Vector], NDArray[np.floating]]

_SATURATION: Final = 1.2
_LENGTH_PENALTY: Final = 0.4


class SparseIndex:
    """Postings of weighted features, end to end in two arrays: weights hold all that no request changes."""

    def __init__(self, size: int, numbers: Mapping[str, int], starts: NDArray[np.int64]) -> None:
        self.size = size
        self._numbers = numbers
        self._starts = starts
        self._holders = np.empty(int(starts[-1]), dtype=np.int32)
        self._weights = np.empty(int(starts[-1]), dtype=np.float32)
        self._idf = np.log1p(size / (np.diff(starts) + 0.5))
        self._rarest = float(np.log1p(size))

    @classmethod
    def bm25(cls, documents: Iterable[Mapping[str, float]]) -> Self:
        """Documents as feature -> count (a field's weight may scale it); saturated, long ones count less."""
        postings = _Postings(documents)
        lengths = np.array(postings.lengths, dtype=np.float32)
        usual = (float(lengths.mean()) if len(lengths) else 0.0) or 1.0
        penalty = _SATURATION * (1 - _LENGTH_PENALTY + _LENGTH_PENALTY * lengths / usual)
        return cls._filled(postings, lambda idf, where, counts: idf * counts / (counts + penalty[where]))

    @classmethod
    def cosine(cls, documents: Iterable[Mapping[str, float]]) -> Self:
        """Documents as unit vectors of TF-IDF weights; a score is then a cosine if the request is one too."""
        index = cls._filled(_Postings(documents), lambda idf, _, counts: idf * np.sqrt(counts))
        squares = np.bincount(index._holders, weights=index._weights**2, minlength=index.size)
        index._weights /= np.sqrt(np.maximum(squares, 1e-12))[index._holders].astype(np.float32)
        return index

    @classmethod
    def _filled(cls, postings: "_Postings", weigh: Weigh) -> Self:
        numbers = {feature: number for number, feature in enumerate(postings.held)}
        lengths = [len(where) for where, _ in postings.held.values()]
        index = cls(len(postings.lengths), numbers, np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))))
        holders = np.frombuffer(b"".join(where.tobytes() for where, _ in postings.held.values()), np.int32)
        counts = np.frombuffer(b"".join(held.tobytes() for _, held in postings.held.values()), np.float32)
        index._holders[:] = holders
        index._weights[:] = weigh(np.repeat(index._idf, lengths), holders, counts)
        return index

    def __contains__(self, feature: str) -> bool:
        return feature in self._numbers

    def idf(self, feature: str) -> float:
        """How much the feature tells; the most for one that no document has."""
        number = self._numbers.get(feature)
        return self._rarest if number is None else float(self._idf[number])

    def postings(self, feature: str) -> tuple[NDArray[np.int32], Vector]:
        """The documents that have the feature, and its weight in each."""
        number = self._numbers.get(feature)
        part = slice(0, 0) if number is None else slice(self._starts[number], self._starts[number + 1])
        return self._holders[part], self._weights[part]

    def scores(self, request: Mapping[str, float]) -> Vector:
        """The weighted sum of the request's features for every document."""
        known = [
            (number, w)
            for feature, w in request.items()
            if (number := self._numbers.get(feature)) is not None
        ]
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        numbers = np.array([number for number, _ in known])
        starts = self._starts[numbers]
        lengths = self._starts[numbers + 1] - starts
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths)
        gains = np.repeat(np.array([w for _, w in known], dtype=np.float32), lengths) * self._weights[places]
        return np.bincount(self._holders[places], weights=gains, minlength=self.size).astype(np.float32)

    def unit(self, request: Mapping[str, float]) -> dict[str, float]:
        """The request as a unit vector of TF-IDF weights, for an index made by `cosine`."""
        weighted = {feature: weight * self.idf(feature) for feature, weight in request.items()}
        norm = sum(weight * weight for weight in weighted.values()) ** 0.5
        return {feature: weight / norm for feature, weight in weighted.items()} if norm else {}


class _Postings:
    """Feature -> the numbers of its documents and its counts there, packed: thousands of documents fit."""

    def __init__(self, documents: Iterable[Mapping[str, float]]) -> None:
        self.held: dict[str, tuple[array[int], array[float]]] = {}
        self.lengths: list[float] = []
        for number, document in enumerate(documents):
            self.lengths.append(sum(document.values()))
            for feature, count in document.items():
                held = self.held.get(feature)
                if held is None:
                    held = self.held[feature] = (array("i"), array("f"))
                held[0].append(number)
                held[1].append(count)
