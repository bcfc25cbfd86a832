"""A message with everything found in it, and of whom each word speaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from bot.person.reading.lexicon import phrase_index, repairs
from bot.person.reading.message import Message, message
from bot.person.reading.patterns import Hit
from bot.person.reading.tables import pattern


@dataclass(frozen=True)
class Scan:
    """`asked`: the question that stands, or None."""

    said: Message
    hits_by_family: dict[str, tuple[Hit, ...]]
    asked: str | None = None

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

    def of_another(self, index: int) -> bool:
        """Is a word said of somebody else?"""
        return self._owners[index]

    @cached_property
    def _owners(self) -> tuple[bool, ...]:
        """Word by word: of somebody else? Kin begin it; «я», a verb of the first person, a clause end it."""
        others = {hit.first for hit in self.hits("people.another")}
        selves = {hit.first for hit in self.hits("people.another_self")}
        owners: list[bool] = []
        is_other = False
        for index, word in enumerate(self.said.words):
            if self.said.starts_clause(index) and index:
                is_new = word.sentence != self.said.words[index - 1].sentence
                is_other = (
                    is_other and not is_new and pattern("third_person").fullmatch(word.form) is not None
                )
            if index in selves or pattern("first_person").fullmatch(word.form):
                is_other = False
            elif index in others:
                is_other = True
            owners.append(is_other)
        return tuple(owners)


def scan(text: str, asked: str | None) -> Scan:
    """Find everything that the lexicon knows."""
    said = message(text).respelt(repairs().repaired)
    return Scan(said, dict(phrase_index().hits(said)), asked)
