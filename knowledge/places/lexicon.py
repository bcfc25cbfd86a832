"""The words by which a place is recognised (words.yaml)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict

PATH: Final = Path(__file__).with_name("words.yaml")

Cue = Literal["near", "home", "self", "moved", "wish", "study", "registered"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Prepositions(_Part):
    """Where to and where from."""

    into: frozenset[str]
    from_: frozenset[str]


class Layout(_Part):
    """Two keyboards, key by key."""

    latin: str
    russian: str


class Lookalikes(_Part):
    """Place names that may mean something else: in all cases, as single forms, by ending."""

    names: tuple[str, ...]
    forms: tuple[str, ...]
    endings: tuple[str, ...]


class Lexicon(_Part):
    """What words.yaml holds; the file says what each part is for."""

    endings: Mapping[str, tuple[str, ...]]
    areas: Mapping[str, tuple[str, ...]]
    fillers: frozenset[str]
    ordinal_endings: frozenset[str]
    settlements: frozenset[str]
    prepositions: Prepositions
    cues: Mapping[Cue, tuple[str, ...]]
    now: frozenset[str]
    negations: frozenset[str]
    others: frozenset[str]
    words: Lookalikes
    surnames: Lookalikes
    transliteration: Mapping[str, str]
    layout: Layout


@cache
def lexicon() -> Lexicon:
    """The shipped words, read once."""
    return Lexicon.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))
