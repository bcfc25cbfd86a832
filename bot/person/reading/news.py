"""What of the writer's words belongs into the profile of the one for whom they look."""

from typing import Final

from bot.person.reading.answers import SHORT
from bot.person.reading.found import Found
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among, pattern
from knowledge.facts import SeekingFor

WANTS: Final = ("needs.", "topics.", "stage", "hours_per_month")
"""Wanted for the one who is spoken of, whoever says it."""
OF_FAMILY: Final = frozenset(("son", "daughter", "child"))
PLACE: Final = ("region", "municipality")
"""A group is where the one is who leads it."""
SHARED: Final = (
    *PLACE,
    "statuses.large_family",
    "statuses.svo_family",
    "capabilities.low_income_status",
)
"""Of the whole family: true of a child when true of its parent."""


def belongs_to_sought(scan: Scan, found: Found, whom: SeekingFor, *, is_told: bool) -> bool:
    """Is a fact in the writer's words one of the other? `is_told`: the message says for whom it looks."""
    if found.key.startswith(WANTS) or (whom in OF_FAMILY and found.key in SHARED):
        return True
    if whom == "group" and found.key in PLACE:
        return True
    if is_told:
        return False
    is_short_answer = scan.asked is not None and len(scan.said.words) <= SHORT
    return is_short_answer or not _is_of_writer(scan, found)


def _is_of_writer(scan: Scan, found: Found) -> bool:
    """Does the clause speak of «я»: «мне 40», «работаю в школе»?"""
    begin, end = scan.clause(found.first)
    forms = [scan.said.form(at) for at in range(begin, end)]
    return any(among(form, "oneself") or pattern("first_person").fullmatch(form) for form in forms)
