"""The solver against everything tried out, against HiGHS, and against the rules themselves."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.planning_instances import problem as random_problem
from bot.path.breaches import breaches
from bot.path.candidates import trimmed
from bot.path.objective import scores
from bot.path.problem import Candidate, Place, Problem, Solution
from bot.path.solving import solve
from tests.unit.bot.path import oracle
from tests.unit.bot.path.highs import Highs

LIMIT = 4.0
WORDS = st.frozensets(st.sampled_from(["plan", "team"]), max_size=1)
MONTHS = 5


@st.composite
def places(draw: st.DrawFn) -> tuple[Place, ...]:
    length = draw(st.integers(1, 2))
    starts = draw(st.sets(st.integers(0, MONTHS - length), max_size=3))
    minutes = draw(st.sampled_from([0, 300, 600]))
    return tuple(Place(start, start + length - 1, minutes) for start in sorted(starts))


@st.composite
def candidates(draw: st.DrawFn, id_: str) -> Candidate:
    covers = draw(st.frozensets(st.sampled_from(["money", "mentor"]), max_size=2))
    where = draw(places())
    return Candidate(
        id=id_,
        covers=covers,
        fit=draw(st.sampled_from([1, 100, 150, 260])) if covers else -10,
        benefit=draw(st.sampled_from([0, 100, 200])) if covers else 0,
        effort=draw(st.sampled_from([0, 5, 10])),
        is_federal=draw(st.booleans()),
        places=where,
        undated=not where,
        wants=tuple(
            draw(st.lists(st.sampled_from([frozenset({"plan"}), frozenset({"plan", "team"})]), max_size=1))
        ),
        gives=draw(WORDS),
        spoilt_by=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"team"})])),
        is_reliable=draw(st.sampled_from([True, True, False])),
        is_contest=draw(st.booleans()),
        wanted=draw(st.sampled_from([False, False, False, True])),
    )


def kept(one: Candidate) -> Candidate:
    """The same as a step under way."""
    return replace(one, places=(Place(0, 1, 0),), undated=False, wants=(), spoilt_by=frozenset(), fixed=True)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    ids = [f"m{number}" for number in range(draw(st.integers(0, 5)))]
    pair = draw(st.sampled_from([(), (("m0", "m1"),), (("m0", "m2"), ("m1", "m2"))]))
    some = [draw(candidates(id_)) for id_ in ids]
    if some and draw(st.sampled_from([False, False, True])):
        some[0] = kept(some[0])
    return Problem(
        candidates=tuple(some),
        exclusions=frozenset(pair),
        needs=draw(st.frozensets(st.sampled_from(["money", "mentor"]))),
        months=MONTHS,
        minutes_a_month=draw(st.sampled_from([600, 900])),
        most_steps=draw(st.integers(1, 4)),
        seats=draw(st.sampled_from([(), (20, 90, 140), (50, 120)])),
    )


def as_plan(solution: Solution) -> oracle.Plan:
    return {id_: oracle.UNDATED if place is None else place for id_, place in solution.chosen.items()}


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_path_is_better_than_the_one_found(problem: Problem) -> None:
    solution = solve(problem, LIMIT)

    assert solution.is_proven
    assert oracle.is_legal(problem, as_plan(solution))
    assert scores(problem, solution.chosen) == oracle.best(problem)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_trimming_never_takes_away_the_best_path(problem: Problem) -> None:
    less = replace(problem, candidates=trimmed(problem.candidates))

    assert oracle.best(less) == oracle.best(problem)


@settings(max_examples=60, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_check_of_a_path_agrees_with_the_second_reading(problem: Problem, random: Random) -> None:
    plans = list(oracle.plans(problem))

    for plan in random.sample(plans, min(len(plans), 30)):
        chosen = {id_: stand if isinstance(stand, Place) else None for id_, stand in plan.items()}
        assert (not list(breaches(problem, chosen))) == oracle.is_legal(problem, plan)
        assert scores(problem, chosen) == oracle.value(problem, plan)


@pytest.mark.parametrize("seed", range(6))
def test_highs_finds_no_better_path(seed: int) -> None:
    problem = random_problem(Random(seed), 16, 15, most_steps=5)

    solution = solve(problem, LIMIT)

    assert solution.is_proven
    assert scores(problem, solution.chosen) == Highs(problem).best()


@pytest.mark.parametrize("seed", range(8))
def test_large_paths_break_no_rule(seed: int) -> None:
    problem = random_problem(Random(100 + seed), 60, 10 + 4 * seed)

    solution = solve(problem, LIMIT)

    assert oracle.is_legal(problem, as_plan(solution))
    assert list(breaches(problem, solution.chosen)) == []


def test_a_path_that_could_not_be_proven_says_how_far_it_may_be_from_the_best() -> None:
    problem = random_problem(Random(1), 60, 30)

    hurried = solve(problem, 1e-6)

    assert not hurried.is_proven
    assert hurried.gap > 0
    assert hurried.chosen
    assert oracle.is_legal(problem, as_plan(hurried))


@pytest.mark.parametrize("seed", range(4))
def test_one_more_measure_never_makes_the_best_path_worse(seed: int) -> None:
    problem = random_problem(Random(200 + seed), 30, 20)
    fewer = [one for number, one in enumerate(problem.candidates) if number % 5 != seed % 5]
    poorer = replace(problem, candidates=trimmed(fewer))

    before, after = solve(poorer, LIMIT), solve(problem, LIMIT)

    assert before.is_proven
    assert after.is_proven
    assert scores(problem, after.chosen) >= scores(poorer, before.chosen)


@pytest.mark.parametrize("seed", range(4))
def test_ties_are_settled_alike_whatever_the_solver_meets_first(seed: int) -> None:
    problem = random_problem(Random(300 + seed), 30, 15)
    twins = tuple(replace(one, fit=300, benefit=0, effort=5, is_federal=False) for one in problem.candidates)
    alike = replace(problem, candidates=twins)

    path = solve(alike, LIMIT)

    assert path == solve(alike, LIMIT)
    assert path == solve(replace(alike, candidates=twins[::-1]), LIMIT)
