"""Misspelt words of phrases: one slip in a word that no dictionary knows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from knowledge.language.words import is_known

SHORTEST: Final = 6
_SHORTEST_SURE, _SHORTEST_STEM = 4, 5


class Repairs:
    """Knows the words and the beginnings of words that phrases are made of."""

    def __init__(self, forms: Iterable[str], stems: Iterable[str]) -> None:
        self._forms = frozenset(forms)
        known = sorted(set(stems))
        self._stems = tuple(stem for stem in known if len(stem) >= _SHORTEST_SURE)
        self._near_forms = _by_letter(form for form in self._forms if len(form) >= SHORTEST)
        self._near_stems = _by_letter(stem for stem in known if len(stem) >= _SHORTEST_STEM)
        self.repaired = lru_cache(maxsize=20_000)(self._repaired)

    def _repaired(self, form: str) -> str:
        """The word that was meant, or its beginning; the word itself when it is known or nothing is near."""
        if len(form) < SHORTEST or not form.isalpha() or form.isascii():
            return form
        if form in self._forms or form.startswith(self._stems) or is_known(form):
            return form
        return self._nearest_form(form) or self._nearest_stem(form) or form

    def _nearest_form(self, form: str) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        words = self._near_forms.get(form[0], ())
        found = process.extractOne(form, words, scorer=OSA.distance, score_cutoff=1)
        return found[0] if found else None

    def _nearest_stem(self, form: str) -> str | None:
        """The longest beginning that is one slip away."""
        from rapidfuzz.distance import OSA

        near = [
            stem
            for stem in self._near_stems.get(form[0], ())
            if any(OSA.distance(form[: len(stem) + more], stem, score_cutoff=1) <= 1 for more in (-1, 0, 1))
        ]
        return max(near, key=len, default=None)


def _by_letter(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        found[word[0]].append(word)
    return {letter: tuple(some) for letter, some in found.items()}
