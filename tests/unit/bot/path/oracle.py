"""A second reading of the rules of a path, by trying everything; it shares only the problem's values."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from bot.path.problem import Candidate, Place, Problem

UNDATED = "undated"
Stand = Place | str
Plan = Mapping[str, Stand]


def best(problem: Problem) -> tuple[int, ...]:
    """The greatest value of the objective over all legal plans."""
    return max(value(problem, plan) for plan in plans(problem) if is_legal(problem, plan))


def plans(problem: Problem) -> Iterator[dict[str, Stand]]:
    """Every choice of steps and places, legal or not."""
    choices: list[list[Stand | None]] = [
        [None, *one.places, *([UNDATED] if one.undated else [])] for one in problem.candidates
    ]
    for stands in product(*choices):
        pairs = zip(problem.candidates, stands, strict=True)
        yield {one.id: stand for one, stand in pairs if stand is not None}


def is_legal(problem: Problem, plan: Plan) -> bool:
    """Does a plan keep every rule?"""
    measures = {one.id: one for one in problem.candidates}
    if any(one.fixed and one.id not in plan for one in problem.candidates):
        return False
    if seat_price(problem, [measures[id_] for id_ in plan]) is None:
        return False
    if len(plan) > problem.most_steps or any(a in plan and b in plan for a, b in problem.exclusions):
        return False
    for month in range(problem.months):
        running = [p for p in plan.values() if isinstance(p, Place) and p.start <= month <= p.finish]
        if sum(place.minutes for place in running) > problem.minutes_a_month:
            return False
    return all(_step_is_legal(measures, plan, id_) for id_ in plan)


def value(problem: Problem, plan: Plan) -> tuple[int, ...]:
    """Wanted, needs, fit, benefit, earliness, effort, local, order."""
    measures = {one.id: one for one in problem.candidates}
    steps = [measures[id_] for id_ in plan]
    lost = sum(
        any(not any(not measures[g].is_contest for g in _givers(measures, plan, id_, want)) for want in wants)
        for id_, wants in ((one.id, one.wants) for one in steps)
    )
    months = [stand.start if isinstance(stand, Place) else problem.months for stand in plan.values()]
    waits = zip(plan, months, strict=True)
    return (
        sum(1 for one in steps if one.wanted),
        sum(any(need in one.covers for one in steps) for need in problem.needs),
        sum(one.fit for one in steps) - 150 * lost - (seat_price(problem, steps) or 0),
        sum(one.benefit for one in steps),
        -sum(months),
        -sum(one.effort for one in steps),
        -sum(1 for one in steps if one.is_federal),
        -sum(tie(measures[id_]) * (problem.months - month + 1) for id_, month in waits),
    )


def tie(one: Candidate) -> int:
    """Hours and a number made from the id."""
    return one.effort + 1 + zlib.crc32(bytes(one.id, "ascii")) % 97


def seat_price(problem: Problem, steps: Sequence[Candidate]) -> int | None:
    """The cheapest way to seat all steps at their needs, by trying every way; None when there is none."""
    if not problem.seats:
        return 0
    sums = []
    for chairs in product(*(sorted(one.covers) for one in steps if one.covers)):
        taken = [chairs.count(need) for need in set(chairs)]
        if max(taken, default=0) <= len(problem.seats):
            sums.append(sum(sum(problem.seats[:number]) for number in taken))
    return min(sums, default=None)


def _step_is_legal(measures: Mapping[str, Candidate], plan: Plan, id_: str) -> bool:
    one, stand = measures[id_], plan[id_]
    if any(not _givers(measures, plan, id_, want) for want in one.wants):
        return False
    if (
        not one.covers
        and not one.fixed
        and not any(
            id_ in _givers(measures, plan, other, want) for other in plan for want in measures[other].wants
        )
    ):
        return False
    for other, spoiler in plan.items():
        if other == id_ or not one.spoilt_by & measures[other].gives:
            continue
        if not (isinstance(stand, Place) and isinstance(spoiler, Place)) or spoiler.finish <= stand.start:
            return False
    return one.is_reliable or not isinstance(stand, Place) or not _wrongly_first(measures, plan, id_, stand)


def _givers(measures: Mapping[str, Candidate], plan: Plan, id_: str, want: frozenset[str]) -> list[str]:
    stand = plan[id_]
    return [
        other
        for other, giver in plan.items()
        if other != id_
        and isinstance(giver, Place)
        and measures[other].is_reliable
        and measures[other].gives & want
        and (not isinstance(stand, Place) or giver.finish < stand.start)
    ]


def _wrongly_first(measures: Mapping[str, Candidate], plan: Plan, id_: str, stand: Place) -> bool:
    """Starts before everything that is reliable, though something reliable fills one of its needs."""
    reliable = {other: place for other, place in plan.items() if measures[other].is_reliable}
    if any(isinstance(place, Place) and place.start <= stand.start for place in reliable.values()):
        return False
    return any(measures[id_].covers & measures[other].covers for other in reliable)
