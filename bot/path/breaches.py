"""Does a path keep the rules? Straight from the problem, without rows or a solver."""

from collections.abc import Iterator

from bot.path.problem import Candidate, Chosen, Place, Problem
from bot.path.seating import cheapest


def breaches(problem: Problem, chosen: Chosen) -> Iterator[str]:
    """Every rule that a path breaks, by the name of the rule and the id of the step."""
    if len(chosen) > problem.most_steps:
        yield "too many steps"
    yield from (
        f"together: {one} {other}" for one, other in problem.exclusions if {one, other} <= chosen.keys()
    )
    yield from (f"taken away: {one.id}" for one in problem.candidates if one.fixed and one.id not in chosen)
    sitting = {id_: problem.by_id[id_].covers for id_ in chosen if problem.by_id[id_].covers}
    if cheapest(sitting, problem.seats) is None:
        yield "too many for one need"
    for month in range(problem.months):
        if (
            sum(p.minutes for p in chosen.values() if p and p.start <= month <= p.finish)
            > problem.minutes_a_month
        ):
            yield f"too many hours in month {month}"
    for id_, place in chosen.items():
        yield from _of_step(problem, chosen, problem.by_id[id_], place)


def _of_step(problem: Problem, chosen: Chosen, one: Candidate, place: Place | None) -> Iterator[str]:
    if place not in one.places and not (place is None and one.undated):
        yield f"no such place: {one.id}"
    if not all(any(True for _ in givers(problem, chosen, one.id, group)) for group in one.wants):
        yield f"locked: {one.id}"
    if (
        one.only_unlocks
        and not one.fixed
        and not any(
            one.id in givers(problem, chosen, user, group)
            for user in chosen
            for group in problem.by_id[user].wants
        )
    ):
        yield f"useless: {one.id}"
    start = _start(problem, place)
    for other, spoiler in chosen.items():
        spoils = other != one.id and not one.spoilt_by.isdisjoint(problem.by_id[other].gives)
        if spoils and (place is None or spoiler is None or spoiler.finish <= start):
            yield f"too late: {one.id}"
    if not one.is_reliable and place is not None and _leads(problem, chosen, one, start):
        yield f"doubtful first: {one.id}"


def givers(problem: Problem, chosen: Chosen, id_: str, group: frozenset[str]) -> Iterator[str]:
    """Ids of the steps that give one of the wanted facts before a step starts."""
    start = _start(problem, chosen[id_])
    for other, place in chosen.items():
        if (
            other != id_
            and place is not None
            and place.finish < start
            and problem.by_id[other].unlocks(group)
        ):
            yield other


def _leads(problem: Problem, chosen: Chosen, one: Candidate, start: int) -> bool:
    reliable = [other for other in chosen if problem.by_id[other].is_reliable]
    led = any(place is not None and place.start <= start for place in map(chosen.get, reliable))
    return not led and any(not one.covers.isdisjoint(problem.by_id[other].covers) for other in reliable)


def _start(problem: Problem, place: Place | None) -> int:
    """A step without a date comes after all others."""
    return problem.months if place is None else place.start
