"""A planning problem as whole numbers: candidates, where they may stand in time, what binds them together.

Months count from the month of today, which is 0. This is all that the solver knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from zlib import crc32


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A step in time: it takes `minutes` of every month from `start` to `finish`, both included."""

    start: int
    finish: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure that may become a step."""

    id: str
    covers: frozenset[str]
    fit: int
    benefit: int
    effort: int
    """Hours in all."""
    is_federal: bool
    places: tuple[Place, ...]
    undated: bool
    """May stand in the path without a date (then it has no places): nobody knows when one can apply."""
    wants: tuple[frozenset[str], ...] = ()
    """Of each group one fact must be given by a step that finishes earlier."""
    gives: frozenset[str] = frozenset()
    spoilt_by: frozenset[str] = frozenset()
    """Facts after which it is too late: no step that gives one may finish before this one starts."""
    is_reliable: bool = True
    is_contest: bool = False
    fixed: bool = False
    """Done or under way: it stands at its only place."""
    wanted: bool = False
    """Asked for: it stands wherever it can."""

    @property
    def only_unlocks(self) -> bool:
        """Does it fill no need of its own?"""
        return not self.covers

    @property
    def weight(self) -> int:
        """What settles ties: its hours, and a number from 1 to 97 made from its id."""
        return self.effort + crc32(self.id.encode()) % 97 + 1

    def unlocks(self, wanted: frozenset[str]) -> bool:
        """Can a step build on it for one of the wanted facts?"""
        return self.is_reliable and not self.undated and not self.gives.isdisjoint(wanted)


@dataclass(frozen=True)
class Problem:
    """What to choose from, and the bounds; `candidates` are in the order of their ids."""

    candidates: tuple[Candidate, ...]
    exclusions: frozenset[tuple[str, str]]
    """Pairs, each in the order of ids."""
    needs: frozenset[str]
    """The stated needs."""
    months: int
    minutes_a_month: int
    most_steps: int
    """The done ones included."""
    seats: tuple[int, ...] = ()
    """What the first, second ... step for one need costs, never less than the one before; no more may sit.
    Every step that fills a need sits at one of its needs; none: nobody has to sit."""

    @cached_property
    def by_id(self) -> Mapping[str, Candidate]:
        """Id -> candidate."""
        return {candidate.id: candidate for candidate in self.candidates}


DONE: Final = Place(0, -1, 0)
"""Where a step stands that is done: what it gives is there from the first month on."""

Chosen = Mapping[str, Place | None]
"""A path as the solver sees it: id -> its place in time, None for a step without a date."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The best path found; `gap`: by which share the first level that is not proven may still be better."""

    chosen: Chosen
    gap: float
    is_proven: bool
