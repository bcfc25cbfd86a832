"""The next question: asked lazily, of the best path that is still possible.

Plan with every UNKNOWN counted as YES. When nothing in that path is unknown any more, nothing outside could
make it better, so it is the best in truth: stop. Otherwise ask the unit that settles most unknown conditions
*inside* this path, and only if some answer would change it. (Dellin & Srinivasa 2016, lazy shortest paths.)
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.person.questions.answering import Known, chosen, with_values
from bot.person.questions.open_conditions import OpenCondition, open_conditions
from bot.person.questions.units import (
    CHECKLIST,
    MOST_CHOICES,
    NO_PROJECT,
    PROJECT,
    SENSITIVE,
    TOPICS,
    Question,
    Texts,
    units,
)
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import Regions
from knowledge.situation import Situation, situation
from knowledge.verdict import Verdict
from knowledge.vocabulary import vocabulary

Draft = Mapping[str, int | None]
"""An optimal path: id -> the month in which it starts, None without a date."""
Plan = Callable[[Facts], Draft]
"""Plans for facts; what is not known counts in the person's favour. Equal facts, equal drafts."""


USUALLY_MORE: Final = 5
"""How many questions follow the first three of most people (`make bench`)."""


@dataclass(frozen=True, slots=True)
class World:
    """What questions are chosen in."""

    measures: Mapping[str, SupportMeasure]
    regions: Regions
    texts: Texts
    today: date
    plan: Plan

    def person(self, facts: Facts) -> Situation:
        """The situation that conditions are judged by."""
        return situation(facts, self.today, self.regions, self.texts)


@dataclass(frozen=True, slots=True)
class Next:
    """What to do: ask, or stop with the draft, which is then the best path in truth.

    `left`: how many units, this one included, the current path waits for; answers may make it fewer or more.
    """

    question: Question | None
    draft: Draft | None
    left: int


def next_question(known: Known, world: World) -> Next:
    """The question that the best possible path waits for; none when it is certain."""
    if first := _first(known):
        return Next(first[0], None, len(first) + USUALLY_MORE)
    draft = world.plan(known.facts)
    waiting = _open(known, world, draft)
    left = len({_unit(key, world) for one in waiting for key in one.keys[:1]})
    for question in _questions(known, world, draft, waiting):
        if _matters(question, known, world, draft):
            return Next(question, draft, max(left, 1))
    return Next(None, draft, 0)


def _first(known: Known) -> Sequence[Question]:
    facts = known.facts
    is_said = {
        "needs": bool(facts.needs),
        "age": any(value is not None for value in (facts.age, facts.birth_year, facts.birth_date)),
        "place": facts.region is not None or facts.municipality is not None,
    }
    items = {"needs": units().needs, "age": ("age",), "place": ("region", "municipality")}
    return [
        Question(unit, items[unit])
        for unit in units().first
        if not is_said[unit] and unit not in known.passed
    ]


def _open(known: Known, world: World, draft: Draft) -> tuple[OpenCondition, ...]:
    measures = [world.measures[id_] for id_ in draft]
    return open_conditions(measures, world.person(known.facts), world.texts, known.passed)


def _questions(
    known: Known, world: World, draft: Draft, waiting: Sequence[OpenCondition]
) -> Iterator[Question]:
    """All that could be asked now, the most useful first."""
    yield from _wishes(known, world, draft)
    units_waiting = Counter(unit for one in waiting for unit in {_unit(key, world) for key in one.keys})
    for unit in sorted(units_waiting, key=lambda unit: _rank(unit, units_waiting[unit], known.last)):
        yield _about(unit, known, world, waiting)
    if keys := _most_wanted(waiting):  # one condition may wait for several units, of which none alone decides
        yield Question(CHECKLIST, keys[:MOST_CHOICES])


def _wishes(known: Known, world: World, draft: Draft) -> Iterator[Question]:
    """What has a default: the topics; then how far the project is and what time there is, in one message."""
    if not known.facts.topics and TOPICS not in known.passed:
        yield Question(TOPICS, _topics(known, world))
    rows = {
        "stage": (*vocabulary().stages, NO_PROJECT) if known.facts.stage is None else (),
        "hours": tuple(map(str, units().hours)) if known.facts.hours_per_month is None else (),
    }
    asked = [Question(unit, items) for unit, items in rows.items() if items and unit not in known.passed]
    telling = [question for question in asked if _matters(question, known, world, draft)]
    if len(telling) > 1:
        yield Question(PROJECT, tuple(item for question in telling for item in question.items))
    yield from telling


def _rank(unit: str, settles: int, last: str | None) -> tuple[bool, bool, float, int]:
    """Sensitive ones last; then those that settle most; the unit's neighbours win a tie."""
    order = units().order
    near = last in order and abs(order.index(unit) - order.index(last or "")) <= 1
    return unit == SENSITIVE, unit == CHECKLIST, -(settles + 0.5 * near), order.index(unit)


def _about(unit: str, known: Known, world: World, waiting: Sequence[OpenCondition]) -> Question:
    mine = _mine(unit, world, waiting)
    if unit == CHECKLIST:
        return Question(unit, _filled(mine, known, world))
    if unit in ("age", "place", SENSITIVE):
        return Question(unit, mine[:MOST_CHOICES])
    return Question(unit, _together(unit, mine, known, world))


def _mine(unit: str, world: World, waiting: Iterable[OpenCondition]) -> tuple[str, ...]:
    return tuple(key for key in _most_wanted(waiting) if _unit(key, world) == unit)


def _filled(keys: tuple[str, ...], known: Known, world: World) -> tuple[str, ...]:
    """A checklist with room left also asks what the path would wait for if none of it held."""
    while len(keys) < MOST_CHOICES:
        otherwise = with_values(known.facts, dict.fromkeys(keys, False))
        person = Known(otherwise, known.passed, known.last)
        more = _mine(CHECKLIST, world, _open(person, world, world.plan(otherwise)))
        if not (fresh := tuple(key for key in more if key not in keys)):
            break
        keys += fresh
    return keys[:MOST_CHOICES]


def _together(unit: str, wanted: Sequence[str], known: Known, world: World) -> tuple[str, ...]:
    """What is not known of a group."""
    person = world.person(known.facts)
    return tuple(
        key
        for key in units().groups[unit]
        if key in wanted or (person.holds(key) is Verdict.UNKNOWN and key not in known.passed)
    )


def _most_wanted(waiting: Iterable[OpenCondition]) -> tuple[str, ...]:
    """The keys, those first that most conditions wait for."""
    count = Counter(key for one in waiting for key in one.keys)
    return tuple(key for key, _ in count.most_common())


def _unit(key: str, world: World) -> str:
    return units().of_key(key, world.texts)


def _topics(known: Known, world: World) -> tuple[str, ...]:
    """All topics, those first that most of the measures for the stated needs have."""
    needs = set(known.facts.needs)
    count = Counter(
        topic
        for measure in world.measures.values()
        if not needs or needs.intersection(measure.needs)
        for topic in measure.topics
    )
    return tuple(sorted(vocabulary().topics, key=lambda topic: -count[topic]))


def _matters(question: Question, known: Known, world: World, draft: Draft) -> bool:
    """Would some answer change the path?"""
    if question.unit in ("age", "place"):
        return True  # the path holds a measure that some answer rules out, and no step can change that
    return any(world.plan(facts) != draft for facts in _answers(question, known.facts))


def _answers(question: Question, facts: Facts) -> Iterator[Facts]:
    """Answers of which one changes the path if any does, the likeliest first."""
    match question.unit:
        case "topics" | "stage":
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
