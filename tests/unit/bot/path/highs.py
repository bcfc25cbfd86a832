"""The same objective by HiGHS, in another formulation: an oracle for problems too large to try out."""

from collections.abc import Callable
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from bot.path.problem import Candidate, Problem
from tests.unit.bot.path.oracle import tie

LEVELS: Final = 8


class Highs:
    """A step at a month is one 0-1 variable; all rows speak of single steps (no sums over months)."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._steps = [
            (one, start, place)
            for one in problem.candidates
            for start, place in [
                *((place.start, place) for place in one.places),
                *([(problem.months, None)] if one.undated and not one.places else []),
            ]
        ]
        self._wishes = sorted(problem.needs)
        self._lost = [(one, want) for one in problem.candidates for want in one.wants]
        self._penalised = [one for one in problem.candidates if one.wants]
        self._chairs = [
            (number, need)
            for number, (one, _, _) in enumerate(self._steps)
            for need in sorted(one.covers if problem.seats else ())
        ]
        self._seats = [
            (need, price) for need in sorted({need for _, need in self._chairs}) for price in problem.seats
        ]
        self._first_chair = len(self._steps) + len(self._wishes) + len(self._penalised)
        self._first_seat = self._first_chair + len(self._chairs)
        self._count = self._first_seat + len(self._seats)
        self._rows: list[tuple[dict[int, float], float]] = []
        self._rules()

    def best(self) -> tuple[int, ...]:
        """The greatest value on each level, given those before it."""
        values = []
        for level in range(LEVELS):
            goal = self._goal(level)
            result = milp(
                -goal,
                constraints=self._matrix(),
                integrality=np.ones(self._count),
                bounds=Bounds(0, 1),
                options={"mip_rel_gap": 0.0},
            )
            assert result.status == 0, result.message
            values.append(round(-result.fun))
            self._rows.append(({n: -c for n, c in enumerate(goal) if c}, -values[-1] + 1e-4))
        return tuple(values)

    def _goal(self, level: int) -> np.ndarray:
        goal = np.zeros(self._count)
        of_step: list[Callable[[Candidate, int], int]] = [
            lambda one, start: int(one.wanted),
            lambda one, start: 0,
            lambda one, start: one.fit,
            lambda one, start: one.benefit,
            lambda one, start: -start,
            lambda one, start: -one.effort,
            lambda one, start: -int(one.is_federal),
            lambda one, start: -tie(one) * (self._problem.months + 1 - start),
        ]
        for number, (one, start, _) in enumerate(self._steps):
            goal[number] = of_step[level](one, start)
        if level == 1:
            goal[len(self._steps) : len(self._steps) + len(self._wishes)] = 1
        if level == 2:
            goal[len(self._steps) + len(self._wishes) : self._first_chair] = -150
            goal[self._first_seat :] = [-price for _, price in self._seats]
        return goal

    def _matrix(self) -> LinearConstraint:
        entries = [(r, n, c) for r, (row, _) in enumerate(self._rows) for n, c in row.items()]
        rows, columns, values = zip(*entries, strict=True)
        matrix = csr_array((values, (rows, columns)), shape=(len(self._rows), self._count))
        return LinearConstraint(matrix, -np.inf, [most for _, most in self._rows])

    def _rules(self) -> None:
        problem, steps = self._problem, self._steps
        self._at_most(range(len(steps)), problem.most_steps)
        for one in problem.candidates:
            self._at_most([n for n, step in enumerate(steps) if step[0] is one], 1)
        for pair in problem.exclusions:
            self._at_most([n for n, step in enumerate(steps) if step[0].id in pair], 1)
        for month in range(problem.months):
            load = {
                n: float(place.minutes)
                for n, (_, _, place) in enumerate(steps)
                if place is not None and place.start <= month <= place.finish
            }
            self._rows.append((load, problem.minutes_a_month))
        self._sit()
        for number, need in enumerate(self._wishes, start=len(steps)):
            fillers = {n: -1.0 for n, step in enumerate(steps) if need in step[0].covers}
            self._rows.append(({number: 1.0, **fillers}, 0))
        for number, (one, start, _) in enumerate(steps):
            self._chain(number, one, start)
            self._spoilt(number, one, start)
            self._doubtful(number, one, start)

    def _sit(self) -> None:
        """A step that stands sits at exactly one need; a need has as many seats as are paid."""
        for number, (one, _, _) in enumerate(self._steps):
            mine = [self._first_chair + n for n, (step, _) in enumerate(self._chairs) if step == number]
            if mine:
                self._rows.append(({number: 1.0, **dict.fromkeys(mine, -1.0)}, 0))
                self._rows.append(({number: -1.0, **dict.fromkeys(mine, 1.0)}, 0))
            if one.fixed:
                self._rows.append(({number: -1.0}, -1))
        for need in {need for need, _ in self._seats}:
            sitting = [self._first_chair + n for n, (_, other) in enumerate(self._chairs) if other == need]
            paid = [self._first_seat + n for n, (other, _) in enumerate(self._seats) if other == need]
            self._rows.append(({**dict.fromkeys(sitting, 1.0), **dict.fromkeys(paid, -1.0)}, 0))

    def _chain(self, number: int, one: Candidate, start: int) -> None:
        for want in one.wants:
            givers = [n for n in range(len(self._steps)) if self._gives(n, one, want, start)]
            sure = [n for n in givers if not self._steps[n][0].is_contest]
            price = len(self._steps) + len(self._wishes) + self._penalised.index(one)
            self._rows.append(({number: 1.0, **dict.fromkeys(givers, -1.0)}, 0))
            self._rows.append(({number: 1.0, price: -1.0, **dict.fromkeys(sure, -1.0)}, 0))
        if not one.covers and not one.fixed:
            users = [
                n
                for n, (other, later, _) in enumerate(self._steps)
                if any(self._gives(number, other, want, later) for want in other.wants)
            ]
            self._rows.append(({number: 1.0, **dict.fromkeys(users, -1.0)}, 0))

    def _gives(self, number: int, one: Candidate, want: frozenset[str], start: int) -> bool:
        giver, _, place = self._steps[number]
        earlier = place is not None and place.finish < start
        return giver is not one and giver.is_reliable and earlier and bool(giver.gives & want)

    def _spoilt(self, number: int, one: Candidate, start: int) -> None:
        dated = self._steps[number][2] is not None
        for n, (other, _, place) in enumerate(self._steps):
            if other is one or not one.spoilt_by & other.gives:
                continue
            if not dated or place is None or place.finish <= start:
                self._at_most([number, n], 1)

    def _doubtful(self, number: int, one: Candidate, start: int) -> None:
        if one.is_reliable or self._steps[number][2] is None:
            return
        led = [
            n
            for n, (other, s, p) in enumerate(self._steps)
            if other.is_reliable and p is not None and s <= start
        ]
        for n, (other, _, _) in enumerate(self._steps):
            if other.is_reliable and one.covers & other.covers:
                self._rows.append(({number: 1.0, **dict.fromkeys(led, -1.0), n: 1.0 - (n in led)}, 1))

    def _at_most(self, numbers: object, most: int) -> None:
        self._rows.append((dict.fromkeys(numbers, 1.0), most))  # type: ignore[call-overload]
