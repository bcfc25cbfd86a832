"""Days and years of one file against the calendar: nothing was read, checked or announced too far ahead."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from knowledge.checking.fault import Fault
from knowledge.checking.measure_page import Page

ROUNDS_AHEAD: Final = 3
"""Years: rounds are announced for the next season or two."""
PROGRAMMES_AHEAD: Final = 20
"""Years: a programme may run long (дальневосточный гектар: to 2040), but a typing error is more likely."""
_YEAR_IN_TEXT: Final = re.compile(r"\b20\d\d(?=[ -]*\u0433)")
"""«в 2027 году», «2027 г.», «2027-го»"""


def day_faults(page: Page, today: date) -> Iterator[Fault]:
    """What of a file cannot be so on this day. Values of a wrong form are the model's matter."""
    yield from _sources(page, today)
    yield from _checked_on(page, today)
    for edge in ("opens", "closes"):
        day = page.text("window", "last_known", edge) or ""
        if _year(day) > today.year + ROUNDS_AHEAD:
            yield page.misfit(("window", "last_known", edge), f"{day} is years ahead of {today}")
    for place in (("benefit", "note"), ("window", "note")):
        for year in _YEAR_IN_TEXT.findall(page.text(*place) or ""):
            if int(year) > today.year + PROGRAMMES_AHEAD:
                yield page.misfit(place, f"speaks of {year}, years ahead of {today}")


def _sources(page: Page, today: date) -> Iterator[Fault]:
    for index, year in _source_years(page):
        if year > today.year:
            yield page.misfit(("sources", index, "year"), f"{year} has not come yet, today is {today}")


def _checked_on(page: Page, today: date) -> Iterator[Fault]:
    checked = page.text("checked_on") or ""
    if not _year(checked):
        return
    newest = max((year for _, year in _source_years(page)), default=0)
    if checked > today.isoformat()[: len(checked)]:
        yield page.misfit(("checked_on",), f"{checked} has not come yet, today is {today}")
    elif _year(checked) < newest <= today.year:
        yield page.misfit(("checked_on",), f"{checked} is older than the newest source, which is of {newest}")


def _source_years(page: Page) -> Iterator[tuple[int, int]]:
    sources = page.value("sources")
    for index, source in enumerate(sources if isinstance(sources, list) else []):
        year = source.get("year") if isinstance(source, dict) else None
        if type(year) is int:  # True is no year
            yield index, year


def _year(day: str) -> int:
    """The year that a day, a month or a year begins with; 0 for anything else."""
    found = re.match(r"\d{4}(?=-|$)", day)
    return int(found.group()) if found else 0
