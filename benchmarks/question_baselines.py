"""Two other ways to ask, for comparison: a fixed questionnaire, and what most undecided measures wait for.

Both ask the same units, at most eight choices a message, and neither knows the path.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.person.questions.answering import Known
from bot.person.questions.choosing import Next, World
from bot.person.questions.open_conditions import OpenCondition, open_conditions
from bot.person.questions.units import (
    CHECKLIST,
    MOST_CHOICES,
    NO_PROJECT,
    PROJECT,
    SENSITIVE,
    Question,
    units,
)
from knowledge.condition_judging import judge
from knowledge.condition_kinds import conditions_of
from knowledge.measure import SupportMeasure
from knowledge.verdict import Verdict, all_of
from knowledge.vocabulary import vocabulary


def fixed(known: Known, world: World) -> Next:
    """Always the same order: the basics, the wishes, the groups, then everything that the catalogue asks."""
    if question := _wish(known):
        return Next(question, None, 1)
    waiting = _waiting(world.measures.values(), known, world)
    return Next(_first_in_order(waiting, world), None, 1)


def undecided(known: Known, world: World) -> Next:
    """What most measures wait for that may still fit and fill a stated need."""
    if question := _wish(known):
        return Next(question, None, 1)
    person, needs = world.person(known.facts), set(known.facts.needs)
    maybe = [
        measure
        for measure in world.measures.values()
        if needs.intersection(measure.needs)
        and all_of(judge(condition, person) for condition in conditions_of(measure)) is Verdict.UNKNOWN
    ]
    waiting = _waiting(maybe, known, world)
    count = Counter(unit for one in waiting for unit in {_unit(key, world) for key in one.keys})
    return Next(_question(count.most_common(1)[0][0], waiting, world) if count else None, None, 1)


def _wish(known: Known) -> Question | None:
    facts = known.facts
    is_said = {
        "needs": bool(facts.needs),
        "age": any(value is not None for value in (facts.age, facts.birth_year, facts.birth_date)),
        "place": facts.region is not None,
        "topics": bool(facts.topics),
        PROJECT: facts.stage is not None and facts.hours_per_month is not None,
    }
    items = {
        "needs": units().needs,
        "place": ("region", "municipality"),
        "topics": tuple(vocabulary().topics),
        PROJECT: (*vocabulary().stages, NO_PROJECT, *map(str, units().hours)),
    }
    over = known.passed | ({PROJECT} if "stage" in known.passed else set())
    unit = next((unit for unit in is_said if not is_said[unit] and unit not in over), None)
    return None if unit is None else Question(unit, items.get(unit, (unit,)))


def _waiting(measures: Iterable[SupportMeasure], known: Known, world: World) -> tuple[OpenCondition, ...]:
    return open_conditions(measures, world.person(known.facts), world.texts, known.passed)


def _first_in_order(waiting: Sequence[OpenCondition], world: World) -> Question | None:
    there = {_unit(key, world) for one in waiting for key in one.keys}
    unit = next((unit for unit in units().order if unit in there), None)
    return None if unit is None else _question(unit, waiting, world)


def _question(unit: str, waiting: Sequence[OpenCondition], world: World) -> Question:
    count = Counter(key for one in waiting for key in one.keys if _unit(key, world) == unit)
    wanted = tuple(key for key, _ in count.most_common())
    return Question(unit, wanted[:MOST_CHOICES] if unit in (CHECKLIST, SENSITIVE) else wanted)


def _unit(key: str, world: World) -> str:
    return units().of_key(key, world.texts)
