"""Where somebody lives: the gazetteer's finds, and which of them are surely home."""

from collections.abc import Iterator, Sequence

from bot.person.reading.found import Found
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among, tables
from knowledge.places.place import PlaceMatch, Role
from knowledge.regions import Regions


def home(scan: Scan, regions: Regions, region: str) -> Iterator[Found]:
    """`region` and `municipality`; `region`: the one preferred for names held by several."""
    best = regions.find(scan.said.text, region)
    if best is None or best.role < Role.FORMER:
        return
    first, last = scan.said.span(best.start, best.end)
    if (
        best.role is Role.FORMER
        and scan.asked != "place"
        and len(regions.find_all(scan.said.text, region)) > 1
    ):
        return
    if scan.asked == "place" or _is_home(scan, best, first):
        is_sure = best.certain and (scan.asked == "place" or best.role in (Role.HOME, Role.ORIGIN))
        yield Found("region", best.place.region, first, last, is_sure)
        if best.place.municipality:
            yield Found("municipality", best.place.municipality, first, last, is_sure)


def _is_home(scan: Scan, match: PlaceMatch, first: int) -> bool:
    """Said of oneself, or standing bare in a line; «в X» alone is only spoken of."""
    begin, _ = scan.clause(first)
    before = [scan.said.form(at) for at in range(begin, first)]
    if is_denied(before):
        return False
    if match.role in (Role.HOME, Role.ORIGIN):
        return True
    if scan.of_another(first) or not match.certain:
        return False
    near = _without_settlement(before)
    led = near[-1] if near else ""
    if among(led, "home_spoken_of"):
        return len(near) > 1 and among(near[-2], "home_here")
    return not among(led, "home_from") or tables().words["home_beyond"].isdisjoint(before)


def is_denied(before: Sequence[str]) -> bool:
    """«не живу в ...», by the words before a place."""
    return any(among(form, "denials") for form in before[-3:])


def _without_settlement(before: Sequence[str]) -> list[str]:
    words = list(before)
    while len(words) > 1 and among(words[-1], "settlements"):
        words.pop()
    return words
