"""A legal path at once, when the solver found none within its limit: the best that fits, one by one."""

from bot.path.breaches import breaches
from bot.path.problem import Candidate, Chosen, Place, Problem


def greedy(problem: Problem) -> Chosen:
    """Candidates by what they add, each at its first place that keeps all rules."""
    chosen: dict[str, Place | None] = {}
    left = sorted(problem.candidates, key=lambda one: one.id)
    while best := _next(problem, chosen, left):
        one, place = best
        chosen[one.id] = place
        left.remove(one)
    return chosen


def _next(problem: Problem, chosen: Chosen, left: list[Candidate]) -> tuple[Candidate, Place | None] | None:
    covered = {need for id_ in chosen for need in problem.by_id[id_].covers}

    def gain(one: Candidate) -> tuple[int, int, int]:
        return len((one.covers & problem.needs) - covered), one.fit, one.benefit

    for one in sorted(left, key=gain, reverse=True):
        if gain(one) <= (0, 0, 0):
            return None
        for place in one.places or (None,):
            if not any(breaches(problem, {**chosen, one.id: place})):
                return one, place
    return None
