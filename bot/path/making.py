"""From a measure and where the person stands to it to a candidate, in numbers."""

from collections.abc import Mapping
from dataclasses import replace

from bot.path import weights
from bot.path.elsewhere import is_elsewhere
from bot.path.forms import lesser_forms
from bot.path.problem import Candidate
from bot.path.request import PlanRequest
from bot.path.schedule import Schedule, Slot
from bot.path.standing import Standing, Standpoint, facts_to_obtain
from bot.path.worth import Fit, Wishes, benefit, is_reliable
from knowledge.condition_kinds import fact_of
from knowledge.measure import SupportMeasure


class CandidateMaker:
    """Makes the candidates of one person; keeps what their numbers come from."""

    def __init__(self, request: PlanRequest, standpoint: Standpoint, wishes: Wishes) -> None:
        self._request, self._wishes = request, wishes
        self._schedule = Schedule(request, standpoint)
        self._lesser = lesser_forms(request.measures)
        self.slots: dict[str, Mapping[int, Slot]] = {}
        self.fits: dict[str, Fit] = {}
        self.doubts: dict[str, tuple[str, ...]] = {}

    def made(self, standing: Standing) -> Candidate | None:
        """The candidate; None for a measure that fails for good, or that neither fits nor gives anything."""
        measure = standing.measure
        fit = self._wishes.fit(measure)
        if standing.failing or not (fit or measure.gives):
            return None
        slots = {slot.place.start: slot for slot in self._schedule.slots(standing)}
        self.slots[measure.id] = slots
        undated = not slots and self._schedule.is_undated(standing)
        if fit:
            doubts, form = self._doubts(measure), self._form(measure, fit)
            self.fits[measure.id] = replace(fit, doubts=doubts, form=form)
        return self._candidate(standing, undated=undated)

    def _candidate(self, standing: Standing, *, undated: bool) -> Candidate:
        measure, request = standing.measure, self._request
        fit = self.fits.get(measure.id)
        gain = benefit(measure, request.today, request.stale_after_months)
        return Candidate(
            id=measure.id,
            covers=self._wishes.covered(measure) if fit else frozenset(),
            fit=fit.total if fit else _price(measure),
            benefit=gain if fit else 0,
            effort=measure.effort_hours,
            is_federal=measure.level == "federal",
            places=tuple(slot.place for slot in self.slots[measure.id].values()),
            undated=undated,
            wants=tuple(facts_to_obtain(condition) for condition in standing.lacking),
            gives=frozenset(map(fact_of, measure.gives)),
            spoilt_by=standing.spoilt_by,
            is_reliable=is_reliable(measure, request.today, request.stale_after_months),
            is_contest=measure.kind in weights.CONTESTS,
            wanted=measure.id in request.wanted,
        )

    def _form(self, measure: SupportMeasure, fit: Fit) -> int:
        """What lifts it above its lesser forms; verdicts play no part, so that asking lazily stays right."""
        others = (self._wishes.fit(other) for other in self._lesser.get(measure.id, ()))
        best = max((other.total for other in others if other), default=0)
        return max(best + weights.LOCAL_FORM - fit.total, 0) if best else 0

    def _doubts(self, measure: SupportMeasure) -> int:
        """What speaks against it. Without a slot it has no date, or no place in the path at all."""
        request = self._request
        earliest = min(self.slots[measure.id], default=None)
        speaks = {
            "doubtful": not is_reliable(measure, request.today, request.stale_after_months),
            "far": is_elsewhere(measure, request.facts.region, request.regions),
            "undated": earliest is None,
            "distant": earliest is not None and earliest >= weights.DISTANT_MONTHS,
            "debt": measure.kind == "loan",
        }
        self.doubts[measure.id] = tuple(doubt for doubt, holds in speaks.items() if holds)
        return sum(weights.DOUBTS[doubt] for doubt in self.doubts[measure.id])


def _price(measure: SupportMeasure) -> int:
    """The fit of what is there only to unlock."""
    return weights.UNLOCKER if weights.FOUNDED.isdisjoint(measure.gives) else weights.FOUNDING
