"""The objective: eight levels, each of which counts only where all before it are equal (docs/path.md)."""

from typing import Final

from bot.path import weights
from bot.path.problem import Chosen, Problem
from bot.path.seating import cheapest
from bot.path.variables import Terms, Variables, place_of

LEVELS: Final = ("wanted", "needs", "fit", "benefit", "earliness", "effort", "local", "order")
"""All are maximised; the last four are losses, so they are at most 0."""


def scores(problem: Problem, chosen: Chosen) -> tuple[int, ...]:
    """The value of a path on every level."""
    steps = [problem.by_id[id_] for id_ in chosen]
    covered = {need for step in steps for need in step.covers}
    uncertain = sum(is_uncertain(problem, chosen, id_) for id_ in chosen)
    seats = cheapest({step.id: step.covers for step in steps if step.covers}, problem.seats)
    starts = [(id_, problem.months if place is None else place.start) for id_, place in chosen.items()]
    return (
        sum(step.wanted for step in steps),
        len(covered & problem.needs),
        sum(step.fit for step in steps) + weights.UNCERTAIN * uncertain - (seats or 0),
        sum(step.benefit for step in steps),
        -sum(start for _, start in starts),
        -sum(step.effort for step in steps),
        -sum(step.is_federal for step in steps),
        -sum(_turn(problem, id_, start) for id_, start in starts),
    )


def is_uncertain(problem: Problem, chosen: Chosen, id_: str) -> bool:
    """Does a step build on nothing but contests for something that it wants?"""
    return any(not _sure(problem, chosen, id_, group) for group in problem.by_id[id_].wants)


def levels(problem: Problem, variables: Variables) -> tuple[Terms, ...]:
    """The same as sums over variables, in the order of LEVELS."""
    steps = [
        (variable, one, place_of(one, number))
        for one, of_one in zip(problem.candidates, variables.steps, strict=True)
        for number, variable in enumerate(of_one)
    ]
    price = tuple(
        (variable, weights.UNCERTAIN)
        for one, variable in zip(problem.candidates, variables.uncertain, strict=True)
        if one.wants
    )
    seats = tuple(
        (variable, -cost)
        for _, taken in variables.seats
        for variable, cost in zip(taken, problem.seats, strict=True)
    )
    starts = [(variable, one, place.start if place else problem.months) for variable, one, place in steps]
    return (
        tuple((variable, int(one.wanted)) for variable, one, _ in steps),
        tuple((variable, 1) for _, variable in variables.covered),
        (*((variable, one.fit) for variable, one, _ in steps), *price, *seats),
        tuple((variable, one.benefit) for variable, one, _ in steps),
        tuple((variable, -start) for variable, _, start in starts),
        tuple((variable, -one.effort) for variable, one, _ in steps),
        tuple((variable, -int(one.is_federal)) for variable, one, _ in steps),
        tuple((variable, -_turn(problem, one.id, start)) for variable, one, start in starts),
    )


def _turn(problem: Problem, id_: str, start: int) -> int:
    """Settles ties: of steps that could change places the lighter one comes first."""
    return problem.by_id[id_].weight * (problem.months + 1 - start)


def _sure(problem: Problem, chosen: Chosen, id_: str, group: frozenset[str]) -> bool:
    """Is one of the wanted facts given for sure before the step starts?"""
    place = chosen[id_]
    start = problem.months if place is None else place.start
    return any(
        giver is not None
        and giver.finish < start
        and not problem.by_id[other].is_contest
        and problem.by_id[other].unlocks(group)
        for other, giver in chosen.items()
        if other != id_
    )
