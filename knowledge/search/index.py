"""A sparse index: features of documents -> postings in numpy arrays; scores of all documents at once."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Documents = Iterable[Mapping[str, float]]
Parts = Callable[[str], Iterable[str]]
Weigh = Callable[[NDArray[np.floating], NDArray[np.int32], Vector], NDArray[np.floating]]

_SATURATION: Final = 1.2
_LENGTH_PENALTY: Final = 0.4
_Batch = tuple[NDArray[np.int32], NDArray[np.int32], Vector]
_NO_FEATURES: Final = np.empty(0, np.int32)
_NOTHING: Final[_Batch] = (_NO_FEATURES, _NO_FEATURES, np.empty(0, np.float32))
_FEW: Final = 4
"""So many features are not worth the one pass that serves many."""
_AT_ONCE: Final = 500
"""So many documents are sorted at a time: all of thousands would take hundreds of megabytes."""


def itself(word: str) -> tuple[str]:
    """Words are the features."""
    return (word,)


class SparseIndex:
    """Postings of weighted features, end to end in two arrays: weights hold all that no request changes.

    Documents come as word -> count (a field's weight may scale it); `parts` are the features of one word.
    """

    def __init__(self, postings: "_Postings", weigh: Weigh) -> None:
        self.size = postings.size
        self._numbers = postings.numbers
        self._starts = postings.starts
        self._bounds: list[int] = self._starts.tolist()
        self._holders = postings.holders
        self._idf = np.log1p(self.size / (np.diff(self._starts) + 0.5))
        self._told: list[float] = self._idf.tolist()
        self._rarest = float(np.log1p(self.size))
        idf = np.repeat(self._idf, np.diff(self._starts))
        self._weights: Vector = weigh(idf, self._holders, postings.counts).astype(np.float32)

    @classmethod
    def bm25(cls, documents: Documents, parts: Parts = itself) -> Self:
        """Counts are saturated, and in long documents they count less."""
        postings = _Postings(documents, parts)
        lengths = np.bincount(postings.holders, weights=postings.counts, minlength=postings.size)
        usual = (float(lengths.mean()) if postings.size else 0.0) or 1.0
        penalty = _SATURATION * (1 - _LENGTH_PENALTY + _LENGTH_PENALTY * lengths / usual)
        return cls(postings, lambda idf, where, counts: idf * counts / (counts + penalty[where]))

    @classmethod
    def cosine(cls, documents: Documents, parts: Parts = itself) -> Self:
        """Documents as unit vectors of TF-IDF weights; a score is then a cosine if the request is one too."""
        index = cls(_Postings(documents, parts), lambda idf, _, counts: idf * np.sqrt(counts))
        squares = np.bincount(index._holders, weights=index._weights**2, minlength=index.size)
        index._weights /= np.sqrt(np.maximum(squares, 1e-12))[index._holders].astype(np.float32)
        return index

    def __contains__(self, feature: str) -> bool:
        return feature in self._numbers

    def idf(self, feature: str) -> float:
        """How much the feature tells; the most for one that no document has."""
        number = self._numbers.get(feature)
        return self._rarest if number is None else self._told[number]

    def postings(self, feature: str) -> tuple[NDArray[np.int32], Vector]:
        """The documents that have the feature, and its weight in each."""
        number = self._numbers.get(feature)
        part = slice(0, 0) if number is None else slice(self._bounds[number], self._bounds[number + 1])
        return self._holders[part], self._weights[part]

    def scores(self, request: Mapping[str, float]) -> Vector:
        """The weighted sum of the request's features for every document."""
        known = [
            (number, w)
            for feature, w in request.items()
            if (number := self._numbers.get(feature)) is not None
        ]
        if len(known) < _FEW:
            return self._summed(known)
        numbers = np.array([number for number, _ in known])
        starts = self._starts[numbers]
        lengths = self._starts[numbers + 1] - starts
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths)
        gains = np.repeat(np.array([w for _, w in known], dtype=np.float32), lengths) * self._weights[places]
        return np.bincount(self._holders[places], weights=gains, minlength=self.size).astype(np.float32)

    def _summed(self, known: Iterable[tuple[int, float]]) -> Vector:
        """The same for a few features, one after the other."""
        scores = np.zeros(self.size, dtype=np.float32)
        for number, weight in known:
            part = slice(self._bounds[number], self._bounds[number + 1])
            scores[self._holders[part]] += weight * self._weights[part]
        return scores

    def unit(self, request: Mapping[str, float]) -> dict[str, float]:
        """The request as a unit vector of TF-IDF weights, for an index made by `cosine`."""
        weighted = {feature: weight * self.idf(feature) for feature, weight in request.items()}
        norm = sum(weight * weight for weight in weighted.values()) ** 0.5
        return {feature: weight / norm for feature, weight in weighted.items()} if norm else {}


class _Postings:
    """Which documents hold which feature and how often: by feature, then by document."""

    def __init__(self, documents: Documents, parts: Parts) -> None:
        self.numbers: dict[str, int] = {}
        self.size = 0
        self._parts = parts
        self._of_word: dict[str, NDArray[np.int32]] = {}
        left = iter(documents)
        batches = [self._sorted(batch) for batch in iter(lambda: list(islice(left, _AT_ONCE)), [])]
        features, holders, counts = (
            np.concatenate(column) for column in zip(*batches or [_NOTHING], strict=True)
        )
        order = np.argsort(features, kind="stable")
        self.holders: NDArray[np.int32] = holders[order]
        self.counts: Vector = counts[order]
        of_each = np.bincount(features, minlength=len(self.numbers))
        self.starts: NDArray[np.int64] = np.concatenate(([0], np.cumsum(of_each)))

    def _sorted(self, batch: list[Mapping[str, float]]) -> _Batch:
        """Features, their holders and counts; each pair of feature and holder once."""
        words = [(row, word, count) for row, one in enumerate(batch) for word, count in one.items()]
        parts = [_NO_FEATURES, *(self._features(word) for _, word, _ in words)]
        lengths = [len(part) for part in parts[1:]]
        rows = np.repeat(np.array([row for row, _, _ in words], np.int64), lengths)
        counts = np.repeat(np.array([count for _, _, count in words], np.float32), lengths)
        pairs = np.concatenate(parts) * np.int64(_AT_ONCE) + rows
        order = np.argsort(pairs)
        pairs = pairs[order]
        starts = np.flatnonzero(np.diff(pairs, prepend=-1))
        once = pairs[starts]
        sums = np.add.reduceat(counts[order], starts) if len(starts) else counts
        holders = (once % _AT_ONCE + self.size).astype(np.int32)
        self.size += len(batch)
        return (once // _AT_ONCE).astype(np.int32), holders, sums

    def _features(self, word: str) -> NDArray[np.int32]:
        found = self._of_word.get(word)
        if found is None:
            numbers = self.numbers
            parts = [numbers.setdefault(part, len(numbers)) for part in self._parts(word)]
            found = self._of_word[word] = np.array(parts, np.int32)
        return found
