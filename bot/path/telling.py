"""From the solver's answer to the path: steps in order, with reasons, dates and what to check."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.path import weights
from bot.path.alternatives import rivals_of
from bot.path.breaches import givers
from bot.path.candidates import Field
from bot.path.months import month_of
from bot.path.objective import is_uncertain
from bot.path.path import Argument, Note, Step
from bot.path.problem import Chosen, Place
from bot.path.request import PlanRequest, Span
from bot.path.schedule import Slot
from bot.path.worth import income, is_reliable
from bot.wording import is_stale
from knowledge.condition_reasons import Reason, explain
from knowledge.measure import SupportMeasure
from knowledge.verdict import Verdict

NOTHING: Mapping[str, Argument] = {}


def steps_of(request: PlanRequest, field: Field, chosen: Chosen) -> tuple[Step, ...]:
    """The steps in the order in which they start; in one month what is surest and easiest comes first."""
    order = sorted(chosen.keys() - request.done, key=lambda id_: _turn(request, field, chosen, id_))
    return tuple(_step(request, field, chosen, id_) for id_ in order)


def _turn(request: PlanRequest, field: Field, chosen: Chosen, id_: str) -> tuple[object, ...]:
    one, place = field.problem.by_id[id_], chosen[id_]
    if place is None:
        return field.problem.months, not one.is_reliable, False, -one.fit, id_
    slot = field.slots.get(id_, {}).get(place.start)
    return (
        request.under_way[id_].start - month_of(request.today) if id_ in request.under_way else place.start,
        not one.is_reliable,
        bool(slot and slot.expected),
        one.effort,
        id_,
    )


def _step(request: PlanRequest, field: Field, chosen: Chosen, id_: str) -> Step:
    one, place, measure = field.problem.by_id[id_], chosen[id_], field.standings[id_].measure
    slot = field.slots[id_][place.start] if place and not one.fixed else None
    unlocks = tuple(sorted(_unlocked(field, chosen, id_)))
    rivals = () if one.fixed else rivals_of(field, chosen, id_)
    span = request.under_way[id_] if one.fixed else _span(request, place)
    return Step(
        id=id_,
        start=span.start if span else None,
        finish=span.finish if span else None,
        apply_by=slot.apply_by if slot else None,
        expected=bool(slot and slot.expected),
        why=tuple(_why(field, id_, unlocks)),
        covers=tuple(sorted(one.covers)),
        unlocks=unlocks,
        unknown=() if one.fixed else _unknown(field, id_, slot.apply_from if slot else request.today),
        check=() if one.fixed else tuple(_check(request, field, chosen, id_, slot)),
        alternatives=tuple(rival.id for rival in rivals),
        income_rub=_income(request, measure),
        rivals=rivals,
        is_competitive=measure.kind in weights.COMPETITIVE,
        is_under_way=one.fixed,
    )


def _span(request: PlanRequest, place: Place | None) -> Span | None:
    now = month_of(request.today)
    return None if place is None else Span(now + place.start, now + place.finish)


def _income(request: PlanRequest, measure: SupportMeasure) -> int:
    """Sums of doubtful data are told to nobody."""
    return income(measure) if is_reliable(measure, request.today, request.stale_after_months) else 0


def _unlocked(field: Field, chosen: Chosen, id_: str) -> Iterator[str]:
    for other in chosen:
        groups = field.problem.by_id[other].wants
        if any(id_ in givers(field.problem, chosen, other, group) for group in groups):
            yield other


def _why(field: Field, id_: str, unlocks: tuple[str, ...]) -> Iterator[Note]:
    measure, wishes = field.standings[id_].measure, field.wishes
    if covers := field.problem.by_id[id_].covers:
        yield Note("needs", {"needs": tuple(need for need in measure.needs if need in covers)})
    if topics := tuple(topic for topic in measure.topics if topic in wishes.topics):
        yield Note("topics", {"topics": topics})
    if wishes.stage is not None and wishes.stage in measure.stages:
        yield Note("stage", {"stage": wishes.stage})
    if wishes.near(measure) >= weights.NEAR_WORDS:
        yield Note("words", NOTHING)
    if unlocks:
        yield Note("unlocks", {"measures": unlocks})


def _unknown(field: Field, id_: str, day: date) -> tuple[Reason, ...]:
    """Conditions not known to be met; age as it will be on the first day of applying."""
    standing, person = field.standings[id_], field.standpoint
    then = (explain(condition, person.on(day), frozenset()) for condition in standing.dated)
    now = (explain(condition, person.now, frozenset()) for condition in standing.unknown)
    return (*(reason for reason in then if reason.verdict is Verdict.UNKNOWN), *now)


def _check(request: PlanRequest, field: Field, chosen: Chosen, id_: str, slot: Slot | None) -> Iterator[Note]:
    measure = field.standings[id_].measure
    if slot is None:
        yield Note("dates", NOTHING)
    if is_uncertain(field.problem, chosen, id_):
        yield Note("selection", {"measures": tuple(sorted(_contests(field, chosen, id_)))})
    if _turns_with_birthday(field, id_, slot):
        yield Note("birthday", NOTHING)
    if measure.confidence == "low":
        yield Note("doubtful", NOTHING)
    elif is_stale(measure.checked_on, request.stale_after_months, request.today):
        yield Note("stale", NOTHING)


def _contests(field: Field, chosen: Chosen, id_: str) -> Iterator[str]:
    for group in field.problem.by_id[id_].wants:
        steps = set(givers(field.problem, chosen, id_, group))
        if all(field.problem.by_id[step].is_contest for step in steps):
            yield from steps


def _turns_with_birthday(field: Field, id_: str, slot: Slot | None) -> bool:
    """Would a birthday that we do not know, before the step, make the person too old for it?"""
    facts = field.standpoint.facts
    if slot is None or facts.birth_date is not None or facts.age is None or slot.place.start == 0:
        return False
    limit = field.standings[id_].measure.audience.age_max
    return limit is not None and facts.age >= limit
