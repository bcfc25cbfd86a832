"""Time as a parameter: everything that asks what time it is gets a Clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the present instant (aware, UTC)."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock; built in the composition root only."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one place where time enters the program


class FixedClock:
    """A clock that stands still until it is moved: for tests, transcripts and `--today`."""

    def __init__(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("a clock needs an aware time")
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, step: timedelta) -> None:
        self._now += step


def local_day(clock: Clock, timezone: str) -> date:
    """The calendar day in a region's time zone (an IANA name)."""
    return clock.now().astimezone(ZoneInfo(timezone)).date()
