"""A place and a place found in a text."""

from dataclasses import dataclass
from enum import IntEnum


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody lives, by canonical names; no municipality means that only the region is known."""

    region: str
    municipality: str | None = None


class Role(IntEnum):
    """What the words around a place make of it; only from `FORMER` on may it be home."""

    ELSEWHERE = 0
    STUDY = 1
    FORMER = 2
    ORIGIN = 3
    MENTIONED = 4
    HOME = 5


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place in a text: `text[start:end]` names it as `words`.

    Not `certain`: spelt wrongly, known in several regions, or more often a word than a place. Ask back.
    """

    place: Place
    words: str
    certain: bool
    start: int
    end: int
    role: Role = Role.MENTIONED
