"""One person asked to the end: which questions, how many messages, which path."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from benchmarks.question_manners import Manner, wholly
from benchmarks.question_people import Truth
from bot.path.candidates import field_of
from bot.path.problem import Problem, Solution
from bot.path.request import PlanRequest
from bot.path.solving import solve
from bot.person.questions.answering import Known
from bot.person.questions.certain import certain
from bot.person.questions.choosing import Draft, Next, World, next_question
from bot.person.questions.units import Question
from knowledge.condition_texts import condition_texts
from knowledge.conditions import Rules, Verdict
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import regions

MOST_QUESTIONS: Final = 60
"""Nobody is asked so many: a walk that gets here goes in circles."""
Choose = Callable[[Known, World], Next]


class Solver:
    """Plans for facts over some measures, each plan once."""

    def __init__(self, measures: Sequence[SupportMeasure], today: date, limit: float) -> None:
        self._request = PlanRequest(
            facts=Facts(), today=today, measures=measures, regions=regions(), limit=limit
        )
        self._solutions: dict[str, Solution] = {}

    def problem(self, facts: Facts) -> Problem:
        """What there is to choose from, for these facts."""
        return field_of(replace(self._request, facts=facts)).problem

    def solution(self, facts: Facts) -> Solution:
        """The best path for these facts."""
        key = facts.model_dump_json(exclude_defaults=True)
        if key not in self._solutions:
            self._solutions[key] = solve(self.problem(facts), self._request.limit)
        return self._solutions[key]

    def draft(self, facts: Facts) -> Draft:
        """The best path as questions see it."""
        chosen = self.solution(facts).chosen
        return {id_: None if place is None else place.start for id_, place in chosen.items()}

    def world(self) -> World:
        """What questions are chosen in."""
        request = self._request
        measures = {measure.id: measure for measure in request.measures}
        return World(measures, regions(), condition_texts(), request.today, self.draft)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what was known before it, and the path at that time (None: not planned yet)."""

    question: Question
    before: Known
    draft: Draft | None


@dataclass(frozen=True, slots=True)
class Walk:
    """All questions that one person was asked, and what was known in the end."""

    asked: tuple[Asked, ...]
    end: Known

    def messages(self, truth: Truth) -> int:
        """Questions, with further pages of choices counted, as whoever presses buttons sees them."""
        return sum(truth.pages(one.question) for one in self.asked)


def walk(
    truth: Truth, start: Facts, world: World, choose: Choose = next_question, manner: Manner = wholly
) -> Walk:
    """Ask somebody to the end.

    Raises: RuntimeError when there is no end.
    """
    known = Known(start)
    asked: list[Asked] = []
    for _ in range(MOST_QUESTIONS):
        known = replace(known, facts=certain(known.facts, world.today))
        to_do = choose(known, world)
        if to_do.question is None:
            return Walk(tuple(asked), known)
        asked.append(Asked(to_do.question, known, to_do.draft))
        known = manner(truth, known, to_do.question)
    raise RuntimeError(f"asked in circles: {[one.question for one in asked[-3:]]}")


def first_fit(walk_: Walk, measures: Sequence[SupportMeasure], today: date) -> int | None:
    """After how many questions a measure for a stated need is known to fit; None: never."""
    rules = _rules(tuple(measures))
    needs = {measure.id: set(measure.needs) for measure in measures}
    for number, known in enumerate([*(one.before for one in walk_.asked), walk_.end]):
        verdicts = rules.verdicts(known.facts, today)
        if any(
            verdict is Verdict.YES and needs[id_].intersection(known.facts.needs)
            for id_, verdict in verdicts.items()
        ):
            return number
    return None


@cache
def _rules(measures: tuple[SupportMeasure, ...]) -> Rules:
    return Rules(measures, regions())
