"""A message with everything found in it, and of whom each word speaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from bot.person.reading.lexicon import phrase_index, repairs
from bot.person.reading.message import Message, message
from bot.person.reading.owners import owners
from bot.person.reading.patterns import Hit
from bot.person.reading.tables import among


@dataclass(frozen=True)
class Scan:
    """`asked`: the question that stands, or None. `is_spoken_of`: the talk is about somebody else already."""

    said: Message
    hits_by_family: dict[str, tuple[Hit, ...]]
    asked: str | None = None
    is_spoken_of: bool = False

    def hits(self, *families: str) -> list[Hit]:
        """Where phrases of these families stand, in order."""
        found = [hit for family in families for hit in self.hits_by_family.get(family, ())]
        return sorted(found, key=lambda hit: (hit.first, -hit.last))

    def has(self, *families: str) -> bool:
        return any(self.hits_by_family.get(family) for family in families)

    def within(self, family: str, first: int, last: int) -> bool:
        """Does a phrase of the family stand wholly among these words?"""
        return any(first <= hit.first and hit.last <= last for hit in self.hits_by_family.get(family, ()))

    def prefixed(self, start: str) -> Iterator[tuple[str, tuple[Hit, ...]]]:
        """Families whose names begin so, by the rest of their names, without `x!`."""
        for family, hits in self.hits_by_family.items():
            if family.startswith(start) and not family.endswith("!") and hits:
                yield family.removeprefix(start), hits

    def is_repaired(self, first: int, last: int) -> bool:
        """Was a slip mended in one of these words?"""
        words = self.said.words[first:last]
        return any(not self.said.text.startswith(word.form, word.start) for word in words)

    def clause(self, index: int) -> tuple[int, int]:
        """The words of the clause around a word: first, last + 1."""
        return self._clauses[index]

    @cached_property
    def _clauses(self) -> tuple[tuple[int, int], ...]:
        """Word by word: the first and the last + 1 of its clause."""
        bounds: list[tuple[int, int]] = []
        for _, words in groupby(self.said.words, key=lambda word: word.clause):
            first, length = len(bounds), len(tuple(words))
            bounds += [(first, first + length)] * length
        return tuple(bounds)

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """Where «а», «но» and the like stand."""
        return tuple(index for index, word in enumerate(self.said.words) if among(word.form, "breaks"))

    def of_another(self, index: int) -> bool:
        """Is a word said of somebody else?"""
        return self._owners[index]

    @cached_property
    def _owners(self) -> tuple[bool, ...]:
        named = any(self.prefixed("people.whom_"))
        return owners(self.said, self.hits_by_family, is_spoken_of=self.is_spoken_of or named)


def scan(text: str, asked: str | None, *, is_spoken_of: bool = False) -> Scan:
    """Find everything that the lexicon knows."""
    said = message(text).respelt(repairs().repaired)
    return Scan(said, dict(phrase_index().hits(said)), asked, is_spoken_of)
