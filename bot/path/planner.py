"""The planner: the provably best combination of measures for one person, in order, with dates and reasons."""

from bot.path.almost import almost
from bot.path.candidates import field_of
from bot.path.objective import LEVELS, scores
from bot.path.path import Path
from bot.path.request import PlanRequest
from bot.path.solving import solve
from bot.path.telling import steps_of

__all__ = ["Path", "PlanRequest", "plan"]


def plan(request: PlanRequest) -> Path:
    """The best path. CPU-bound for up to seconds: call it in a thread, one at a time."""
    field = field_of(request)
    solution = solve(field.problem, request.limit)
    values = scores(field.problem, solution.chosen)
    return Path(
        steps=steps_of(request, field, solution.chosen),
        almost=almost(field, solution.chosen),
        scores=dict(zip(LEVELS, values, strict=True)),
        is_proven=solution.is_proven,
        gap=solution.gap,
    )
