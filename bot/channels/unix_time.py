"""Dates of platforms: seconds since 1970, or whatever else stands there."""

from datetime import UTC, datetime
from typing import Final

LAST: Final = 253_402_300_799
"""The end of the year 9999."""


def moment(date: object) -> datetime | None:
    """The moment; None when it is none."""
    return datetime.fromtimestamp(date, UTC) if type(date) is int and 0 < date <= LAST else None
