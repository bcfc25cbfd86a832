"""Numbers and other small tables of the language (tables.yaml)."""

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


@cache
def tables() -> Tables:
    """The shipped tables, read once."""
    return Tables.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))
