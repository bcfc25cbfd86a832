"""The variables of a problem, numbered; every one is 0 or 1.

`steps[i][k]` says that candidate i stands at its k-th place; a candidate without a date has one variable.
"""

from dataclasses import dataclass

from bot.path.problem import Candidate, Place, Problem

Terms = tuple[tuple[int, int], ...]
"""Pairs of a variable's number and its coefficient."""


@dataclass(frozen=True, slots=True)
class Variables:
    """The numbers of all variables."""

    steps: tuple[tuple[int, ...], ...]
    """Candidate -> one variable a place; or the one of a step without a date."""
    uncertain: tuple[int, ...]
    """Candidate -> is it unlocked by nothing but a contest?"""
    leads: tuple[int, ...]
    """Candidate -> does it start before every reliable step?"""
    led: tuple[int, ...]
    """Month -> has a reliable step started by then?"""
    covered: tuple[tuple[str, int], ...]
    """Stated needs: is it covered?"""
    sits: tuple[tuple[tuple[str, int], ...], ...]
    """Candidate -> (need, does it sit there?); none for who has one need to sit at, or need not sit."""
    seats: tuple[tuple[str, tuple[int, ...]], ...]
    """Need -> is the first, the second ... seat taken?"""
    count: int


def variables_of(problem: Problem) -> Variables:
    """Number the variables."""
    numbers = iter(range(10**9))
    steps = tuple(tuple(next(numbers) for _ in range(max(len(one.places), 1))) for one in problem.candidates)
    uncertain = tuple(next(numbers) for _ in problem.candidates)
    leads = tuple(next(numbers) for _ in problem.candidates)
    led = tuple(next(numbers) for _ in range(problem.months))
    covered = tuple((need, next(numbers)) for need in sorted(problem.needs))
    sits = tuple(
        tuple((need, next(numbers)) for need in sorted(one.covers))
        if problem.seats and len(one.covers) > 1
        else ()
        for one in problem.candidates
    )
    needs = sorted({need for one in problem.candidates for need in one.covers}) if problem.seats else []
    seats = tuple((need, tuple(next(numbers) for _ in problem.seats)) for need in needs)
    return Variables(steps, uncertain, leads, led, covered, sits, seats, next(numbers))


def place_of(candidate: Candidate, number: int) -> Place | None:
    """The place that the candidate's variable stands for."""
    return candidate.places[number] if candidate.places else None
