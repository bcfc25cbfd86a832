"""A small language for phrases, and finding them all in one pass over the words of a message.

A phrase is words between spaces: `грант*` any ending, `ищу|ищем` either, `моя?` may be missing, `#` a number,
`~` up to two words of any kind, `~~` up to five; `^` and `$` are the ends of a clause; `<kin>` is a
piece that the file names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.person.reading.message import Message

GAPS: Final = {"~": 2, "~~": 5}
_SHORTEST_STEM: Final = 2
_PIECE: Final = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a phrase; `gap`: so many words may stand here."""

    forms: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    number: bool = False
    optional: bool = False
    gap: int = 0

    def fits(self, form: str, value: int | None) -> bool:
        if form in self.forms or (self.number and value is not None):
            return True
        return bool(self.stems) and form.startswith(self.stems)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase and the family that it speaks for."""

    family: str
    elements: tuple[Element, ...]
    at_start: bool
    at_end: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at the words `first` to before `last`."""

    family: str
    first: int
    last: int

    def overlaps(self, other: "Hit") -> bool:
        return self.first < other.last and other.first < self.last


class PhraseIndex:
    """Many phrases, looked up by their first word."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_form: dict[str, list[Phrase]] = defaultdict(list)
        self._by_stem: dict[str, list[Phrase]] = defaultdict(list)
        self._by_number: list[Phrase] = []
        for phrase in phrases:
            first = phrase.elements[0]
            for form in first.forms:
                self._by_form[form].append(phrase)
            for stem in first.stems:
                self._by_stem[stem].append(phrase)
            if first.number:
                self._by_number.append(phrase)
        self._longest = max(map(len, self._by_stem), default=0)

    def hits(self, said: Message) -> Mapping[str, tuple[Hit, ...]]:
        """Family -> where it is found, in order; hits of `x` that overlap one of `x!` are none."""
        found: dict[str, list[Hit]] = defaultdict(list)
        for first in range(len(said.words)):
            for phrase in self._starting(said, first):
                last = _end(said, phrase, first)
                if last is not None:
                    found[phrase.family].append(Hit(phrase.family, first, last))
        return {family: _kept(hits, found.get(f"{family}!", ())) for family, hits in found.items()}

    def _starting(self, said: Message, first: int) -> Iterator[Phrase]:
        word = said.words[first]
        yield from self._by_form.get(word.form, ())
        for length in range(_SHORTEST_STEM, min(len(word.form), self._longest) + 1):
            yield from self._by_stem.get(word.form[:length], ())
        if word.value is not None:
            yield from self._by_number


def _kept(hits: Sequence[Hit], barred: Sequence[Hit]) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits if not any(hit.overlaps(bar) for bar in barred))


def _end(said: Message, phrase: Phrase, first: int) -> int | None:
    """Where a phrase ends whose first word stands at `first`; None when the rest does not fit."""
    if phrase.at_start and not said.starts_clause(first):
        return None
    return _rest(said, phrase, 1, first + 1, said.words[first].clause)


def _rest(said: Message, phrase: Phrase, place: int, at: int, clause: int) -> int | None:
    """Where the phrase ends when its element `place` is tried at word `at`; None when it does not fit."""
    words, count = said.words, len(said.words)
    for place_now in range(place, len(phrase.elements)):
        element = phrase.elements[place_now]
        if element.gap:
            return _after_gap(said, phrase, place_now, at, clause)
        is_there = at < count and words[at].clause == clause
        if is_there and element.fits(words[at].form, words[at].value):
            at += 1
        elif not element.optional:
            return None
    return at if not phrase.at_end or said.ends_clause(at - 1) else None


def _after_gap(said: Message, phrase: Phrase, place: int, at: int, clause: int) -> int | None:
    """The nearest end of the phrase when up to `gap` words stand here."""
    for start in range(at, at + phrase.elements[place].gap + 1):
        end = _rest(said, phrase, place + 1, start, clause)
        if end is not None:
            return end
        if start >= len(said.words) or said.words[start].clause != clause:
            return None
    return None


def compiled(family: str, text: str, pieces: Mapping[str, str]) -> Phrase:
    """Read a phrase.

    Raises: ValueError for a phrase that names an unknown piece or does not begin with a word.
    """
    parts = text.split()
    at_start, at_end = parts[0] == "^", parts[-1] == "$"
    elements = tuple(_element(_spelt_out(part, pieces)) for part in parts if part not in ("^", "$"))
    if not elements or elements[0].gap or elements[0].optional:
        raise ValueError(f"{family}: {text!r} must begin with a word")
    return Phrase(family, elements, at_start, at_end)


@cache
def _element(part: str) -> Element:
    """An element whose pieces are spelt out; equal ones are one object."""
    if part in GAPS:
        return Element(gap=GAPS[part])
    choices = part.removesuffix("?").split("|")
    stems = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
    if any(len(stem) < _SHORTEST_STEM for stem in stems):
        raise ValueError(f"{part!r}: a stem needs {_SHORTEST_STEM} letters")
    forms = frozenset(choice for choice in choices if not choice.endswith("*") and choice != "#")
    return Element(forms, stems, number="#" in choices, optional=part.endswith("?"))


def _spelt_out(part: str, pieces: Mapping[str, str]) -> str:
    """The part with the words of its pieces, which may name others."""
    while match := _PIECE.search(part):
        if match[1] not in pieces:
            raise ValueError(f"no piece is called {match[1]!r}")
        part = part[: match.start()] + pieces[match[1]] + part[match.end() :]
    return part
