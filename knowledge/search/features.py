"""What the index knows a text by: dictionary forms of words and character n-grams of these."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

_SIZES: Final = (3, 4, 5)
_SHORTEST_WORD: Final = 2


def word_counts(lemmas: Iterable[str], weight: float = 1.0) -> dict[str, float]:
    """Lemma -> how often, times the weight; letters alone are left out."""
    counts = Counter(lemma for lemma in lemmas if len(lemma) >= _SHORTEST_WORD)
    return {lemma: count * weight for lemma, count in counts.items()}


def gram_counts(words: Mapping[str, float]) -> dict[str, float]:
    """Character 3-5-grams of weighted words, each word bounded by `<` and `>`."""
    counts: dict[str, float] = {}
    for word, count in words.items():
        for gram in grams(word):
            counts[gram] = counts.get(gram, 0.0) + count
    return counts


@lru_cache(maxsize=50_000)
def grams(word: str) -> tuple[str, ...]:
    """The n-grams of one word."""
    bounded = f"<{word}>"
    return tuple(bounded[start : start + size] for size in _SIZES for start in range(len(bounded) - size + 1))


def word_and_grams(word: str) -> tuple[str, ...]:
    """The word itself and its n-grams."""
    return (word, *grams(word))


def merged(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The sum of weighted counts."""
    total: dict[str, float] = {}
    for part in parts:
        for feature, count in part.items():
            total[feature] = total.get(feature, 0.0) + count
    return total
