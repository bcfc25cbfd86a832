"""The messages that settle many statements: occupation, the checklist, what is sensitive."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.person.questions.answering import Known, with_values
from bot.person.questions.certain import is_of_age
from bot.person.questions.open_conditions import OpenCondition, leading
from bot.person.questions.units import CHECKLIST, MOST_CHOICES, SENSITIVE, Question, units
from bot.person.questions.world import World
from knowledge.verdict import Verdict
from knowledge.vocabulary import vocabulary

PARTS: Final = 3
"""A list with room left looks so many times at what comes next, each time with another part of it denied."""


def question_about(unit: str, known: Known, world: World, waiting: Sequence[OpenCondition]) -> Question:
    """The question that settles what waits for one unit."""
    if unit in (CHECKLIST, SENSITIVE):
        return _listed(known, world, waiting)
    mine = _mine(unit, world, waiting)
    if unit in units().groups:
        return Question(unit, _together(units().groups[unit], mine, known, world))
    return Question(unit, mine)


def most_wanted(waiting: Iterable[OpenCondition]) -> tuple[str, ...]:
    """The keys, those first that most conditions wait for."""
    count = Counter(key for one in waiting for key in one.keys)
    return tuple(key for key, _ in count.most_common())


def _mine(unit: str, world: World, waiting: Iterable[OpenCondition]) -> tuple[str, ...]:
    return tuple(key for key in most_wanted(waiting) if world.unit_of(key) == unit)


def _listed(known: Known, world: World, waiting: Sequence[OpenCondition]) -> Question:
    """The checklist; what is sensitive stands at its end, if all of it has room in one message."""
    plain, sensitive = (_mine(unit, world, waiting) for unit in (CHECKLIST, SENSITIVE))
    if plain and len(plain) + len(sensitive) > MOST_CHOICES:
        return Question(CHECKLIST, _in_order(_filled(plain, MOST_CHOICES, known, world), world))
    listed = _filled(plain, max(MOST_CHOICES - len(sensitive), 0), known, world)
    unit = SENSITIVE if sensitive else CHECKLIST
    return Question(unit, (*_in_order(listed, world), *sensitive)[:MOST_CHOICES])


def _filled(keys: tuple[str, ...], most: int, known: Known, world: World) -> tuple[str, ...]:
    """The keys; where room is left, what the path would wait for next, then the rest of the group."""
    unlikely: tuple[str, ...] = ()
    for denied in _likely_denials():
        if len(keys) >= most:
            return keys[:most]
        answers = dict.fromkeys((*unlikely, *keys[denied]), False)
        otherwise = Known(with_values(known.facts, answers), known.passed, known.last)
        waiting = world.waiting(otherwise, world.plan(otherwise.facts))
        keys += tuple(key for key in _mine(CHECKLIST, world, leading(waiting)) if key not in keys)
        unlikely += tuple(key for one in waiting if one.is_unlikely for key in one.keys)
    if is_of_age(known.facts, world.today) and not set(units().life).isdisjoint(keys):
        keys = tuple(dict.fromkeys((*keys, *_together(units().life, keys, known, world))))
    return keys[:most]


def _likely_denials() -> Iterator[slice]:
    """Which of the keys to deny beside what is unlikely: none of them, a part, another part, ..., all."""
    yield slice(0, 0)
    yield from (slice(part, None, PARTS) for part in range(PARTS))
    yield slice(None)


def _together(group: Iterable[str], wanted: Sequence[str], known: Known, world: World) -> tuple[str, ...]:
    """What is not known of a group."""
    person = world.person(known.facts)
    return tuple(
        key
        for key in group
        if key in wanted or (person.holds(key) is Verdict.UNKNOWN and key not in known.passed)
    )


def _in_order(keys: Iterable[str], world: World) -> tuple[str, ...]:
    """Related ones stand together: family and work, then what one has, then texts as their page has them."""
    order = (*units().life, *vocabulary().statuses, *vocabulary().all_capabilities, *world.texts)
    places = {key: place for place, key in reversed(tuple(enumerate(order)))}
    return tuple(sorted(keys, key=lambda key: places.get(key, -1)))
