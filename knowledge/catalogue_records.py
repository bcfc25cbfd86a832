"""What the catalogue's tables hold, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from knowledge.measure_file import JsonValue
from knowledge.merging import Setter

Status = Literal["published", "archived"]
ProposalState = Literal["open", "accepted", "rejected", "withdrawn"]
Changes = Mapping[str, tuple[JsonValue, JsonValue]]
Evidence = Mapping[str, Any]
"""Field -> what supports its value: quote, address, day."""


class CatalogueError(Exception):
    """What is asked of the catalogue cannot be done; the message says why."""


class UnknownRecord(CatalogueError):
    """There is no such measure, version or open proposal."""


class InvalidRevision(CatalogueError):
    """The measure would not be valid with these values."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who does something and in which capacity."""

    name: str
    set_by: Setter = "staff"
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A measure as it stands; `owners` names who set a field, where it was not the shipped file."""

    id: str
    status: Status
    data: Mapping[str, Any]
    owners: Mapping[str, Setter]
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One step of a measure's history. `changes` of the first version is empty."""

    measure_id: str
    version: int
    set_by: Setter
    author: str
    at: datetime
    changes: Changes
    evidence: Evidence | None
    status: Status
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that waits for a decision, or has had one. The field may be `status`."""

    id: int
    measure_id: str
    field: str
    value: JsonValue
    set_by: Setter
    author: str
    at: datetime
    state: ProposalState
    evidence: Evidence | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None


@dataclass(slots=True)
class ImportReport:
    """What an import did: ids of measures, (id, field) of proposals."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    archived: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    proposed: list[tuple[str, str]] = field(default_factory=list)
    withdrawn: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Was there nothing to do?"""
        return not (
            self.added or self.changed or self.archived or self.restored or self.proposed or self.withdrawn
        )
