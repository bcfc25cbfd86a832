"""Would some answer to a question change the path? What can be told without planning is told first."""

from collections.abc import Iterator

from bot.person.questions.answering import Known, chosen
from bot.person.questions.units import NUMBERED, OCCUPATION, Question
from bot.person.questions.world import Draft, World
from knowledge.condition_judging import judge
from knowledge.condition_kinds import (
    AgeWithin,
    AppliesAs,
    Condition,
    Confirms,
    Holds,
    conditions_of,
    fact_of,
    facts_of,
)
from knowledge.facts import Facts
from knowledge.verdict import Verdict


def matters(question: Question, known: Known, world: World, draft: Draft) -> bool:
    """Would some answer change the path?"""
    if question.unit in ("age", "place"):
        return True  # the path holds a measure that some answer rules out, and no step can change that
    if question.unit in (OCCUPATION, *NUMBERED):
        none = chosen(question, (), known.facts)
        if _rules_out(none, world, draft):
            return True
    return any(world.plan(facts) != draft for facts in answers(question, known.facts))


def answers(question: Question, facts: Facts) -> Iterator[Facts]:
    """Answers of which one changes the path if any does, the likeliest first."""
    match question.unit:
        case "needs" | "topics" | "stage":
            yield from (chosen(question, (word,), facts) for word in question.items)
        case "hours":
            yield from (
                chosen(question, (hours,), facts) for hours in question.items[:: len(question.items) - 1]
            )
        case "project":
            stages = [item for item in question.items if not item.isdecimal()]
            yield from (chosen(Question("stage", tuple(stages)), (stage,), facts) for stage in stages)
        case _:
            yield chosen(question, (), facts)
            yield chosen(question, question.items, facts)
            yield from (chosen(question, (key,), facts) for key in question.items)


def _rules_out(facts: Facts, world: World, draft: Draft) -> bool:
    """Does a measure of the path fail now, in a way that no step and no birthday changes?"""
    person, gifts = world.person(facts), world.gifts()
    return any(
        judge(condition, person) is Verdict.NO and _is_final(condition, gifts, world)
        for id_ in draft.keys() - world.settled
        for condition in conditions_of(world.measures[id_])
    )


def _is_final(condition: Condition, gifts: frozenset[str], world: World) -> bool:
    match condition:
        case AgeWithin():
            return False
        case Holds(capability=capability):
            return fact_of(capability) not in gifts
        case AppliesAs(forms=forms):
            return gifts.isdisjoint(facts_of(forms))
        case Confirms(text=text):
            entry = world.texts.get(text)
            return entry is not None and not (entry.yes_from_age or entry.negation_of)
        case _:
            return True
