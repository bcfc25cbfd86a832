"""Noticing that somebody may be in danger or feels bad (crisis.yaml): checked before anything else."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.dialogue.crisis_spelling import readings
from knowledge.language.words import is_known, normalise

PATH: Final = Path(__file__).with_name("crisis.yaml")
LONGEST: Final = 20_000
CARE: Final = "care"
"""Under this name a talk remembers, of who agreed to be remembered, for how many turns we listen closely."""
Danger = Literal["self_harm", "violence", "lured", "home", "friend", "soft"]
Mood = Literal["fine", "low"]
Patterns = tuple[re.Pattern[str], ...]
_NOT_LETTERS: Final = re.compile(r"(?:[^\w,]|_)+")
_ENDS: Final = re.compile(r"[.!?;:…\n()]+")
_SHORTEST_GLUED: Final = 8
_ANY_WORD: Final = re.compile(r"\[.-.\]")
_WORDS_BETWEEN: Final = re.compile(
    r"\(\?:(?:\(\?!(?:[^()]|\([^()]*\))*\))?(?:\[.-.\]\{\d,\d+\},?\?? | \[.-.\]\{\d,\d+\})\)(?:\{0,\d+\}|\?)"
)
"""In a pattern: words of any kind that may stand between those that it names."""
_PIECE: Final = re.compile(r"<([a-z_]+)>")


class CrisisPatterns(BaseModel):
    """Patterns of danger, and of what only looks like it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    not_: Patterns = Field(alias="not")
    self_harm: Patterns
    violence: Patterns
    lured: Patterns
    home: Patterns
    friend: Patterns
    soft: Patterns
    fine: Patterns
    low: Patterns
    alone_fine: Patterns
    alone_low: Patterns
    burdens: Patterns
    request: Patterns

    @model_validator(mode="before")
    @classmethod
    def _spell_out(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Put the pieces of `words` where patterns name them.

        Raises: KeyError when a pattern names a piece that is not there.
        """
        pieces: dict[str, str] = data["words"]
        families = {name: listed for name, listed in data.items() if name != "words"}
        return {
            name: [_PIECE.sub(lambda piece: pieces[piece[1]], pattern) for pattern in listed]
            for name, listed in families.items()
        }


@cache
def patterns() -> CrisisPatterns:
    """The shipped patterns, read once."""
    return CrisisPatterns.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))


def crisis_in(text: str) -> Danger | None:
    """The gravest trouble that the words speak of; None for all other messages."""
    known = patterns()
    plain = _plain(text)
    for reading in (plain, *readings(plain)):
        if danger := _danger(_cut(reading, known.not_)):
            return danger
    return "soft" if _any(known.soft, _cut(_sentences(text), known.not_)) else None


def _danger(plain: str) -> Danger | None:
    """The gravest danger to the writer, to somebody close, or in words without blanks."""
    own = _cut(plain, patterns().friend)
    for danger, family in _dangers():
        if _any(family, own):
            return danger
    return "friend" if own != plain else _danger_without_blanks(plain, _dangers())


@cache
def _dangers() -> tuple[tuple[Danger, Patterns], ...]:
    known = patterns()
    return (
        ("self_harm", known.self_harm),
        ("violence", known.violence),
        ("lured", known.lured),
        ("home", known.home),
    )


def _danger_without_blanks(plain: str, dangers: Sequence[tuple[Danger, Patterns]]) -> Danger | None:
    """Danger in a long word that no dictionary knows: letters typed apart, or words typed without blanks.

    The word before may be the one that still stands by itself: «не хочужить».
    """
    words = plain.replace(",", " ").split()
    for before, word in zip(["", *words], words, strict=False):
        if len(word) >= _SHORTEST_GLUED and not is_known(word):
            for danger, family in dangers:
                if _glued_in(family, before, word):
                    return danger
    return None


def _glued_in(family: Patterns, before: str, word: str) -> bool:
    found = (pattern.search(before + word) for pattern in _without_blanks(family))
    return any(match is not None and match.end() > len(before) for match in found)


@cache
def _without_blanks(family: Patterns) -> Patterns:
    """Patterns that name each of their words, for text without blanks; "any word" would swallow all of it."""
    spelt = (_WORDS_BETWEEN.sub("", pattern.pattern) for pattern in family)
    named = (pattern for pattern in spelt if not _ANY_WORD.search(pattern))
    return tuple(re.compile(pattern.replace(r"\b", "").replace(" ", "")) for pattern in named)


def mood_in(text: str) -> Mood | None:
    """How somebody is after a crisis text, from a short message; None when it speaks of something else."""
    plain = _sentences(text)
    if _any(patterns().fine, plain):
        return "fine"
    return "low" if _any(patterns().low, plain) else None


def mood_alone(text: str) -> Mood | None:
    """How somebody is, from a whole message that is clear without any before it."""
    plain = " ".join(_plain(text).replace(",", " ").split())
    if _any(patterns().alone_fine, plain):
        return "fine"
    return "low" if _any(patterns().alone_low, plain) else None


def asks_besides(text: str) -> str:
    """What is left of words on feeling bad when they ask us for something, too; empty when they do not."""
    said = _cut(_cut(_sentences(text), patterns().not_), patterns().soft)
    left = _cut(said, patterns().burdens)
    return left if _any(patterns().request, left) else ""


def _plain(text: str) -> str:
    return _NOT_LETTERS.sub(" ", normalise(text[:LONGEST])).strip()


def _sentences(text: str) -> str:
    """Plain words with a comma wherever a sentence ends."""
    return re.sub(r"\s+,", ",", _plain(_ENDS.sub(", ", text[:LONGEST])))


def _cut(plain: str, family: Patterns) -> str:
    for pattern in family:
        plain = pattern.sub(" ", plain)
    return plain


def _any(family: Iterable[re.Pattern[str]], plain: str) -> bool:
    return any(pattern.search(plain) for pattern in family)
