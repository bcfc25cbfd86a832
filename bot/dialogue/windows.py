"""When one can apply, on a given day: announced dates first, then the usual months."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.organisation import OwnWindow
from knowledge.measure import LastKnown, SupportMeasure, Window

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class AlwaysOpen:
    """Any day will do."""


@dataclass(frozen=True, slots=True)
class OpenUntil:
    """An announced round that runs; `closes` is the last day."""

    closes: date


@dataclass(frozen=True, slots=True)
class OpensOn:
    """An announced round that is still to come."""

    opens: date
    closes: date | None


@dataclass(frozen=True, slots=True)
class UsualMonths:
    """Nothing announced: the usual months as runs (first, last), which may wrap over New Year."""

    runs: tuple[tuple[int, int], ...]
    is_season: bool
    """Is the day in one of them?"""


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Neither dates nor months are known."""


Opening = AlwaysOpen | OpenUntil | OpensOn | UsualMonths | NotKnown


def opening(window: Window, today: date) -> Opening:
    """What may be said of a window on this day."""
    if window.always:
        return AlwaysOpen()
    if announced := _announced(window.last_known, today):
        return announced
    if not window.months_open:
        return NotKnown()
    return UsualMonths(month_runs(window.months_open), today.month in window.months_open)


def window_of(measure: SupportMeasure, own: Iterable[OwnWindow]) -> Window:
    """The measure's window; dates that the organisation announced itself come first."""
    for announced in own:
        if announced.measure == measure.id:
            known = LastKnown(opens=announced.opens, closes=announced.closes)
            return measure.window.model_copy(update={"always": False, "last_known": known})
    return measure.window


def month_runs(months: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Months as runs: [12, 1, 2] -> ((12, 2),); [2, 3, 9] -> ((2, 3), (9, 9)); all twelve -> ((1, 12),)."""
    known = set(months)
    if len(known) == MONTHS:
        return ((1, MONTHS),)
    starts = sorted(month for month in known if _before(month) not in known)
    return tuple((start, _end_of_run(start, known)) for start in starts)


def _announced(last: LastKnown, today: date) -> OpenUntil | OpensOn | None:
    opens = date.fromisoformat(last.opens) if last.opens else None
    closes = date.fromisoformat(last.closes) if last.closes else None
    if opens and opens > today:
        return OpensOn(opens, closes)
    if closes and closes >= today:
        return OpenUntil(closes)
    return None


def _before(month: int) -> int:
    return (month - 2) % MONTHS + 1


def _end_of_run(start: int, months: set[int]) -> int:
    last = start
    while last % MONTHS + 1 in months:
        last = last % MONTHS + 1
    return last
