"""The next question: asked lazily, of the best path that is still possible.

Plan with every UNKNOWN counted as YES. When nothing in that path is unknown any more, nothing outside could
make it better, so it is the best in truth: stop. Otherwise ask the unit that settles most unknown conditions
*inside* this path, and only if some answer would change it. (Dellin & Srinivasa 2016, lazy shortest paths.)
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from bot.person.questions.answering import Known
from bot.person.questions.certain import certain
from bot.person.questions.mattering import matters
from bot.person.questions.open_conditions import OpenCondition, leading
from bot.person.questions.opening import opening
from bot.person.questions.statements import most_wanted, question_about
from bot.person.questions.units import CHECKLIST, CITIZENSHIP, MOST_CHOICES, SENSITIVE, Question, units
from bot.person.questions.wishes import wishes
from bot.person.questions.world import Draft, Plan, World

__all__ = ["Draft", "Next", "Plan", "World", "next_question"]

LATE: Final = (CHECKLIST, CITIZENSHIP, SENSITIVE)
USUALLY_MORE: Final = 4
"""How many questions follow the opening of most people (`make bench`)."""


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
    known = replace(known, facts=certain(known.facts, world.today))
    if first := opening(known):
        return Next(first[0], None, len(first) + USUALLY_MORE)
    draft = world.plan(known.facts)
    waiting = world.waiting(known, draft)
    question = next(_questions(known, world, draft, waiting), None)
    if question is None:
        return Next(None, draft, 0)
    units_left = {question.unit, *(world.unit_of(key) for one in waiting for key in one.keys[:1])}
    return Next(question, draft, len(units_left))


def _questions(
    known: Known, world: World, draft: Draft, waiting: Sequence[OpenCondition]
) -> Iterator[Question]:
    """All that matters now, the most useful first.

    A wish that did not matter when the statements began seldom does later: it is tried again at their end.
    """
    parts = (wishes(known, world, draft), _statements(known, world, draft, waiting))
    return chain(*(parts if known.last not in units().order[2:] else reversed(parts)))


def _statements(
    known: Known, world: World, draft: Draft, waiting: Sequence[OpenCondition]
) -> Iterator[Question]:
    for some in (leading(waiting), waiting):
        count = Counter(unit for one in some for unit in {world.unit_of(key) for key in one.keys})
        for unit in sorted(count, key=lambda unit: _rank(unit, count[unit], known.last)):
            question = question_about(unit, known, world, some)
            if matters(question, known, world, draft):
                yield question
    if keys := tuple(key for key in most_wanted(waiting) if world.unit_of(key) != CITIZENSHIP)[:MOST_CHOICES]:
        # One condition may wait for several units, of which none alone decides.
        sensitive = tuple(key for key in keys if world.unit_of(key) == SENSITIVE)
        plain = tuple(key for key in keys if key not in sensitive)
        question = Question(SENSITIVE if sensitive else CHECKLIST, plain + sensitive)
        if matters(question, known, world, draft):
            yield question


def _rank(unit: str, settles: int, last: str | None) -> tuple[int, float, int]:
    """Those that settle most, the unit's neighbours win a tie; then those of LATE."""
    order = units().order
    near = last in order and abs(order.index(unit) - order.index(last or "")) <= 1
    late = LATE.index(unit) + 1 if unit in LATE else 0
    return late, -(settles + 0.5 * near), order.index(unit)
