"""Words of a message, and which of them can be parts of a person's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from knowledge.language.redaction.name_lexicon import first_names, name_lexicon
from knowledge.language.words import is_known, lemma, readings

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+){0,3}")
_RUSSIAN: Final = re.compile(r"[\u0400-\u04ff'\u2019-]+")
_LONGEST: Final = 40
_SHORTEST: Final = 2
_SHORTEST_SURNAME: Final = 4
_SURE_ABBREVIATION, _LONGEST_ABBREVIATION = 3, 5
_MOST_COMMON: Final = 0.45
"""A word that is an ordinary word more often than this is a name only where a name is expected."""
_LIKELY_SURNAME, _POSSIBLE_SURNAME = 0.55, 0.15
_RARE_FORMS: Final = frozenset({"GRND", "COMP", "impr"})
"""Forms of verbs that coincide with names («Юля», «Коля») and are hardly ever written in chats."""
_PROPER: Final = ("Name", "Surn", "Patr", "Geox")
_SHOWN: Final = (*_PROPER, "NOUN")


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a word may be a first name, a surname, a patronymic; `firm`: without help of its neighbours."""

    firm_first: bool = False
    first: bool = False
    firm_surname: bool = False
    surname: bool = False
    patronymic: bool = False
    is_known: bool = False
    is_thing: bool = False
    """A noun, or a word that is no dictionary word at all: what a name may look like."""

    @property
    def is_part(self) -> bool:
        """Whether it may be any part of a name."""
        return self.first or self.surname or self.patronymic


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `[start:end]`; `is_capital` only when that tells something (not in a text in capitals)."""

    plain: str
    start: int
    end: int
    is_capital: bool
    opens: bool
    """Whether it begins a sentence, so that its capital tells nothing."""
    is_abbreviation: bool = False

    @property
    def reading(self) -> Reading:
        """What it may be."""
        found = read(self.plain)
        is_name = found.firm_first and found.is_known and len(self.plain) > _SURE_ABBREVIATION
        return Reading(is_thing=True) if self.is_abbreviation and not is_name else found

    @property
    def ends_as_surname(self) -> bool:
        """Whether it has the ending of one, dictionary word or not."""
        return len(self.plain) > _SHORTEST_SURNAME and self.plain.endswith(name_lexicon().surname_endings)

    @property
    def looks_foreign(self) -> bool:
        """Whether it is no dictionary word and has a capital inside a sentence: a rare name may be."""
        is_word = len(self.plain) > _SHORTEST and _RUSSIAN.fullmatch(self.plain) is not None
        is_word = is_word and self.plain not in name_lexicon().stop
        return self.stands_out and is_word and not self.is_abbreviation and not read(self.plain).is_known

    @property
    def stands_out(self) -> bool:
        """Whether it has a capital in the middle of a sentence."""
        return self.is_capital and not self.opens


def words_of(seen: str, plain: str) -> list[Word]:
    """The words of a text in order."""
    letters = [letter for letter in seen if letter.isalpha()]
    is_shouted = sum(letter.isupper() for letter in letters) * 2 > len(letters)
    return list(_words(seen, plain, is_shouted=is_shouted))


def _words(seen: str, plain: str, *, is_shouted: bool) -> Iterator[Word]:
    end = 0
    for found in _WORD.finditer(plain):
        gap = plain[end : found.start()]
        opens = end == 0 or any(mark in gap for mark in ".!?\n")
        end = found.end()
        is_capital = seen[found.start()].isupper() and not is_shouted
        is_short = (
            is_capital
            and len(found[0]) <= _LONGEST_ABBREVIATION
            and seen[found.start() : found.end()].isupper()
        )
        yield Word(found[0], *found.span(), is_capital, opens, is_abbreviation=is_short and len(found[0]) > 1)


@lru_cache(maxsize=20_000)
def read(word: str) -> Reading:
    """What a word in lower case may be; words of two halves are as their halves."""
    if len(word) > _LONGEST or not _RUSSIAN.fullmatch(word) or word in name_lexicon().stop:
        return Reading()
    halves = [half for half in re.split(r"['\u2019-]", word) if half]
    if len(halves) > 1:
        return _joined([_read(half) for half in halves])
    return _read(word)


def has_genitive(word: str) -> bool:
    """Whether one of the readings is a genitive: «на Томина»."""
    return any("gent" in marks for marks, _ in readings(word))


def may_be_genitive(word: str) -> bool:
    """Whether something may bear this name: «имени Маяковского», «фонд Тимченко»."""
    cases = [marks for marks, _ in readings(word)]
    return any("gent" in marks for marks in cases) and not ("nomn" in cases[0] and "Fixd" not in cases[0])


def _joined(parts: list[Reading]) -> Reading:
    is_first, is_surname = all(part.first for part in parts), any(part.firm_surname for part in parts)
    return Reading(
        firm_first=all(part.firm_first for part in parts),
        first=is_first,
        firm_surname=is_surname and all(part.surname for part in parts),
        surname=is_surname,
        is_thing=all(part.is_thing for part in parts),
    )


def _read(word: str) -> Reading:
    return _read_known(word) if is_known(word) else _read_unknown(word)


def _read_known(word: str) -> Reading:
    shares, lexicon = _shares(word), name_lexicon()
    is_common = 1 - sum(shares.get(mark, 0) for mark in (*_PROPER, "rare")) > _MOST_COMMON
    is_listed = not nominatives(word).isdisjoint(lexicon.firsts)
    is_double = word in lexicon.doubles or lemma(word) in lexicon.doubles
    is_first = is_listed or "Name" in shares or is_double
    return Reading(
        firm_first=is_first and not is_common and not is_double,
        first=is_first,
        firm_surname=shares.get("Surn", 0) >= _LIKELY_SURNAME,
        surname=shares.get("Surn", 0) >= _POSSIBLE_SURNAME,
        patronymic="Patr" in shares and not is_common,
        is_known=True,
        is_thing="NOUN" in shares or is_first or "Surn" in shares,
    )


def _read_unknown(word: str) -> Reading:
    """What the dictionary does not know is read by lists and endings: guessing takes milliseconds a word."""
    lexicon = name_lexicon()
    is_listed = not nominatives(word).isdisjoint(first_names())
    ends_as_surname = len(word) > _SHORTEST_SURNAME and word.endswith(lexicon.surname_endings)
    return Reading(
        firm_first=is_listed and word not in lexicon.doubles,
        first=is_listed or word in lexicon.doubles,
        firm_surname=ends_as_surname,
        surname=ends_as_surname,
        patronymic=len(word) > _SHORTEST_SURNAME and word.endswith(lexicon.patronymic_endings),
        is_thing=True,
    )


def _shares(word: str) -> dict[str, float]:
    """How likely the word is each kind of name, something rare, a noun; at most 1 all together."""
    found = readings(word)
    total = sum(score for _, score in found) or 1
    shares: dict[str, float] = {}
    for marks, score in found:
        shown = next((mark for mark in _SHOWN if mark in marks), "other")
        kind = "rare" if shown not in _PROPER and marks & _RARE_FORMS else shown
        shares[kind] = shares.get(kind, 0) + score / total
    return shares


@lru_cache(maxsize=20_000)
def nominatives(word: str) -> frozenset[str]:
    """The word and what it may be a case of: «аделей», «аделю» -> «аделя»; «дамиру» -> «дамир», «дамира»."""
    forms = {word, lemma(word)} if is_known(word) else {word}
    for cut in (1, 2):
        stem = word[:-cut]
        if len(stem) > 2:
            forms |= {stem + ending for ending in name_lexicon().cases.get(word[-cut:], ())}
    return frozenset(forms)
