"""The day or the year of birth, in figures and in words."""

import re
from collections.abc import Iterator
from datetime import date

from bot.person.reading.found import Found
from bot.person.reading.message import Message
from bot.person.reading.scan import Scan
from bot.person.reading.tables import pattern, tables


def births(scan: Scan) -> Iterator[Found]:
    """`birth_date` (as YYYY-MM-DD) and `birth_year`, the surest first."""
    text = scan.said.text
    for match in (*pattern("date").finditer(text), *pattern("spelt_date").finditer(text)):
        day = _day(match)
        first, last = _span(scan.said, match)
        if day and not scan.of_another(first) and (scan.asked == "age" or _is_birthday(text, match)):
            yield Found("birth_date", day.isoformat(), first, last)
    for name in ("born", "bare_year", *(("any_year",) if scan.asked == "age" else ())):
        for match in pattern(name).finditer(text):
            year = _year(next(group for group in match.groups() if group))
            first, last = _span(scan.said, match)
            if 1930 < year < 2022 and not scan.of_another(first):
                yield Found("birth_year", year, first, last)


def _is_birthday(text: str, match: re.Match[str]) -> bool:
    """Is a date of these years, which nobody asked for, one's birthday?"""
    return 1960 < _year(match[3]) < 2016


def _day(match: re.Match[str]) -> date | None:
    month = int(match[2]) if match[2].isdecimal() else tables().months.get(match[2], 0)
    try:
        return date(_year(match[3]), month, int(match[1]))
    except ValueError:
        return None


def _year(digits: str) -> int:
    """Two digits are of the last hundred years."""
    number = int(digits)
    if number >= 100:
        return number
    return number + (2000 if number < 22 else 1900)


def _span(said: Message, match: re.Match[str]) -> tuple[int, int]:
    return said.span(match.start(), match.end())
