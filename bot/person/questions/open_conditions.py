"""The conditions of a path's measures that wait for an answer, and what would settle them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.person.questions.units import Texts, units
from knowledge.condition_judging import judge
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
    conditions_of,
    fact_of,
    facts_of,
)
from knowledge.measure import SupportMeasure
from knowledge.situation import Situation
from knowledge.verdict import Verdict


@dataclass(frozen=True, slots=True)
class OpenCondition:
    """A condition of `measure` that is UNKNOWN; each of `keys` may settle it."""

    measure: str
    keys: tuple[str, ...]

    @property
    def is_unlikely(self) -> bool:
        """Will most people's answer rule the measure out?"""
        return all(map(units().is_unlikely, self.keys))


def open_conditions(
    measures: Iterable[SupportMeasure], person: Situation, texts: Texts, passed: frozenset[str]
) -> tuple[OpenCondition, ...]:
    """The conditions that an answer could settle; `passed`: what the person could not or would not tell."""
    return tuple(
        OpenCondition(measure.id, keys)
        for measure in measures
        for condition in conditions_of(measure)
        if judge(condition, person) is Verdict.UNKNOWN
        and (keys := tuple(key for key in _keys(condition, person, texts) if key not in passed))
    )


def leading(waiting: Sequence[OpenCondition]) -> tuple[OpenCondition, ...]:
    """Of each measure what is worth asking first: what most people say no to, else everything."""
    doubtful = {one.measure for one in waiting if one.is_unlikely}
    return tuple(one for one in waiting if one.is_unlikely or one.measure not in doubtful)


def _keys(condition: Condition, person: Situation, texts: Texts) -> Iterable[str]:
    """Keys of what is not known; a text that only an office can tell has none."""
    match condition:
        case AgeWithin():
            return ("age",)
        case LivesIn():
            return ("region",)
        case LivesInMunicipality():
            return ("municipality",)
        case IsCitizen():
            return ("citizenship_ru",)
        case AnyStatus(statuses=words) | AppliesAs(forms=words):
            return _unknown(facts_of(words), person)
        case Holds(capability=capability):
            return _unknown((fact_of(capability),), person)
        case Confirms(text=text):
            return tuple(_keys_of_text(text, person, texts))


def _unknown(facts: Iterable[str], person: Situation) -> tuple[str, ...]:
    return tuple(fact for fact in facts if person.holds(fact) is Verdict.UNKNOWN)


def _keys_of_text(text: str, person: Situation, texts: Texts) -> Iterator[str]:
    """The facts without which the text cannot hold come before the text itself."""
    entry = texts.get(text)
    if entry is None:
        return
    if entry.negation_of_fact:
        yield from _unknown((fact_of(entry.negation_of_fact),), person)
    elif entry.negation_of:
        yield from _keys_of_text(entry.negation_of, person, texts)
    else:
        facts = tuple(map(fact_of, entry.no_without or ()))
        doubtful = () if any(person.holds(fact) is Verdict.YES for fact in facts) else _unknown(facts, person)
        yield from doubtful or ((text,) if entry.mode == "ask" else ())
