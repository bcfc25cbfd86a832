"""One fault and where it stands."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """`field` is dotted, with indexes from 0: `sources[1].url`; empty when the whole file is meant."""

    file: Path
    line: int
    field: str
    problem: str
    between: bool = False
    """Is it only about how files go with each other or the calendar, so that this one is a valid measure?"""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return ": ".join(part for part in (where, self.field, self.problem) if part)
