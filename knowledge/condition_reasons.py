"""Why a condition has its verdict: reason codes and arguments, which `bot.reasons` turns into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, assert_never

from knowledge.condition_judging import judge
from knowledge.condition_kinds import (
    PERSON,
    AgeWithin,
    AnyStatus,
    AppliesAs,
    Condition,
    Confirms,
    Holds,
    IsCitizen,
    LivesIn,
    LivesInMunicipality,
    fact_of,
    facts_of,
)
from knowledge.measure import EVERYWHERE
from knowledge.situation import Ages, Situation
from knowledge.verdict import Verdict

Argument = str | int | tuple[str, ...]
Arguments = Mapping[str, Argument]
NO_BOUND: Final = -1
"""Stands for an age bound that a measure does not have."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition of a measure as judged; `bot.reasons` turns code and arguments into words."""

    condition: str
    """The field of the audience, the capability required, or the free text itself."""
    verdict: Verdict
    code: str
    arguments: Mapping[str, Argument]
    obtainable: bool
    """NO for want of a capability or form that some measure of the catalogue gives."""


def explain(condition: Condition, situation: Situation, obtainable: frozenset[str]) -> Reason:
    """The verdict on a condition with its reason; `obtainable` are the facts that some measure gives."""
    verdict = judge(condition, situation)
    code, arguments = _code_and_arguments(condition, verdict, situation)
    lacking = verdict is Verdict.NO and not obtainable.isdisjoint(_facts_to_obtain(condition))
    return Reason(_name(condition), verdict, code, arguments, lacking)


def _name(condition: Condition) -> str:
    match condition:
        case AgeWithin():
            return "age"
        case LivesIn():
            return "regions"
        case LivesInMunicipality():
            return "municipalities"
        case IsCitizen():
            return "citizenship_ru"
        case AnyStatus():
            return "statuses"
        case AppliesAs():
            return "applicant"
        case Holds(capability=name) | Confirms(text=name):
            return name
    assert_never(condition)


def _facts_to_obtain(condition: Condition) -> tuple[str, ...]:
    """Facts of which one would be enough, for the conditions that a step can bring about."""
    match condition:
        case AppliesAs(forms=forms):
            return facts_of(forms)
        case Holds(capability=capability):
            return (fact_of(capability),)
        case _:
            return ()


def _code_and_arguments(condition: Condition, verdict: Verdict, person: Situation) -> tuple[str, Arguments]:
    match condition:
        case AgeWithin():
            return _age_reason(condition, verdict, person.ages)
        case LivesIn() | LivesInMunicipality():
            return _place_reason(condition, verdict, person)
        case IsCitizen():
            return f"citizenship-{verdict.word}", {}
        case AnyStatus(statuses=words):
            return f"statuses-{verdict.word}", {"words": _telling(words, verdict, person)}
        case AppliesAs(forms=words):
            code = "applicant-person" if PERSON in words else f"applicant-{verdict.word}"
            return code, {"words": _telling(words, verdict, person)}
        case Holds(capability=word):
            return f"requires-{verdict.word}", {"words": (word,)}
        case Confirms(text=text):
            return f"conditions-{verdict.word}", {"text": text}
    assert_never(condition)


def _age_reason(rule: AgeWithin, verdict: Verdict, ages: Ages | None) -> tuple[str, Arguments]:
    bounds: dict[str, Argument] = {
        "minimum": NO_BOUND if rule.minimum is None else rule.minimum,
        "maximum": NO_BOUND if rule.maximum is None else rule.maximum,
    }
    if ages is None:
        return "age-unasked", bounds
    too_young = rule.minimum is not None and ages.high < rule.minimum
    code = verdict.word if verdict is not Verdict.NO else "young" if too_young else "old"
    return f"age-{code}", {**bounds, "low": ages.low, "high": ages.high}


def _place_reason(
    rule: LivesIn | LivesInMunicipality, verdict: Verdict, person: Situation
) -> tuple[str, Arguments]:
    match rule:
        case LivesIn(regions=places):
            code = "everywhere" if EVERYWHERE in places else verdict.word
            return f"regions-{code}", {"places": places}
        case LivesInMunicipality(municipalities=places):
            here = (person.home.municipality or "",) if verdict is Verdict.YES else places
            return f"municipalities-{verdict.word}", {"places": here}
    assert_never(rule)


def _telling(words: tuple[str, ...], verdict: Verdict, person: Situation) -> tuple[str, ...]:
    """The words of an OR that explain its verdict: those that hold, those that may, or all."""
    if verdict is Verdict.NO:
        return words
    telling = tuple(word for word in words if person.holds(fact_of(word)) is verdict)
    # "student" may be known when no single kind of study is: then the kinds that are left explain it.
    return telling or tuple(word for word in words if person.holds(fact_of(word)) is not Verdict.NO)
