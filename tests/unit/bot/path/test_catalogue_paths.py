"""Paths of random people through the shipped catalogue, read with nothing but the measures' own fields."""

from datetime import date
from itertools import combinations
from random import Random

import pytest

from benchmarks.planning_instances import person
from bot.path.candidates import field_of
from bot.path.months import month_of
from bot.path.path import Path, Step
from bot.path.planner import PlanRequest, plan
from bot.path.solving import solve
from knowledge.conditions import Rules
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.shipped import shipped_measures
from knowledge.verdict import Verdict
from tests.unit.bot.path import oracle

DAYS = [date(2026, 3, 5), date(2026, 11, 21)]
MEASURES = {measure.id: measure for measure in shipped_measures()}


@pytest.fixture(scope="module", params=[(seed, day) for seed in range(5) for day in DAYS], ids=str)
def planned(request: pytest.FixtureRequest) -> tuple[Facts, date, Path]:
    seed, day = request.param
    facts = person(Random(seed), day)
    return facts, day, plan(PlanRequest(facts, day, shipped_measures(), regions()))


def hours(step: Step, month: int) -> float:
    if step.start is None or step.finish is None or not step.start <= month <= step.finish:
        return 0.0
    return MEASURES[step.id].effort_hours / (step.finish - step.start + 1)


def test_every_month_stays_within_the_hours_and_the_horizon(planned: tuple[Facts, date, Path]) -> None:
    facts, day, path = planned
    most = 20 if facts.hours_per_month is None else facts.hours_per_month

    months = range(month_of(day), month_of(day) + 18)

    assert all(sum(hours(step, month) for step in path.steps) <= most for month in months)
    assert all(step.finish is None or step.finish in months for step in path.steps)
    assert len(path.steps) <= 7


def test_steps_stand_in_windows_and_none_excludes_another(planned: tuple[Facts, date, Path]) -> None:
    _, day, path = planned

    for step in path.steps:
        window = MEASURES[step.id].window
        if step.start is None:
            assert not window.always
        elif step.expected:
            assert step.start % 12 + 1 in window.months_open
        else:
            assert window.always or max(filter(None, vars(window.last_known).values())) >= day.isoformat()
    for one, other in combinations(path.steps, 2):
        assert other.id not in MEASURES[one.id].excludes
        assert MEASURES[one.id].variant_of != other.id


def test_what_fails_today_is_given_earlier_or_cured_by_age(planned: tuple[Facts, date, Path]) -> None:
    facts, day, path = planned
    rules = Rules(shipped_measures(), regions())
    for step in path.steps:
        earlier = {
            fact
            for other in path.steps
            if other.finish is not None and (step.start is None or other.finish < step.start)
            for fact in MEASURES[other.id].gives
        }
        failing = [r for r in rules.judge(step.id, facts, day).reasons if r.verdict is Verdict.NO]
        for reason in failing:
            wanted = (
                MEASURES[step.id].audience.applicant
                if reason.condition == "applicant"
                else (reason.condition,)
            )
            forms = {f"{word}_status" for word in wanted} | set(wanted)
            assert reason.condition == "age" or earlier & forms


def test_the_order_of_the_catalogue_does_not_matter(planned: tuple[Facts, date, Path]) -> None:
    facts, day, path = planned

    assert path == plan(PlanRequest(facts, day, shipped_measures()[::-1], regions()))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_without_a_measure_of_the_path_the_best_path_is_not_better(day: date) -> None:
    facts = person(Random(11), day)
    whole = plan(PlanRequest(facts, day, shipped_measures(), regions()))
    gone = whole.steps[0].id

    poorer = plan(PlanRequest(facts, day, [one for one in shipped_measures() if one.id != gone], regions()))

    assert poorer.is_proven
    assert whole.is_proven
    assert poorer.objective <= whole.objective


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_person_of_whom_nothing_is_known_gets_a_legal_path_too(day: date) -> None:
    field = field_of(PlanRequest(Facts(), day, shipped_measures(), regions()))

    solution = solve(field.problem, 4.0)

    stands = {id_: oracle.UNDATED if place is None else place for id_, place in solution.chosen.items()}
    assert oracle.is_legal(field.problem, stands)
    assert len(stands) == 7
