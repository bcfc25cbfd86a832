"""Where somebody lives: the gazetteer's finds, and which of them are surely home."""

from collections.abc import Iterator, Sequence

from bot.person.reading.found import Found
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among, pattern, tables
from knowledge.places.place import PlaceMatch, Role
from knowledge.regions import Regions


def home(scan: Scan, regions: Regions, region: str) -> Iterator[Found]:
    """`region` and `municipality`; `region`: the one preferred for names held by several."""
    corrected = _corrected(scan, regions, region) or _left(scan, regions, region)
    best = corrected or regions.find(scan.said.text, region)
    if best is None or best.role < Role.FORMER:
        return
    first, last = scan.said.span(best.start, best.end)
    if (
        best.role is Role.FORMER
        and scan.asked != "place"
        and len(regions.find_all(scan.said.text, region)) > 1
    ):
        return
    if corrected or scan.asked == "place" or _is_home(scan, best, first):
        is_sure = best.certain and (scan.asked == "place" or best.role in (Role.HOME, Role.ORIGIN))
        yield Found("region", best.place.region, first, last, is_sure)
        if best.place.municipality and not _is_beside(scan, first):
            yield Found("municipality", best.place.municipality, first, last, is_sure)


def _is_beside(scan: Scan, first: int) -> bool:
    """«село рядом с Катайском» may be of the next district."""
    begin, _ = scan.clause(first)
    return any(among(scan.said.form(at), "beside") for at in range(begin, first))


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
    if among(led, "put_to") and scan.has("intents.edit_sure"):
        return True
    if among(led, "home_spoken_of"):
        here = len(near) > 1 and among(near[-2], "home_here")
        return here or _is_done_there(scan, first, near)
    return not among(led, "home_from") or tables().words["home_beyond"].isdisjoint(before)


def _is_done_there(scan: Scan, first: int, before: Sequence[str]) -> bool:
    """«мы в Варгашах собираем», «веду кружок в Юргамыше»: what one does at a place is done at home."""
    _, end = scan.clause(first)
    after = [scan.said.form(at) for at in range(first, end)]
    if not tables().words["home_beyond"].isdisjoint([*before, *after]):
        return False
    is_ours = any(among(form, "we_here") for form in before)
    doing = (pattern("we_do") if is_ours else pattern("first_person")).fullmatch
    return any(doing(form) for form in (after if is_ours else before))


def _corrected(scan: Scan, regions: Regions, region: str) -> PlaceMatch | None:
    """«живу в Кургане, а на самом деле в Кетово»: the place after the correction."""
    rather = scan.hits("people.rather")
    if not rather:
        return None
    since = scan.said.words[rather[-1].first].start
    return next((one for one in regions.find_all(scan.said.text, region) if one.start >= since), None)


def _left(scan: Scan, regions: Regions, region: str) -> PlaceMatch | None:
    """«хочу переехать из Кургана в Куртамыш»: who wants to leave still lives there."""
    for one in regions.find_all(scan.said.text, region):
        first, _ = scan.said.span(one.start, one.end)
        if among(scan.said.form(first - 1), "home_from") and among(scan.said.form(first - 2), "to_leave"):
            return one
    return None


def is_denied(before: Sequence[str]) -> bool:
    """«не живу в ...», by the words before a place."""
    return any(among(form, "denials") for form in before[-3:])


def _without_settlement(before: Sequence[str]) -> list[str]:
    words = list(before)
    while len(words) > 1 and among(words[-1], "settlements"):
        words.pop()
    return words
