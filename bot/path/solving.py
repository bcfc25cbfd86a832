"""The solver: CP-SAT proves the best path, level after level. The only module that knows OR-Tools.

One worker, a fixed seed and a limit in deterministic time: equal problems have equal answers everywhere.
"""

from collections.abc import Sequence
from math import floor
from typing import TYPE_CHECKING, Final

from bot.path.greedy import greedy
from bot.path.objective import levels, scores
from bot.path.problem import Chosen, Problem, Solution
from bot.path.rows import Rows
from bot.path.variables import Terms, Variables, place_of, variables_of

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver, IntVar, LinearExprT

WALL_SECONDS: Final = 60.0
"""A last resort on a machine in trouble; the deterministic limit ends long before."""
ROUNDING: Final = 1e-3
"""Bounds come as floating-point numbers; all sums are whole."""
TOGETHER: Final = ((0, 1, 2, 3), (4, 5, 6, 7))
"""Levels solved in one go: the higher one weighs more than everything that the lower ones could come to."""


def load() -> None:
    """Import the solver's library ahead of the first path: it takes a second or two."""
    import ortools.sat.python.cp_model  # noqa: F401 - only to have it ready


def solve(problem: Problem, limit: float) -> Solution:
    """The best path of a problem. CPU-bound, but it lets other threads run: call it in one."""
    if not problem.candidates:
        return Solution({}, gap=0.0, is_proven=True)
    return _Search(problem, limit).run()


def merged(levels: Sequence[Terms], most_steps: int) -> Terms:
    """One sum that orders paths as the levels do, one after the other.

    A path has at most `most_steps` steps and as many prices, which bounds what each level can come to.
    """
    *higher, last = levels
    if not higher:
        return last
    weight = 1 + _span(last, most_steps)
    above = merged(higher, most_steps)
    return merged_terms([(variable, coefficient * weight) for variable, coefficient in above], last)


def merged_terms(one: Sequence[tuple[int, int]], other: Terms) -> Terms:
    """The sum of two sums, each variable once."""
    total: dict[int, int] = {}
    for variable, coefficient in (*one, *other):
        total[variable] = total.get(variable, 0) + coefficient
    return tuple(total.items())


def _span(terms: Terms, most_steps: int) -> int:
    """No two paths differ by more than this on one level."""
    gains = sorted((coefficient for _, coefficient in terms if coefficient > 0), reverse=True)
    losses = sorted(coefficient for _, coefficient in terms if coefficient < 0)
    return sum(gains[:most_steps]) - sum(losses[: 2 * most_steps])


class _Search:
    """One model; each solve adds what the level before has reached."""

    def __init__(self, problem: Problem, limit: float) -> None:
        from ortools.sat.python.cp_model import CpModel

        self._problem, self._limit = problem, limit
        self._variables = variables_of(problem)
        self._values = [0] * self._variables.count
        self._is_lost = False
        self._model = CpModel()
        self._bools: list[IntVar] = [self._model.new_bool_var("") for _ in self._values]
        for row in Rows(problem, self._variables).all():
            self._model.add(self._sum(row.terms) <= row.most)

    def run(self) -> Solution:
        every = levels(self._problem, self._variables)
        together = (merged([every[level] for level in group], self._problem.most_steps) for group in TOGETHER)
        gaps = [self._best(terms) for terms in together]
        found = {} if self._is_lost else _chosen(self._problem, self._variables, self._values)
        if not any(gaps):
            return Solution(found, gap=0.0, is_proven=True)
        # Stopped early, the solver may hold less than what one finds at once.
        quick = greedy(self._problem)
        if self._is_lost or scores(self._problem, quick) > scores(self._problem, found):
            found = quick
        return Solution(found, next(gap for gap in gaps if gap > 0), is_proven=False)

    def _best(self, terms: Terms) -> float:
        """Solve for one sum and hold what was reached; the share by which the best may still be better."""
        from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL

        self._model.maximize(self._sum(terms))
        self._hint()
        solver = _solver(self._limit)
        if solver.solve(self._model) not in (OPTIMAL, FEASIBLE):
            self._is_lost = True
            return 1.0
        self._values = [int(value) for value in solver.values(self._bools)]
        reached = sum(self._values[variable] * coefficient for variable, coefficient in terms)
        self._model.add(self._sum(terms) >= reached)
        missing = max(floor(solver.best_objective_bound + ROUNDING) - reached, 0)
        return min(missing / max(abs(reached), 1), 1.0)

    def _hint(self) -> None:
        """Start from what is known: the empty path, then what the first solve has found."""
        self._model.clear_hints()  # type: ignore[no-untyped-call] # OR-Tools types a part of itself
        for variable, value in zip(self._bools, self._values, strict=True):
            self._model.add_hint(variable, value)

    def _sum(self, terms: Terms) -> "LinearExprT":
        from ortools.sat.python.cp_model import LinearExpr

        variables = [self._bools[variable] for variable, _ in terms]
        return LinearExpr.weighted_sum(variables, [coefficient for _, coefficient in terms])


def _solver(limit: float) -> "CpSolver":
    from ortools.sat.python.cp_model import CpSolver

    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 2
    # These problems are small: presolving and cuts take more time than they save (docs/performance.md).
    solver.parameters.cp_model_presolve = False
    solver.parameters.symmetry_level = 0
    solver.parameters.cut_level = 0
    solver.parameters.max_deterministic_time = limit
    solver.parameters.max_time_in_seconds = WALL_SECONDS
    return solver


def _chosen(problem: Problem, variables: Variables, values: Sequence[int]) -> Chosen:
    return {
        one.id: place_of(one, number)
        for one, steps in zip(problem.candidates, variables.steps, strict=True)
        for number, variable in enumerate(steps)
        if values[variable]
    }
