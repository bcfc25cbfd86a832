"""Months as whole numbers, so that a path can count with them: 2026-03 is 12 * 2026 + 2."""

from datetime import date, timedelta
from typing import Final

YEAR: Final = 12


def month_of(day: date) -> int:
    """The month that holds a day."""
    return day.year * YEAR + day.month - 1


def first_day(month: int) -> date:
    """The first day of a month."""
    return date(month // YEAR, month % YEAR + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month."""
    return first_day(month + 1) - timedelta(days=1)


def month_name(month: int) -> str:
    """A month as programs write it: `2026-03`."""
    return f"{first_day(month):%Y-%m}"


def calendar_month(month: int) -> int:
    """The month of the year, from 1 to 12."""
    return month % YEAR + 1
