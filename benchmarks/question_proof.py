"""`make proofs`: asking as few questions as we do loses nothing. 500 invented people, each with 40 measures.

For every person the path after the questions is worth exactly as much as the path for who is known wholly,
and every question that was asked (but the three that open the talk) had an answer that would change the path.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from random import Random
from typing import Final

from benchmarks.question_manners import Manner, singly, wholly
from benchmarks.question_people import Truth, whole
from benchmarks.question_walk import Asked, Solver, Walk, walk
from bot.path.objective import scores
from bot.person.questions.answering import chosen
from bot.person.questions.units import Question
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.shipped import shipped_measures

PEOPLE: Final = 500
STEP: Final = 50
MEASURES: Final = 40
DAYS: Final = (date(2026, 3, 5), date(2026, 11, 21))
MANNERS: Final[tuple[Manner, ...]] = (wholly, wholly, singly, singly)
LIMIT: Final = 20.0
"""Deterministic time, far more than such a small problem needs."""
AGES: Final = (10, 14, 16, 18, 22, 30, 36, 50, 90)


@dataclass(frozen=True, slots=True)
class Case:
    """One person before some of the measures."""

    number: int

    @property
    def truth(self) -> Truth:
        """Everything about the person."""
        return Truth(whole(Random(self.number)), DAYS[self.number % len(DAYS)])

    @property
    def manner(self) -> Manner:
        """How the person answers where a message asks for several things."""
        return MANNERS[self.number % len(MANNERS)]

    @property
    def solver(self) -> Solver:
        """A planner over the measures."""
        measures = Random(-1 - self.number).sample(shipped_measures(), MEASURES)
        return Solver(measures, self.truth.today, LIMIT)


def main() -> int:
    """Prove it for everybody; print what fails."""
    faults = 0
    for number in range(PEOPLE):
        for fault in faults_of(Case(number)):
            print(fault, flush=True)
            faults += 1
        if number % STEP == STEP - 1:
            print(f"{number + 1} people", flush=True)
    print(f"{PEOPLE} people, {MEASURES} measures each: {faults} faults")
    return 1 if faults else 0


def faults_of(case: Case) -> Iterator[str]:
    """What is wrong with the questions that one person was asked."""
    truth, solver = case.truth, case.solver
    asked = walk(truth, Facts(), solver.world(), manner=case.manner)
    if not _is_as_good(asked, truth, solver):
        yield f"person {case.number}: the path after the questions is not the best"
    for one in asked.asked:
        if one.draft is not None and not _may_change(one, truth.today, solver):
            yield f"person {case.number}: no answer to {one.question} changes the path"


def _is_as_good(asked: Walk, truth: Truth, solver: Solver) -> bool:
    """Is the path worth as much, counted with everything that is true, as the best path for the truth?"""
    ours, best = solver.solution(asked.end.facts), solver.solution(truth.facts)
    problem = solver.problem(truth.facts)
    are_proven = ours.is_proven and best.is_proven
    known = set(ours.chosen) <= set(problem.by_id)
    return are_proven and known and scores(problem, ours.chosen) == scores(problem, best.chosen)


def _may_change(one: Asked, today: date, solver: Solver) -> bool:
    return any(solver.draft(facts) != one.draft for facts in _answers(one.question, one.before.facts, today))


def _answers(question: Question, facts: Facts, today: date) -> Iterator[Facts]:
    """Answers of all kinds, the more telling first; of lists those with few choices and with nearly all."""
    match question.unit:
        case "age":
            days = (today.replace(year=today.year - age) for age in AGES)
            yield from (facts.model_copy(update={"birth_date": day}) for day in days)
        case "place":
            yield from (facts.model_copy(update=place) for place in _places())
        case "topics" | "stage" | "hours":
            yield from (chosen(question, (word,), facts) for word in question.items)
        case _:
            yield from (chosen(question, picked, facts) for picked in _picks(question.items))


def _places() -> Iterator[dict[str, str | None]]:
    for region in regions().regions:
        yield from (
            {"region": region, "municipality": town} for town in (None, *regions().municipalities(region))
        )


def _picks(items: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for size in dict.fromkeys((0, 1, len(items), len(items) - 1, 2)):
        yield from combinations(items, size)


if __name__ == "__main__":
    sys.exit(main())
