"""Features of a text: dictionary forms of words and their character 3-5-grams, rare ones weigh most."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.language.words import lemmas

Numbers = NDArray[np.int32]
Weights = NDArray[np.float64]

_GRAMS: Final = (3, 4, 5)
_SATURATION: Final = 1.2
_SHORTEST_WORD: Final = 2
_WORDS_IN_A_TEXT: Final = 1000
"""More words say nothing new; the bound keeps hostile text cheap."""


@dataclass(frozen=True, slots=True)
class SparseVector:
    """Feature numbers (each once) and their weights; of unit length, or empty when nothing is known."""

    numbers: Numbers
    weights: Weights


class Features:
    """The features that a set of texts has, with how rare each is among them (TF-IDF)."""

    def __init__(self, numbers: Mapping[str, int], rarity: Weights) -> None:
        self._numbers = numbers
        self._of_word: dict[str, Numbers] = {}
        self.rarity = rarity

    @classmethod
    def fit(cls, texts: Sequence[str]) -> Self:
        """Learn the features of texts in any number; the order of the texts does not matter."""
        holders = Counter(word for text in texts for word in _bag(text))
        numbers: dict[str, int] = {}
        for word in sorted(holders):
            for feature in _features(word):
                numbers.setdefault(feature, len(numbers))
        features = cls(numbers, np.ones(len(numbers)))
        for word in holders:
            features._of_word[word] = features._known(word)
        counts = np.zeros(len(numbers))
        for text in texts:
            counts[features.vector(text).numbers] += 1
        return cls._weighted(features, np.log1p(len(texts) / np.maximum(counts, 1)))

    @classmethod
    def _weighted(cls, plain: Self, rarity: Weights) -> Self:
        features = cls(plain._numbers, rarity)
        features._of_word = plain._of_word
        return features

    def vector(self, text: str) -> SparseVector:
        """The known features of a text."""
        bag = _bag(text)
        parts = [self._of_word[word] if word in self._of_word else self._known(word) for word in bag]
        if not parts:
            return SparseVector(np.empty(0, np.int32), np.empty(0))
        times = np.repeat(list(bag.values()), [len(part) for part in parts])
        numbers, place = np.unique(np.concatenate(parts), return_inverse=True)
        counts = np.bincount(place, weights=times, minlength=len(numbers))
        weights = counts / (counts + _SATURATION) * self.rarity[numbers]
        return SparseVector(numbers, weights / (np.linalg.norm(weights) or 1.0))

    def _known(self, word: str) -> Numbers:
        known = (self._numbers[feature] for feature in _features(word) if feature in self._numbers)
        return np.fromiter(known, np.int32)


def _bag(text: str) -> Counter[str]:
    return Counter(word for word in islice(lemmas(text), _WORDS_IN_A_TEXT) if len(word) >= _SHORTEST_WORD)


def _features(word: str) -> Iterator[str]:
    yield f"={word}"
    bounded = f"<{word}>"
    for size in _GRAMS:
        yield from (bounded[start : start + size] for start in range(len(bounded) - size + 1))
