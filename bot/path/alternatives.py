"""What could stand in the path instead of a step."""

from itertools import islice
from typing import Final

from bot.path.breaches import breaches
from bot.path.candidates import Field
from bot.path.problem import Candidate, Chosen, Place

MOST: Final = 3


def alternatives(field: Field, chosen: Chosen, id_: str) -> tuple[str, ...]:
    """Measures outside the path that cover the same needs and could take the step's turn, best first.

    The rest of the path stays as it is: what the step unlocks must be unlocked by the other one too.
    """
    step = field.problem.by_id[id_]
    others = (one for one in field.problem.candidates if one.id not in chosen and _covers(one, step))
    best = sorted(others, key=lambda one: (-one.fit, not one.is_reliable, -one.benefit, one.id))
    return tuple(islice((one.id for one in best if _fits(field, chosen, id_, one)), MOST))


def _covers(one: Candidate, step: Candidate) -> bool:
    if step.only_unlocks:
        return not one.gives.isdisjoint(step.gives)
    return one.covers >= step.covers


def _fits(field: Field, chosen: Chosen, id_: str, one: Candidate) -> bool:
    """Is there a place for it, of those nearest to that of the step?"""
    rest = {other: place for other, place in chosen.items() if other != id_}
    before = chosen[id_]
    start = field.problem.months if before is None else before.start
    nearest = sorted(one.places, key=lambda place: (abs(place.start - start), place))
    places: list[Place | None] = [None] if one.undated else [*nearest]
    return any(not any(breaches(field.problem, {**rest, one.id: place})) for place in places)
