"""What a request says: its words, what they stand for, who speaks, of which age, about which place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from knowledge.language.words import is_adjective, lemma, lemmas
from knowledge.search.lexicon import age_marks, facets, home_words, silent_words, synonyms
from knowledge.search.typed import Repairs

_AGES: Final = range(7, 61)
_CLASSES: Final = range(1, 12)
_AGE_AT_FIRST_CLASS: Final = 6
_WORDS_TO_PLACE: Final = 3
_PARTICLE: Final = 2
"""Letters of words such as «не» or «за», which tell nothing even inside a phrase."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the request as it was meant, its lemma, and the lemmas of official words for it."""

    said: str
    word: str
    also: tuple[str, ...]
    silent: bool
    of_home: bool = False
    """It only says where somebody lives: no matter that an answer must speak of."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request taken apart. `facets` holds facet -> words of the vocabulary that it asks for."""

    terms: tuple[Term, ...]
    facets: Mapping[str, frozenset[str]]
    age: int | None


def understand(text: str, repairs: Repairs, places: frozenset[str] = frozenset()) -> Request:
    """Take a request apart. `places`: lemmas that only say where."""
    meant = repairs.words(text)
    said = [lemma(word) for word in meant]
    loose = {place for place, word in enumerate(meant) if is_adjective(word)}
    return Request(
        terms=_terms(meant, said, silent_words() | places, _home(said, places), loose),
        facets={
            facet: frozenset(spoken.meaning for spoken in lexicon.find(said, loose))
            for facet, lexicon in facets().items()
        },
        age=_age(said),
    )


def _home(said: Sequence[str], places: frozenset[str]) -> frozenset[int]:
    """Where «живу» of «живу в Кургане» stands, which tells no more than the place."""
    return frozenset(
        at
        for at, word in enumerate(said)
        if word in home_words() and not places.isdisjoint(said[at + 1 : at + 1 + _WORDS_TO_PLACE])
    )


def _terms(
    meant: Sequence[str],
    said: Sequence[str],
    silent: frozenset[str],
    of_home: frozenset[int],
    loose: Collection[int],
) -> tuple[Term, ...]:
    meanings: list[set[str]] = [set() for _ in said]
    idioms: set[int] = set()
    for spoken in synonyms().find(said, loose):
        if silent.issuperset(said[place] for place in spoken.places):
            idioms.update(place for place in spoken.places if len(said[place]) > _PARTICLE)
        for place in spoken.places:
            meanings[place].update(_official(spoken.meaning))
    return tuple(
        Term(
            written,
            word,
            tuple(sorted(also - {word})),
            place not in idioms and (word in silent or not word.isalpha()),
            place in of_home,
        )
        for place, (written, word, also) in enumerate(zip(meant, said, meanings, strict=True))
    )


@cache
def _official(meaning: str) -> frozenset[str]:
    return frozenset(word for word in lemmas(meaning) if word not in silent_words())


def _age(said: Sequence[str]) -> int | None:
    """Full years that the writer names, or those of the class at school."""
    marks = age_marks()
    for place, word in enumerate(said):
        if not _is_number(word) or len(word) > 2:
            continue
        number = int(word)
        after = said[place + 1] if place + 1 < len(said) else ""
        before = said[place - 1] if place else ""
        if number in _AGES and (after in marks["years"] or before in marks["speaker"]):
            return number
        if number in _CLASSES and after in marks["school_class"]:
            return number + _AGE_AT_FIRST_CLASS
    return None


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()
