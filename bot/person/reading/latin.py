"""Russian in Latin letters: «mne 17 zhivu v kurgane»."""

import re
from typing import Final

from knowledge.language.words import is_known
from knowledge.places.index import transliterate

_LATIN: Final = re.compile(r"[a-z]+(?:'[a-z]*)?")
_RUSSIAN: Final = re.compile(r"[\u0400-\u04ff]")
_WORDS_AT_LEAST: Final = 3
_TELLING: Final = 3
"""Shorter words are Russian in too many readings."""


def in_russian(plain: str) -> str:
    """A normalised text in Russian letters, when it is all in Latin ones and half of it is Russian then."""
    words = _LATIN.findall(plain)
    if len(words) < _WORDS_AT_LEAST or _RUSSIAN.search(plain):
        return plain
    told = [transliterate(word) for word in words if len(word) >= _TELLING]
    if not told or sum(map(is_known, told)) * 2 < len(told):
        return plain
    return _LATIN.sub(lambda word: transliterate(word[0]), plain)
