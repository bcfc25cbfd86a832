"""What could stand in the path instead of a step, and why the step is the better one."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.path import weights
from bot.path.breaches import breaches
from bot.path.candidates import Field
from bot.path.objective import LEVELS, is_uncertain, scores
from bot.path.path import Note, Rival
from bot.path.problem import Candidate, Chosen, Place
from bot.path.worth import Fit

MOST: Final = 3
PARTS: Final = ("topics", "words", "needs", "stage", "sure", "audience", "doubts")
"""Parts of the fit in the order in which they are told when several differ by as much."""
PLAIN: Final = {"earliness": "earlier", "effort": "easier", "local": "local"}


def rivals_of(field: Field, chosen: Chosen, id_: str) -> tuple[Rival, ...]:
    """Measures outside the path that could take the step's turn, best first, each with one reason.

    The rest of the path stays as it is: what the step unlocks must be unlocked by the other one too.
    """
    step = field.problem.by_id[id_]
    rest = {need for other in chosen if other != id_ for need in field.problem.by_id[other].covers}
    alone = step.covers - rest

    def order(one: Candidate) -> tuple[object, ...]:
        return len(alone - one.covers), -one.fit, not one.is_reliable, -one.benefit, one.id

    others = sorted((one for one in field.problem.candidates if _is_like(chosen, step, one)), key=order)
    return tuple(islice(_rivals(field, chosen, id_, others), MOST))


def _is_like(chosen: Chosen, step: Candidate, one: Candidate) -> bool:
    """A stranger to the path that is worth a seat of its own, and brings some of what the step brings."""
    if one.id in chosen or (one.covers and one.fit < weights.SEATS[0]):
        return False
    return not (one.gives.isdisjoint(step.gives) if step.only_unlocks else one.covers.isdisjoint(step.covers))


def _rivals(field: Field, chosen: Chosen, id_: str, others: list[Candidate]) -> Iterator[Rival]:
    for one in others:
        if (path := _instead(field, chosen, id_, one)) is not None:
            yield Rival(one.id, _why(field, chosen, path, id_, one.id))


def _instead(field: Field, chosen: Chosen, id_: str, one: Candidate) -> Chosen | None:
    """The path with the other one at the place nearest to that of the step; None when it has none."""
    rest = {other: place for other, place in chosen.items() if other != id_}
    before = chosen[id_]
    start = field.problem.months if before is None else before.start
    nearest = sorted(one.places, key=lambda place: (abs(place.start - start), place))
    places: list[Place | None] = [None] if one.undated else [*nearest]
    paths: Iterator[Chosen] = ({**rest, one.id: place} for place in places)
    return next((path for path in paths if not any(breaches(field.problem, path))), None)


def _why(field: Field, chosen: Chosen, other: Chosen, id_: str, rival: str) -> Note:
    """The first level on which the path is better with the step; on the fit, its part that tells most."""
    values = zip(LEVELS, scores(field.problem, chosen), scores(field.problem, other), strict=True)
    level = next((level for level, ours, theirs in values if ours > theirs), "order")
    match level:
        case "needs":
            lost = _covered(field, chosen) - _covered(field, other)
            return Note("covers", {"needs": tuple(sorted(lost))})
        case "fit":
            return Note(_part(field, chosen, other, id_, rival), {})
        case "benefit":
            return Note("sum", {})
        case _:
            return Note(PLAIN.get(level, "even"), {})


def _covered(field: Field, chosen: Chosen) -> set[str]:
    return {need for id_ in chosen for need in field.problem.by_id[id_].covers} & field.problem.needs


def _part(field: Field, chosen: Chosen, other: Chosen, id_: str, rival: str) -> str:
    """Which part of the fit speaks most for the step."""
    if _is_a_form_of(field, id_, rival) or _is_a_form_of(field, rival, id_):
        return "either"
    if is_uncertain(field.problem, other, rival) and not is_uncertain(field.problem, chosen, id_):
        return "surer"
    ours, theirs = field.fits.get(id_), field.fits.get(rival)
    if ours is None or theirs is None:
        return "fits"
    part = max(PARTS, key=lambda part: _lead(ours, theirs, part))
    if _lead(ours, theirs, part) <= 0:
        return "enough"
    if part != "doubts":
        return part
    return max(field.doubts[rival], key=lambda doubt: -weights.DOUBTS[doubt])


def _is_a_form_of(field: Field, local: str, general: str) -> bool:
    return field.standings[local].measure.variant_of == general


def _lead(ours: Fit, theirs: Fit, part: str) -> int:
    lead: int = getattr(ours, part) - getattr(theirs, part)
    return lead
