"""How many hours a month somebody has: a month is 4 weeks, 20 weekdays, 8 days of weekends."""

from collections.abc import Iterator
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.patterns import Hit
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among

WEEKS, WORKDAYS, WEEKEND_DAYS = 4, 20, 8
MOST: Final = 400
_HOURS: Final = ("others.hour", "others.half_hour", "others.hour_and_half")


def hours(scan: Scan) -> Iterator[Found]:
    """Hours a month; only after the question, or when a period is named beside the hours."""
    hits = [hit for hit in scan.hits(*_HOURS) if not scan.of_another(hit.first)]
    times = _times(scan)
    told = [hit for hit in hits if times is not None or scan.asked == "hours"]
    if not told:
        yield from _bare(scan, times) if scan.asked == "hours" else ()
        return
    count = round((_count(scan, told[0]) or 0) * (times or 1))
    if 0 < count <= MOST:
        yield Found("hours_per_month", count, max(told[0].first - 1, 0), told[0].last)


def _count(scan: Scan, hit: Hit) -> float | None:
    """«3 часа», «часа 3», «час», «полчаса»; None for a range."""
    said = scan.said
    if hit.family == "others.half_hour":
        return 0.5
    if hit.family == "others.hour_and_half" or among(said.form(hit.first - 1), "one_and_half"):
        return 1.5
    before = _value(scan, hit.first - 1)
    if before is not None:
        return None if _value(scan, hit.first - 2) is not None else before
    following = hit.last + among(said.form(hit.last), "about_each")
    after = _value(scan, following)
    if after is not None and among(said.form(hit.first), "hours_before_number"):
        return None if _value(scan, following + 1) is not None else after
    return 1 if among(said.form(hit.first), "an_hour") else None


def _value(scan: Scan, index: int) -> int | None:
    return scan.said.words[index].value if 0 <= index < len(scan.said.words) else None


def _times(scan: Scan) -> int | None:
    """How often a month; None when no period is named. «не в месяц» is a period that is denied."""
    denied = {
        hit.first
        for hit in scan.hits("others.month", "others.week", "others.day")
        if among(scan.said.form(hit.first - 1), "denials")
    }

    def named(family: str) -> bool:
        return any(hit.first not in denied for hit in scan.hits(f"others.{family}"))

    periods = (
        ("one_weekday", WEEKS * _days_a_week(scan)),
        ("weekend", WEEKEND_DAYS if not named("week") else WEEKS),
        ("workday", WORKDAYS),
        ("week", WEEKS),
        ("day", WORKDAYS + WEEKEND_DAYS),
        ("month", 1),
    )
    return next((times for family, times in periods if named(family)), None)


def _days_a_week(scan: Scan) -> int:
    """«2 раза в неделю по часу»: 2"""
    for hit in scan.hits("others.one_weekday"):
        for index in (hit.first - 1, hit.first):
            if (
                (value := _value(scan, index)) is not None
                and value <= 7
                and among(scan.said.form(index + 1), "times")
            ):
                return value
    return 1


def _bare(scan: Scan, times: int | None) -> Iterator[Found]:
    """A bare number after the question is hours a month."""
    values = [(at, word.value) for at, word in enumerate(scan.said.words) if word.value is not None]
    if len(values) == 1 and len(scan.said.words) <= 5 and values[0][1]:
        at, value = values[0]
        count = value * (times or 1)
        if 0 < count <= MOST:
            yield Found("hours_per_month", count, at, at + 1)
