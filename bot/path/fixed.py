"""Steps that stand already: done ones fill their needs, those under way also keep their place in time."""

from collections.abc import Iterator
from dataclasses import replace

from bot.path import weights
from bot.path.months import month_of
from bot.path.problem import DONE, Candidate, Place
from bot.path.request import PlanRequest, Span
from bot.path.seating import cheapest
from bot.path.worth import Wishes, is_reliable
from knowledge.condition_kinds import fact_of
from knowledge.measure import SupportMeasure


def fixed_steps(request: PlanRequest, wishes: Wishes) -> list[Candidate]:
    """One candidate for each done step that fills a need, and for each under way.

    Where more of them fill a need than a path would hold, the last ones take no seat.
    """
    steps: list[Candidate] = []
    for one in _steps(request, wishes):
        sitting = {step.id: step.covers for step in (*steps, one) if step.covers}
        if cheapest(sitting, weights.SEATS) is not None:
            steps.append(one)
        elif one.id in request.under_way:
            steps.append(replace(one, covers=frozenset()))
    return steps


def _steps(request: PlanRequest, wishes: Wishes) -> Iterator[Candidate]:
    for measure in sorted(request.measures, key=lambda measure: measure.id):
        covers = wishes.covered(measure)
        if measure.id in request.done and covers:
            yield _fixed_at(DONE, measure.id, covers, frozenset(), is_contest=False)
        elif measure.id in request.under_way and measure.id not in request.had | request.refused:
            place = _place(request, request.under_way[measure.id])
            yield _fixed_at(
                place,
                measure.id,
                covers,
                _gives(measure, request),
                is_contest=measure.kind in weights.CONTESTS,
            )


def _fixed_at(
    place: Place, id_: str, covers: frozenset[str], gives: frozenset[str], *, is_contest: bool
) -> Candidate:
    """It counts the same in every path, so its worth is none."""
    return Candidate(
        id=id_,
        covers=covers,
        fit=0,
        benefit=0,
        effort=0,
        is_federal=False,
        places=(place,),
        undated=False,
        gives=gives,
        is_contest=is_contest,
        fixed=True,
    )


def _gives(measure: SupportMeasure, request: PlanRequest) -> frozenset[str]:
    """Nothing builds on doubtful data."""
    if not is_reliable(measure, request.today, request.stale_after_months):
        return frozenset()
    return frozenset(map(fact_of, measure.gives))


def _place(request: PlanRequest, span: Span) -> Place:
    """Its work is done; an unknown result comes after the horizon, an overdue one this month."""
    finish = request.months if span.finish is None else span.finish - month_of(request.today)
    return Place(0, max(finish, 0), 0)
