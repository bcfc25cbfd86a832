"""Words of Russian text: one spelling, the words in order, their dictionary forms."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from knowledge.language.legible import legible

if TYPE_CHECKING:
    import pymorphy3

_RUSSIAN: Final = re.compile(r"[\u0400-\u04ff]+")
_RUNS: Final = re.compile(r"\d+|[^\W\d_]+")
_YO, _YE = chr(0x451), chr(0x435)
_MOST_FORMS: Final = 50_000
_forms: dict[str, str] = {}
"""Words met so far with their dictionary forms: analysing one takes 0.2 ms."""
_LETTERS_IN_A_WORD: Final = 64
"""Longer runs of letters are noise; cutting them keeps hostile text cheap."""


def normalise(text: str) -> str:
    """The legible text in lower case, with one letter for «е» and «ё»."""
    return legible(text).lower().replace(_YO, _YE)


def words(text: str) -> list[str]:
    """The normalised words of a text in order; digits glued to letters are words of their own."""
    return [run[:_LETTERS_IN_A_WORD] for run in _RUNS.findall(normalise(text))]


def lemma(word: str) -> str:
    """The dictionary form of one normalised word: «грантами» -> «грант»; unknown words are guessed."""
    return _lemma(word)


def lemmas(text: str) -> list[str]:
    """The dictionary forms of the words of a text, in order."""
    return [_lemma(word) for word in words(text)]


def known_forms() -> Mapping[str, str]:
    """Word -> dictionary form for the words met so far."""
    return dict(_forms)


def learn_forms(forms: Mapping[str, str]) -> None:
    """Take over forms that were analysed before."""
    _forms.update(forms)


def is_known(word: str) -> bool:
    """Whether the dictionary holds this normalised word in exactly this form."""
    return bool(_RUSSIAN.fullmatch(word)) and bool(_analyzer().word_is_known(word))


@lru_cache(maxsize=50_000)
def is_noun(word: str) -> bool:
    """Whether a normalised word is most likely a noun."""
    return bool(_RUSSIAN.fullmatch(word)) and "NOUN" in _analyzer().parse(word)[0].tag


@lru_cache(maxsize=50_000)
def is_adjective(word: str) -> bool:
    """Whether a normalised word is most likely an adjective, «мой» and «первый» among them."""
    return bool(_RUSSIAN.fullmatch(word)) and "ADJF" in _analyzer().parse(word)[0].tag


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[tuple[frozenset[str], float], ...]:
    """What a normalised word may be: pymorphy3's grammatical marks (NOUN, Name, gent), and how likely."""
    parsed = _analyzer().parse(word) if _RUSSIAN.fullmatch(word) else ()
    return tuple((frozenset(one.tag.grammemes), one.score) for one in parsed)


def _lemma(word: str) -> str:
    found = _forms.get(word)
    if found is None:
        if len(_forms) >= _MOST_FORMS:
            _forms.clear()
        found = _forms[word] = _analysed(word)
    return found


def _analysed(word: str) -> str:
    if not _RUSSIAN.fullmatch(word):
        return word
    return normalise(_analyzer().parse(word)[0].normal_form)


@lru_cache(maxsize=1)
def _analyzer() -> "pymorphy3.MorphAnalyzer":
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
