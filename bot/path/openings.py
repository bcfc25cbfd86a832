"""The months of the horizon in which one can apply: announced rounds first, then the usual months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.path.months import calendar_month, first_day, last_day, month_of
from knowledge.measure import Window


@dataclass(frozen=True, slots=True)
class Opening:
    """A month in which applications are taken, from day `first` to day `last` of it."""

    month: int
    first: date
    last: date
    round_ends: date
    """The last day of the whole round: announced, or the end of the run of usual months."""
    expected: bool
    """By the usual months, not announced."""
    closes: date | None = None
    """The announced last day; never a guess."""
    always: bool = False


@dataclass(frozen=True, slots=True)
class _Round:
    """An announced round that is not over; `closes` None: not announced."""

    opens: date
    closes: date | None


def openings(window: Window, today: date, months: int) -> tuple[Opening, ...]:
    """The months, of the next so many and this one included, in which one can apply; none: not known."""
    horizon = range(month_of(today), month_of(today) + months)
    if window.always:
        return tuple(_open_always(month, today) for month in horizon)
    announced = _announced(window, today)
    usual = tuple(_usual(window, today, horizon, announced))
    if announced is None:
        return usual
    end = announced.closes or last_day(_run_end(window, month_of(announced.opens)))
    return (*_round(announced, end, horizon), *usual)


def _open_always(month: int, today: date) -> Opening:
    last = last_day(month)
    return Opening(month, max(first_day(month), today), last, last, expected=False, always=True)


def _announced(window: Window, today: date) -> _Round | None:
    known = window.last_known
    opens = date.fromisoformat(known.opens) if known.opens else None
    closes = date.fromisoformat(known.closes) if known.closes else None
    if closes is not None and closes >= today:
        return _Round(max(opens or today, today), closes)
    if opens is not None and opens > today:
        return _Round(opens, None)
    return None


def _round(announced: _Round, end: date, horizon: range) -> Iterator[Opening]:
    """The months of an announced round; without a closing day only the month of its opening is sure."""
    closes = announced.closes or last_day(month_of(announced.opens))
    for month in range(month_of(announced.opens), month_of(closes) + 1):
        if month in horizon:
            first, last = max(first_day(month), announced.opens), min(last_day(month), closes)
            yield Opening(month, first, last, end, expected=False, closes=announced.closes)


def _usual(window: Window, today: date, horizon: range, announced: _Round | None) -> Iterator[Opening]:
    """The usual months that no announced date rules out."""
    over = _closed_until(window, today, announced)
    for month in horizon:
        if calendar_month(month) not in window.months_open or month <= over:
            continue
        end = last_day(_run_end(window, month))
        yield Opening(month, max(first_day(month), today), last_day(month), end, expected=True)


def _closed_until(window: Window, today: date, announced: _Round | None) -> int:
    """The last month that the known dates speak for; after it the usual months count again."""
    before = month_of(today) - 1
    if announced is not None and announced.closes is None:
        return month_of(announced.opens)
    closes = announced.closes if announced else None
    if closes is None and window.last_known.closes:
        closes = date.fromisoformat(window.last_known.closes)
    if closes is None:
        return before
    # What is left of a run of months in which a round closed is not another round.
    month = month_of(closes)
    end = _run_end(window, month) if calendar_month(month) in window.months_open else month
    return max(end, before)


def _run_end(window: Window, month: int) -> int:
    """The last month of the run of usual months that holds this one."""
    if len(window.months_open) == 12:
        return month
    while calendar_month(month + 1) in window.months_open:
        month += 1
    return month
