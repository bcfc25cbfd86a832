"""From the solver's answer to the path: steps in order, with reasons, dates and what to check."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.path.alternatives import alternatives
from bot.path.breaches import givers
from bot.path.candidates import Field
from bot.path.months import month_of
from bot.path.objective import is_uncertain
from bot.path.path import Argument, Note, Step
from bot.path.problem import Chosen
from bot.path.request import PlanRequest
from bot.path.schedule import Slot
from bot.path.worth import income
from bot.wording import is_stale
from knowledge.condition_reasons import Reason, explain
from knowledge.verdict import Verdict

NOTHING: Mapping[str, Argument] = {}


def steps_of(request: PlanRequest, field: Field, chosen: Chosen) -> tuple[Step, ...]:
    """The steps in the order in which they start; in one month the surer, then the local one first."""
    order = sorted(chosen, key=lambda id_: _turn(field, chosen, id_))
    return tuple(_step(request, field, chosen, id_) for id_ in order)


def _turn(field: Field, chosen: Chosen, id_: str) -> tuple[object, ...]:
    one, place = field.problem.by_id[id_], chosen[id_]
    start = field.problem.months if place is None else place.start
    return start, not one.is_reliable, one.is_federal, -one.fit, id_


def _step(request: PlanRequest, field: Field, chosen: Chosen, id_: str) -> Step:
    one, place = field.problem.by_id[id_], chosen[id_]
    slot = field.slots[id_][place.start] if place else None
    now = month_of(request.today)
    unlocks = tuple(sorted(_unlocked(field, chosen, id_)))
    return Step(
        id=id_,
        start=now + place.start if place else None,
        finish=now + place.finish if place else None,
        apply_by=slot.apply_by if slot else None,
        expected=bool(slot and slot.expected),
        why=tuple(_why(field, id_, unlocks)),
        covers=tuple(sorted(one.covers)),
        unlocks=unlocks,
        unknown=_unknown(field, id_, slot.apply_from if slot else request.today),
        check=tuple(_check(request, field, chosen, id_, slot)),
        alternatives=alternatives(field, chosen, id_),
        income_rub=income(field.standings[id_].measure) if one.is_reliable else 0,
    )


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
    if wishes.closeness.get(id_, 0.0) > 0:
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
