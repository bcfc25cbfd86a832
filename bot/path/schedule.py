"""When a measure may stand in the path: its places in time and what may be said of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from bot.path import weights
from bot.path.months import month_of
from bot.path.openings import Opening, openings
from bot.path.problem import Place
from bot.path.request import PlanRequest
from bot.path.standing import Standing, Standpoint
from knowledge.measure import SupportMeasure


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in time and what is known of applying then."""

    place: Place
    apply_from: date
    apply_by: date | None
    """The last day, where one is announced or set by a birthday."""
    expected: bool


class Schedule:
    """Finds the slots of measures for one person."""

    def __init__(self, request: PlanRequest, standpoint: Standpoint) -> None:
        self._request, self._standpoint = request, standpoint
        self._minutes = 60 * hours_of(request)

    def slots(self, standing: Standing) -> tuple[Slot, ...]:
        """All slots in the horizon that the person's age and hours allow, one a month, in order."""
        slots = {slot.place.start: slot for slot in self._slots(standing)}
        return tuple(slots[start] for start in sorted(slots))

    def is_undated(self, standing: Standing) -> bool:
        """Is the time of applying unknown, and would it do if it were today?"""
        measure, today = standing.measure, self._request.today
        if measure.window.always or openings(measure.window, today, self._request.months):
            return False
        now = Opening(month_of(today), today, today, today, expected=False)
        is_light = self._place(measure, now, today).minutes <= self._minutes
        return is_light and self._standpoint.holds(standing.dated, today)

    def _slots(self, standing: Standing) -> Iterator[Slot]:
        measure = standing.measure
        for opening in openings(measure.window, self._request.today, self._request.months):
            days = self._days(standing, opening)
            if days is None or _is_too_late(measure, opening, days[0]):
                continue
            place = self._place(measure, opening, days[0])
            if place.finish < self._request.months and place.minutes <= self._minutes:
                ends_early = days[1] < opening.last
                yield Slot(place, days[0], days[1] if ends_early else opening.closes, opening.expected)

    def _days(self, standing: Standing, opening: Opening) -> tuple[date, date] | None:
        """The first and the last day of the opening on which dated conditions hold.

        In one month an age changes at most once, so the days that hold are a run at its start or its end.
        """
        first, last = opening.first, opening.last
        holds = [self._standpoint.holds(standing.dated, day) for day in (first, last)]
        if not any(holds):
            return None
        while not holds[0] and not self._standpoint.holds(standing.dated, first):
            first += timedelta(days=1)
        while not holds[1] and not self._standpoint.holds(standing.dated, last):
            last -= timedelta(days=1)
        return first, last

    def _place(self, measure: SupportMeasure, opening: Opening, applied: date) -> Place:
        """From the month of applying to the month of the result; where many compete, from the closing day."""
        waits = measure.kind in weights.CONTESTS and not opening.always
        weeks = weights.RESULT_WEEKS if measure.result_weeks is None else measure.result_weeks
        result = month_of((opening.round_ends if waits else applied) + timedelta(weeks=weeks))
        shortest = ceil(measure.effort_hours / weights.MOST_HOURS_A_MONTH)
        length = max(result - opening.month + 1, shortest)
        start = opening.month - month_of(self._request.today)
        return Place(start, start + length - 1, ceil(60 * measure.effort_hours / length))


def _is_too_late(measure: SupportMeasure, opening: Opening, day: date) -> bool:
    """Is there less time until the announced end than an honest entry takes?"""
    if measure.kind not in weights.CONTESTS or opening.closes is None:
        return False
    left = (opening.closes - day).days + 1
    return measure.effort_hours > weights.HASTE_HOURS * left


def hours_of(request: PlanRequest) -> int:
    """Hours a month that the person gives."""
    hours = request.facts.hours_per_month
    return weights.HOURS_A_MONTH if hours is None else hours
