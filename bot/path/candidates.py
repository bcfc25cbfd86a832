"""Which measures may become steps; only what can never stand in a path of this person is left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.path import weights
from bot.path.fixed import fixed_steps
from bot.path.making import CandidateMaker
from bot.path.problem import Candidate, Problem
from bot.path.request import PlanRequest
from bot.path.schedule import Slot, hours_of
from bot.path.standing import Standing, Standpoint
from bot.path.worth import Fit, Wishes, wishes_of
from knowledge.checking.references import both_usable
from knowledge.measure import SupportMeasure


@dataclass(frozen=True, slots=True)
class Field:
    """The problem beside what its numbers were made from."""

    problem: Problem
    wishes: Wishes
    standpoint: Standpoint
    standings: Mapping[str, Standing]
    """Of every measure that the person neither has, nor refused, nor lost by what they have."""
    slots: Mapping[str, Mapping[int, Slot]]
    """Id -> start -> slot, of the candidates that are not under way."""
    fits: Mapping[str, Fit]
    """Of the candidates that fill a need: their points with all doubts."""
    doubts: Mapping[str, tuple[str, ...]]
    """Of the same: what speaks against them, by the words of `weights.DOUBTS`."""


def field_of(request: PlanRequest) -> Field:
    """The planning problem of a person."""
    standpoint = Standpoint(request)
    wishes = wishes_of(request.facts, request.closeness, request.wanted)
    maker = CandidateMaker(request, standpoint, wishes)
    open_to = _open_to(request)
    standings = {measure.id: standpoint.standing(measure) for measure in open_to}
    made = [maker.made(one) for one in standings.values() if one.measure.id not in request.under_way]
    new = [one for one in made if one is not None]
    fixed = fixed_steps(request, wishes)
    exclusions = frozenset(pair for pair in exclusions_of(open_to) if not request.under_way.keys() >= {*pair})
    useful = trimmed((*new, *fixed))
    problem = Problem(
        candidates=useful,
        exclusions=exclusions,
        needs=wishes.needs if wishes.needs_are_stated else frozenset(),
        months=request.months,
        minutes_a_month=60 * hours_of(request),
        most_steps=request.most_steps + sum(one.id in request.done for one in fixed),
        seats=weights.SEATS if wishes.needs_are_stated else (),
    )
    return Field(problem, wishes, standpoint, standings, maker.slots, maker.fits, maker.doubts)


def exclusions_of(measures: Iterable[SupportMeasure]) -> frozenset[tuple[str, str]]:
    """Pairs that may not stand in one path: by their rules, and a general measure with its local form."""
    pairs: set[tuple[str, str]] = set()
    for measure in measures:
        others = set(measure.excludes)
        if measure.variant_of and measure.variant_of not in both_usable():
            others.add(measure.variant_of)
        pairs.update((min(measure.id, other), max(measure.id, other)) for other in others)
    return frozenset(pairs)


def trimmed(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates, in the order of ids, without places and measures that no path can hold.

    A place before anything can have given what it wants goes; so does a measure left without a place, and
    what only unlocks but nothing wants.
    """
    left = _reachable(sorted(candidates, key=lambda one: one.id))
    kept = [one for one in left if not one.only_unlocks or one.fixed]
    wanted = {fact for one in kept for group in one.wants for fact in group}
    while more := [one for one in left if one not in kept and one.unlocks(frozenset(wanted))]:
        kept += more
        wanted |= {fact for one in more for group in one.wants for fact in group}
    return tuple(sorted(kept, key=lambda one: one.id))


def _open_to(request: PlanRequest) -> list[SupportMeasure]:
    has, known = request.had, sorted(request.measures, key=lambda measure: measure.id)
    lost = {id_ for pair in exclusions_of(known) if has.intersection(pair) for id_ in pair}
    shut = (lost - request.under_way.keys()) | has | request.refused
    return [measure for measure in known if measure.id not in shut]


def _reachable(candidates: Sequence[Candidate]) -> list[Candidate]:
    left = list(candidates)
    while True:
        fewer = [one for one in (_with_reachable_places(one, left) for one in left) if _can_stand(one)]
        if fewer == left:
            return left
        left = fewer


def _with_reachable_places(one: Candidate, others: Sequence[Candidate]) -> Candidate:
    """The candidate without places that come before the earliest day by which its wants can be met."""
    earliest = -1
    for group in one.wants:
        finishes = [
            place.finish
            for other in others
            if other.id != one.id and other.unlocks(group)
            for place in other.places
        ]
        if not finishes:
            return replace(one, places=(), undated=False)
        earliest = max(earliest, min(finishes))
    return replace(one, places=tuple(place for place in one.places if place.start > earliest))


def _can_stand(one: Candidate) -> bool:
    return bool(one.places) or one.undated
