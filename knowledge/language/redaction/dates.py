"""Dates of birth: full dates beside words of birth, beside a person, or too far back to be a deadline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.language.redaction.lexicon import pattern
from knowledge.language.redaction.span import Span

_BEFORE, _AFTER, _BETWEEN = 60, 40, 60
_GAPS: Final = range(1, 6)
_YOUNGEST: Final = 2014
"""Who writes of a day in a later year may as well mean a document or an event."""
_OLDEST: Final = 1920
_PIVOT: Final = 30
"""Two digits of a year up to this one are of this century."""


@dataclass(frozen=True, slots=True)
class Day:
    """A full date in the text; the year is unknown when it is said in words."""

    start: int
    end: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Names:
    """Where names begin and end."""

    starts: frozenset[int]
    ends: frozenset[int]


def days(plain: str) -> list[Day]:
    """Every full date, in order."""
    dates = (one for one in pattern("date").finditer(plain) if not _is_end_of_number(plain, one))
    found = [Day(*one.span(), _year(one)) for one in dates]
    found += [Day(*one.span(), None) for one in pattern("spoken_date").finditer(plain)]
    for one in pattern("bare_date").finditer(plain):
        day = Day(*one.span(), None)
        if _is_told(plain, day):
            found.append(day)
    return sorted(found, key=lambda day: day.start)


def _is_end_of_number(plain: str, found: re.Match[str]) -> bool:
    """«8 35253 2-11-22» ends as a date would."""
    is_short = re.fullmatch(r"\d{1,2}-\d{1,2}-\d\d", found[0]) is not None
    return (
        is_short and re.search(r"\d[\s)]{1,2}$", plain[max(0, found.start() - 3) : found.start()]) is not None
    )


def births(plain: str, found: Sequence[Day], named: Sequence[Span]) -> Iterator[Span]:
    """Those of the dates that are somebody's birth."""
    names = Names(frozenset(name.start for name in named), frozenset(name.end for name in named))
    last: Day | None = None
    for day in found:
        is_next = last is not None and day.start - last.end <= _BETWEEN and not _is_of_other(plain, day)
        if is_next or _is_birth(plain, day, names):
            last = day
            yield Span(day.start, day.end, "birth_date")


def _is_birth(plain: str, day: Day, names: Names) -> bool:
    if _is_told(plain, day):
        return True
    if _is_of_other(plain, day):
        return False
    before = max(0, day.start - _BEFORE)
    if pattern("family_before").search(plain, before, day.start) or _is_beside(plain, day, names):
        return True
    return day.year is not None and _OLDEST <= day.year <= _YOUNGEST


def _is_told(plain: str, day: Day) -> bool:
    said_before = pattern("birth_before").search(plain[max(0, day.start - _BEFORE) : day.start])
    return (
        said_before is not None
        or pattern("birth_after").search(plain[day.end : day.end + _AFTER]) is not None
    )


def _is_of_other(plain: str, day: Day) -> bool:
    return pattern("other_date_before").search(plain[max(0, day.start - _BEFORE) : day.start]) is not None


def _is_beside(plain: str, day: Day, names: Names) -> bool:
    """Whether a name stands right before or after the date."""
    before = any(
        day.start - gap in names.ends and _is_gap(plain, day.start - gap, day.start) for gap in _GAPS
    )
    return before or any(
        day.end + gap in names.starts and _is_gap(plain, day.end, day.end + gap) for gap in _GAPS
    )


def _is_gap(plain: str, start: int, end: int) -> bool:
    return pattern("beside").search(plain[start:end]) is not None


def _year(found: re.Match[str]) -> int | None:
    said = next(filter(None, (found[name] for name in found.re.groupindex if name.startswith("year"))))
    year = int(said)
    if year >= 100:
        return year
    return year + (2000 if year <= _PIVOT else 1900)
