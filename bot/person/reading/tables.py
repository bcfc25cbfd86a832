"""Numbers, small sets of words and patterns of the language (tables.yaml)."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

PATH: Final = Path(__file__).with_name("tables.yaml")


class Tables(BaseModel):
    """What tables.yaml holds; the file says what each part is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    numbers: Mapping[int, frozenset[str]]
    months: Mapping[str, int]
    fillers: frozenset[str]
    words: Mapping[str, frozenset[str]]
    retold: Mapping[str, str]
    pronouns: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]


@cache
def tables() -> Tables:
    """The shipped tables, read once."""
    return Tables.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))


def among(word: str, name: str) -> bool:
    """Is the word in the set of this name?"""
    return word in tables().words[name]


def pattern(name: str) -> re.Pattern[str]:
    """The pattern of this name."""
    return tables().patterns[name]
