"""The kinds of conditions, and which of them a measure's audience comes to.

Conditions are values: equal conditions of different measures are one and are judged once for a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from knowledge.measure import Audience, SupportMeasure

PERSON: Final = "person"
FACT_OF: Final = {
    "self_employed": "self_employed_status",
    "sole_proprietor": "sole_proprietor_status",
    "ngo": "ngo_status",
    "company": "company_status",
}
"""Statuses and forms that are a capability under another name; every other word is a fact of its own."""

STUDENT: Final = "student_status"
STUDYING: Final = ("college", "university", "postgraduate")
"""`student_status` is that at least one of these holds."""


@dataclass(frozen=True, slots=True)
class AgeWithin:
    """Full years, both bounds inclusive; None is no bound, but not both are None."""

    minimum: int | None
    maximum: int | None


@dataclass(frozen=True, slots=True)
class LivesIn:
    """At least one of the regions or macro-regions; '*' is every region."""

    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LivesInMunicipality:
    """At least one of the municipalities of the one region."""

    region: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IsCitizen:
    """A citizen of Russia."""


@dataclass(frozen=True, slots=True)
class AnyStatus:
    """At least one of the statuses."""

    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppliesAs:
    """At least one of the forms in which one may apply."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """A required capability."""

    capability: str


@dataclass(frozen=True, slots=True)
class Confirms:
    """A fact in words of its own, which the person confirms or denies."""

    text: str


Condition = AgeWithin | LivesIn | LivesInMunicipality | IsCitizen | AnyStatus | AppliesAs | Holds | Confirms


def conditions_of(measure: SupportMeasure) -> tuple[Condition, ...]:
    """All rules of a measure, in the order in which they are told; a field without a rule gives none."""
    return (
        *_audience_rules(measure.audience),
        *(Holds(capability) for capability in measure.requires),
        *(Confirms(text) for text in measure.audience.conditions),
    )


def fact_of(word: str) -> str:
    """The fact that a status, a form or a capability names."""
    return FACT_OF.get(word, word)


def facts_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The facts of which one must hold for an OR over words.

    All kinds of study together are `student_status`, which may be known when no single kind is.
    """
    facts = tuple(fact_of(word) for word in words)
    return (*facts, STUDENT) if set(STUDYING) <= set(facts) else facts


def _audience_rules(audience: Audience) -> Iterator[Condition]:
    if audience.age_min is not None or audience.age_max is not None:
        yield AgeWithin(audience.age_min, audience.age_max)
    yield LivesIn(audience.regions)
    if audience.municipalities:
        yield LivesInMunicipality(audience.regions[0], audience.municipalities)
    if audience.citizenship_ru:
        yield IsCitizen()
    if audience.statuses:
        yield AnyStatus(audience.statuses)
    if audience.applicant:
        yield AppliesAs(audience.applicant)
