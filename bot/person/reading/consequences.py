"""What follows from what was said: one fact under its two names, a student of a university is a student."""

from collections.abc import Mapping
from typing import Final

Leaves = dict[str, bool | int | str]

_SAME: Final = (
    ("statuses.self_employed", "capabilities.self_employed_status"),
    ("statuses.sole_proprietor", "capabilities.sole_proprietor_status"),
)
_FOLLOWS: Final[tuple[tuple[str, bool | str, str, bool], ...]] = (
    ("statuses.college", True, "capabilities.student_status", True),
    ("statuses.university", True, "capabilities.student_status", True),
    ("statuses.postgraduate", True, "capabilities.student_status", True),
    ("statuses.unemployed", True, "statuses.employed", False),
    ("stage", "prototype", "capabilities.prototype", True),
    ("apply_as.team", True, "capabilities.team", True),
    ("apply_as.ngo", True, "capabilities.ngo_status", True),
)
"""Fact, its value, what follows, with what value."""


def with_consequences(said: Mapping[str, bool | int | str]) -> Leaves:
    """The facts with those that certainly follow."""
    facts = dict(said)
    for one, other in _SAME:
        for known, same in ((one, other), (other, one)):
            if known in facts:
                facts.setdefault(same, facts[known])
    for fact, value, follows, holds in _FOLLOWS:
        if facts.get(fact) == value:
            facts[follows] = holds
    return facts
