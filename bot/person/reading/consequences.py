"""What follows from what was said: one fact under its two names, a student of a university is a student."""

from collections.abc import Mapping
from typing import Final

Leaves = dict[str, bool | int | str]

_SAME: Final = (
    ("statuses.self_employed", "capabilities.self_employed_status"),
    ("statuses.sole_proprietor", "capabilities.sole_proprietor_status"),
)
_STUDENTS: Final = ("statuses.college", "statuses.university", "statuses.postgraduate")


def with_consequences(said: Mapping[str, bool | int | str]) -> Leaves:
    """The facts with those that certainly follow; what was said itself stays."""
    facts = dict(said)
    for one, other in _SAME:
        if one in facts:
            facts[other] = facts[one]
        elif other in facts:
            facts[one] = facts[other]
    if any(facts.get(status) is True for status in _STUDENTS):
        facts["capabilities.student_status"] = True
    if facts.get("statuses.unemployed") is True:
        facts["statuses.employed"] = False
    if facts.get("stage") == "prototype":
        facts["capabilities.prototype"] = True
    if facts.get("apply_as.team"):
        facts["capabilities.team"] = True
    if facts.get("apply_as.ngo"):
        facts["capabilities.ngo_status"] = True
    return facts
