"""Answers become facts: what holds, what does not, what the person could not tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.person.questions.units import NO_PROJECT, OCCUPATION, PROJECT, Question, units
from knowledge.condition_kinds import STUDENT, fact_of
from knowledge.facts import Facts
from knowledge.situation import STAGE_MEANS
from knowledge.verdict import Verdict
from knowledge.vocabulary import vocabulary

OWN_BUSINESS: Final = ("self_employed_status", "sole_proprietor_status")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person.

    `passed`: units and keys that are never asked again; `last`: the unit that was just asked.
    """

    facts: Facts
    passed: frozenset[str] = frozenset()
    last: str | None = None


def with_values(facts: Facts, values: Mapping[str, bool]) -> Facts:
    """The facts with what holds (true) and what does not: statuses, capabilities, texts, citizenship."""
    data: dict[str, Any] = {
        name: dict(getattr(facts, name)) for name in ("statuses", "capabilities", "confirmed")
    }
    for key, holds in values.items():
        if key == "citizenship_ru":
            data[key] = holds
        elif key in vocabulary().statuses:
            data["statuses"][key] = holds
        elif key in vocabulary().capabilities_and_forms:
            data["capabilities"][key] = holds
        else:
            data["confirmed"][key] = holds
    return facts.model_copy(update=data)


def chosen(question: Question, picked: Iterable[str], facts: Facts) -> Facts:
    """The facts after choices of a question: what was offered and not picked does not hold."""
    words = tuple(picked)
    match question.unit:
        case "needs" | "topics":
            return facts.model_copy(update={question.unit: words})
        case "stage" | "hours" | "project":
            return _with_project(question, words, facts)
        case _:
            return with_values(facts, {key: key in words for key in question.items})


def _with_project(question: Question, words: tuple[str, ...], facts: Facts) -> Facts:
    hours = [int(word) for word in words if word.isdecimal()]
    stages = [word for word in words if not word.isdecimal()]
    if hours:
        facts = facts.model_copy(update={"hours_per_month": hours[0]})
    if stages:
        facts = with_stage(facts, None if stages[0] == NO_PROJECT else stages[0])
    return facts


def with_stage(facts: Facts, stage: str | None) -> Facts:
    """The facts with a stage and what it means; None: there is no project at all."""
    means = {fact: verdict is Verdict.YES for fact, verdict in STAGE_MEANS.get(stage or "", {}).items()}
    reached = {fact: means.get(fact, False) for fact in STAGE_MEANS["running"]}
    return with_values(facts.model_copy(update={"stage": stage}), reached)


def passing(known: Known, question: Question) -> Known:
    """The person cannot or will not tell: it counts as YES, stays «проверь» and is never asked again."""
    kinds = {STUDENT} if question.unit == OCCUPATION else set[str]()
    return Known(known.facts, known.passed | _names(question) | set(question.items) | kinds, question.unit)


def answered(known: Known, question: Question, facts: Facts) -> Known:
    """The question is done: a wish without a choice is not asked again, a place twice at most.

    Where several units were asked for in words, one that was left out comes again by itself.
    """
    if question.also and not is_told(question.unit, facts):
        return Known(facts, known.passed, question.unit)
    again = set(question.items) if question.unit in known.passed else set[str]()
    return Known(facts, known.passed | _names(question) | again, question.unit)


def is_told(unit: str, facts: Facts) -> bool:
    """Is anything known of what one unit asks for?"""
    match unit:
        case "needs" | "topics":
            return bool(getattr(facts, unit))
        case "age":
            return any(value is not None for value in (facts.age, facts.birth_year, facts.birth_date))
        case "place":
            return facts.region is not None or facts.municipality is not None
        case _:
            flags = {**facts.statuses, **facts.capabilities}
            return any(flags.get(key) for key in (*units().groups.get(unit, ()), STUDENT))


def _names(question: Question) -> set[str]:
    """The units that are over with the question: those that are not told by what is known of single keys."""
    if question.unit == PROJECT:
        return {"stage", "hours"}
    return {question.unit} & {*units().first, *units().wishes}


def unassuming(known: Known) -> Facts:
    """The facts to show a path for: what is rare or unlikely and was never asked does not hold.

    Changes nothing when the questions are over: then no measure of the path waits for such a thing.
    """
    said = {fact_of(word) for word in (*known.facts.statuses, *known.facts.capabilities)}
    rare = (*units().rare, *units().unlikely, *OWN_BUSINESS)
    unasked = [word for word in rare if fact_of(word) not in said and word not in known.passed]
    return with_values(known.facts, dict.fromkeys(unasked, False))
