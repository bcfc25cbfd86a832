"""One condition for one situation: its verdict."""

from typing import assert_never

from knowledge.condition_kinds import (
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
from knowledge.situation import Ages, Home, Situation
from knowledge.verdict import Verdict, all_of, any_of, known


def judge(condition: Condition, situation: Situation) -> Verdict:
    """The verdict on one condition; what is not known is UNKNOWN, never NO."""
    match condition:
        case AgeWithin():
            return _judge_age(condition, situation.ages)
        case LivesIn(regions=regions):
            return any_of(map(situation.home.lies_in, regions))
        case LivesInMunicipality():
            return _judge_municipality(condition, situation.home)
        case IsCitizen():
            return situation.citizen
        case AnyStatus(statuses=words) | AppliesAs(forms=words):
            return any_of(map(situation.holds, facts_of(words)))
        case Holds(capability=capability):
            return situation.holds(fact_of(capability))
        case Confirms(text=text):
            return situation.confirmed(text)
    assert_never(condition)


def _judge_age(rule: AgeWithin, ages: Ages | None) -> Verdict:
    if ages is None:
        return Verdict.UNKNOWN
    possible = range(ages.low, ages.high + 1)
    verdicts = [known(_fits(rule, age)) for age in possible]
    return all_of(verdicts) if all_of(verdicts) is any_of(verdicts) else Verdict.UNKNOWN


def _fits(rule: AgeWithin, age: int) -> bool:
    old_enough = rule.minimum is None or age >= rule.minimum
    return old_enough and (rule.maximum is None or age <= rule.maximum)


def _judge_municipality(rule: LivesInMunicipality, home: Home) -> Verdict:
    named = None if home.municipality is None else home.municipality in rule.municipalities
    return all_of((home.lies_in(rule.region), known(named)))
