"""Why a measure is not in a path: one code for any measure of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.path.breaches import breaches
from bot.path.candidates import Field, field_of
from bot.path.months import month_of
from bot.path.path import Argument, Path
from bot.path.problem import Chosen, Place
from bot.path.request import PlanRequest
from bot.path.standing import Standing, facts_to_obtain
from knowledge.condition_kinds import fact_of
from knowledge.condition_reasons import Reason, explain
from knowledge.verdict import Verdict

IN_PATH: Final = "in-path"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A code with arguments; `reason`: the condition that fails, where one does."""

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    reason: Reason | None = None


def why_not(request: PlanRequest, path: Path, id_: str) -> WhyNot:
    """Why the measure does not stand in the path that was planned for the request."""
    return Absence(request, path).of(id_)


class Absence:
    """Answers for one path and many measures; makes the problem once, some hundredths of a second."""

    def __init__(self, request: PlanRequest, path: Path) -> None:
        self._request, self._path = request, path
        self._field = field_of(request)
        self._chosen = _chosen(self._field, request, path)

    def of(self, id_: str) -> WhyNot:
        """The first reason that holds, from the plainest on."""
        if any(step.id == id_ for step in self._path.steps):
            return WhyNot(IN_PATH)
        if (told := self._told(id_)) is not None:
            return WhyNot(told)
        standing = self._field.standings.get(id_)
        if standing is None:
            return WhyNot("shut")
        return self._for_good(standing) or self._in_this_path(id_)

    def _told(self, id_: str) -> str | None:
        """What the person told, or the catalogue."""
        request = self._request
        if id_ in request.done:
            return "done"
        if id_ in request.facts.has:
            return "have"
        if id_ in request.refused:
            return "refused"
        return None if any(measure.id == id_ for measure in request.measures) else "gone"

    def _for_good(self, standing: Standing) -> WhyNot | None:
        """What keeps it out of every path of this person."""
        measure, person = standing.measure, self._field.standpoint
        reasons = [explain(condition, person.now, frozenset()) for condition in standing.failing]
        if failing := next((reason for reason in reasons if reason.verdict is Verdict.NO), None):
            return WhyNot("unfit", reason=failing)
        if standing.failing:
            return WhyNot("unknown")
        if not self._field.wishes.covered(measure):
            return WhyNot("no-need")
        if measure.id not in self._field.fits:
            return WhyNot("field")
        if not (self._field.slots[measure.id] or self._is_undated(measure.id)):
            return self._never(standing)
        return self._locked(standing)

    def _is_undated(self, id_: str) -> bool:
        return any(one.id == id_ and one.undated for one in self._field.problem.candidates)

    def _never(self, standing: Standing) -> WhyNot:
        """There is no month for it: the age is over, or nothing opens and ends in the horizon."""
        person = self._field.standpoint
        for condition in standing.dated:
            reason = explain(condition, person.now, frozenset())
            if reason.verdict is Verdict.NO:
                return WhyNot("unfit", reason=reason)
        return WhyNot("closed")

    def _locked(self, standing: Standing) -> WhyNot | None:
        """Something is lacking that no step gives in time."""
        if standing.measure.id in self._field.problem.by_id or not standing.lacking:
            return None
        lacking = standing.lacking
        given = {fact_of(word) for one in self._field.standings.values() for word in one.measure.gives}
        never = [one for one in lacking if facts_to_obtain(one).isdisjoint(given)] or [*lacking]
        return WhyNot("locked", reason=explain(never[0], self._field.standpoint.now, frozenset()))

    def _in_this_path(self, id_: str) -> WhyNot:
        """It could be a step of some path: what in this one stands in its way?"""
        problem, chosen = self._field.problem, self._chosen
        one = problem.by_id.get(id_)
        if one is None:
            return WhyNot("closed")
        pairs = {other for pair in problem.exclusions if id_ in pair for other in pair if other != id_}
        if instead := tuple(sorted(pairs & chosen.keys())):
            return WhyNot("instead", {"measures": instead})
        found = [_faults(self._field, chosen, id_, place) for place in one.places or (None,)]
        faults = min(found, key=len)
        if any(fault.startswith("too many hours") for fault in faults):
            return WhyNot("busy")
        if any(fault.startswith("locked") for fault in faults):
            return WhyNot("long-way")
        covers = one.covers & problem.needs or one.covers
        return WhyNot("enough", {"needs": tuple(sorted(covers))})


def _faults(field: Field, chosen: Chosen, id_: str, place: Place | None) -> list[str]:
    return list(breaches(field.problem, {**chosen, id_: place}))


def _chosen(field: Field, request: PlanRequest, path: Path) -> Chosen:
    """The path as the solver sees it."""
    now, by_id = month_of(request.today), field.problem.by_id
    chosen: dict[str, Place | None] = {one.id: one.places[0] for one in by_id.values() if one.fixed}
    for step in path.steps:
        if step.id in by_id and step.id not in chosen:
            places = by_id[step.id].places
            start = None if step.start is None else step.start - now
            chosen[step.id] = next((place for place in places if place.start == start), None)
    return chosen
