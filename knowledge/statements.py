"""What was said of a person's facts and free texts, under all their names; where it contradicts itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.condition_kinds import STUDENT, STUDYING, fact_of
from knowledge.condition_texts import ConditionText
from knowledge.facts import Facts
from knowledge.verdict import Verdict, known

Texts = Mapping[str, ConditionText]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of a fact; `where` is the path in the profile."""

    fact: str
    holds: bool
    where: str


def contradictions(facts: Facts, texts: Texts) -> tuple[tuple[str, str], ...]:
    """Pairs of places in a profile that say the opposite of one and the same fact."""
    return (
        *_opposites(said_of_facts(facts, texts)),
        *_opposites(said_of_texts(facts, texts)),
        *_student_contradictions(facts),
    )


def said_of_facts(facts: Facts, texts: Texts) -> Iterator[Said]:
    """Statuses, capabilities and forms, each under the one name of its fact."""
    for word, holds in facts.statuses.items():
        yield Said(fact_of(word), holds, f"statuses.{word}")
    for word, holds in facts.capabilities.items():
        yield Said(fact_of(word), holds, f"capabilities.{word}")
    for text, holds in facts.confirmed.items():
        entry = texts.get(text)
        if entry and entry.negation_of_fact:
            yield Said(fact_of(entry.negation_of_fact), not holds, f"confirmed.{text}")


def said_of_texts(facts: Facts, texts: Texts) -> Iterator[Said]:
    """Answers to free texts; an answer to a negation is the opposite answer to what it negates."""
    for text, holds in facts.confirmed.items():
        entry = texts.get(text)
        negated = entry.negation_of if entry else None
        yield Said(negated or text, holds != bool(negated), f"confirmed.{text}")


def merged(said: Iterable[Said]) -> dict[str, Verdict]:
    """One value for each fact; what is said both ways is UNKNOWN."""
    values: dict[str, Verdict] = {}
    for one in said:
        verdict = known(one.holds)
        values[one.fact] = verdict if values.get(one.fact, verdict) is verdict else Verdict.UNKNOWN
    return values


def _opposites(said: Iterable[Said]) -> Iterator[tuple[str, str]]:
    first: dict[str, Said] = {}
    for one in said:
        earlier = first.setdefault(one.fact, one)
        if earlier.holds != one.holds:
            yield earlier.where, one.where


def _student_contradictions(facts: Facts) -> Iterator[tuple[str, str]]:
    student = facts.capabilities.get(STUDENT)
    kinds = [facts.statuses.get(kind) for kind in STUDYING]
    if student is False and True in kinds:
        yield f"capabilities.{STUDENT}", f"statuses.{STUDYING[kinds.index(True)]}"
    if student is True and kinds == [False, False, False]:
        yield f"capabilities.{STUDENT}", f"statuses.{', '.join(STUDYING)}"
