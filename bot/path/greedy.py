"""A legal path at once, when the solver found none within its limit: the best that fits, one by one."""

from bot.path.breaches import breaches
from bot.path.objective import scores
from bot.path.problem import Candidate, Chosen, Place, Problem


def greedy(problem: Problem) -> Chosen:
    """Candidates by what they add, each at its first place that keeps all rules and makes the path better."""
    chosen: dict[str, Place | None] = {one.id: one.places[0] for one in problem.candidates if one.fixed}
    left = [one for one in problem.candidates if not one.fixed]
    while best := _next(problem, chosen, left):
        one, place = best
        chosen[one.id] = place
        left.remove(one)
    return chosen


def _next(problem: Problem, chosen: Chosen, left: list[Candidate]) -> tuple[Candidate, Place | None] | None:
    covered = {need for id_ in chosen for need in problem.by_id[id_].covers}

    def gain(one: Candidate) -> tuple[int, int, int, int]:
        return int(one.wanted), len((one.covers & problem.needs) - covered), one.fit, one.benefit

    for one in sorted(left, key=gain, reverse=True):
        for place in one.places or (None,):
            more = {**chosen, one.id: place}
            if not any(breaches(problem, more)) and scores(problem, more) > scores(problem, chosen):
                return one, place
    return None
