"""A message as words with their places in the text, spelt so that place names can be compared."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from knowledge.language.words import normalise
from knowledge.places.lexicon import lexicon

_RUN: Final = re.compile(r"\d+|[^\W\d_]+")
_BREAK: Final = re.compile(r"[,;:!?()\n\"«»]|\s[-–—]+\s")
_LONGEST_ABBREVIATION: Final = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word in one spelling, where it stands in the text, and the number of its clause."""

    word: str
    start: int
    end: int
    clause: int = 0


@lru_cache(maxsize=8)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; every way to write a district, a region or a republic becomes one word.

    Several look for places in one message, one after the other: its words are kept for that moment.
    """
    return tuple(_without_fillers(list(_with_areas(list(_runs(text))))))


def spelling(name: str) -> tuple[str, ...]:
    """A name as `tokens` would spell it."""
    return tuple(token.word for token in tokens(name))


def _runs(text: str) -> Iterator[Token]:
    clause, end, last = 0, 0, ""
    for run in _RUN.finditer(text):
        if _ends_clause(text[end : run.start()], last):
            clause += 1
        end, last = run.end(), run.group()
        yield Token(normalise(last), run.start(), end, clause)


def _ends_clause(gap: str, before: str) -> bool:
    """Commas and the like do; a full stop only after a word that is no abbreviation («г. Курган»)."""
    is_word_end = "." in gap and (len(before) > _LONGEST_ABBREVIATION or before.isdigit())
    return is_word_end or _BREAK.search(gap) is not None


@cache
def _areas() -> Mapping[tuple[str, ...], str]:
    return {tuple(form.split()): area for area, forms in lexicon().areas.items() for form in forms}


def _with_areas(runs: list[Token]) -> Iterator[Token]:
    index = 0
    while index < len(runs):
        for length in (2, 1):
            span = runs[index : index + length]
            area = _areas().get(tuple(token.word for token in span))
            if area:
                yield replace(span[0], word=area, end=span[-1].end)
                break
        else:
            length = 1
            yield runs[index]
        index += length


def _without_fillers(words: list[Token]) -> Iterator[Token]:
    district, _, _, _, region = lexicon().areas
    for index, token in enumerate(words):
        following = words[index + 1].word if index + 1 < len(words) else ""
        is_filler = token.word in lexicon().fillers and following == district
        is_ordinal = index > 0 and words[index - 1].word.isdigit() and following == region
        if not (is_filler or (is_ordinal and token.word in lexicon().ordinal_endings)):
            yield token
