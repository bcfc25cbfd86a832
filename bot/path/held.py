"""Registrations that the person holds: nobody is sent to enter where they are entered."""

from collections.abc import Iterable
from typing import Final

from knowledge.condition_kinds import fact_of
from knowledge.measure import SupportMeasure
from knowledge.situation import Situation
from knowledge.verdict import Verdict

ENTRIES: Final = frozenset(
    {
        *("esia_account", "job_seeker_registration", "target_contract", "social_enterprise_status"),
        *("self_employed_status", "sole_proprietor_status", "ngo_status"),
    }
)
"""What one gets once and keeps, by being entered somewhere."""


def held_entries(measures: Iterable[SupportMeasure], person: Situation) -> frozenset[str]:
    """Ids of the measures that give nothing but entries which are surely held, and no sum beside them."""
    return frozenset(
        one.id
        for one in measures
        if one.gives
        and one.benefit.period != "once"
        and ENTRIES.issuperset(one.gives)
        and all(person.holds(fact_of(word)) is Verdict.YES for word in one.gives)
    )
