"""Noticing that somebody may be in danger (crisis.yaml): checked before anything else."""

import re
from functools import cache
from pathlib import Path
from typing import Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from knowledge.language.words import normalise

PATH: Final = Path(__file__).with_name("crisis.yaml")
LONGEST: Final = 20_000
Danger = Literal["self_harm", "violence"]
_NOT_LETTERS: Final = re.compile(r"(?:[^\w,]|_)+")


class CrisisPatterns(BaseModel):
    """Patterns of danger, and of what only looks like it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    not_: tuple[re.Pattern[str], ...] = Field(alias="not")
    self_harm: tuple[re.Pattern[str], ...]
    violence: tuple[re.Pattern[str], ...]


@cache
def patterns() -> CrisisPatterns:
    """The shipped patterns, read once."""
    return CrisisPatterns.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))


def crisis_in(text: str) -> Danger | None:
    """The kind of danger that the words speak of; None for all other messages."""
    plain = _NOT_LETTERS.sub(" ", normalise(text[:LONGEST]))
    for idiom in patterns().not_:
        plain = idiom.sub(" ", plain)
    if any(pattern.search(plain) for pattern in patterns().self_harm):
        return "self_harm"
    if any(pattern.search(plain) for pattern in patterns().violence):
        return "violence"
    return None
