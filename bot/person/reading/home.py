"""Where somebody lives: the gazetteer's finds, and which of them are surely home."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.scan import Scan
from knowledge.places.place import PlaceMatch, Role
from knowledge.regions import Regions

_HERE: Final = frozenset(("нас", "мы", "я", "тут", "здесь", "мне", "сейчас", "живу", "живем"))
_SPOKEN_OF: Final = frozenset(("в", "во", "на", "до", "для", "под", "про", "около", "через", "по", "к", "о", "об", "у"))
_FROM: Final = frozenset(("из", "с", "со"))
_BEYOND: Final = frozenset(("переехать", "уехать", "форум", "поехать", "поеду", "съездить", "поступить", "поступать", "поступаю", "едем", "еду", "хочу", "переезжаю"))


def home(scan: Scan, regions: Regions, region: str) -> Iterator[Found]:
    """`region` and `municipality`; `region`: the one preferred for names held by several."""
    matches = regions.find_all(scan.said.text, region)
    best = regions.find(scan.said.text, region)
    if best is None or best.role < Role.FORMER:
        return
    if not (scan.asked == "place" or _is_home(scan, best, matches)):
        return
    first, last = _span(scan, best)
    yield Found("region", best.place.region, first, last)
    if best.place.municipality:
        yield Found("municipality", best.place.municipality, first, last)


def _is_home(scan: Scan, match: PlaceMatch, matches: Sequence[PlaceMatch]) -> bool:
    first, _ = _span(scan, match)
    begin, _ = scan.clause(first)
    before = [scan.said.form(at) for at in range(begin, first)]
    if match.role in (Role.HOME, Role.ORIGIN):
        return True
    if scan.of_another(first) or match.role is Role.FORMER and len(matches) > 1:
        return False
    near = _without_settlement(before)
    if near[-1:] and near[-1] in _SPOKEN_OF:
        return bool(near[-2:-1]) and near[-2] in _HERE
    if near[-1:] and near[-1] in _FROM:
        return _BEYOND.isdisjoint(before) and match.certain
    return match.certain


def _without_settlement(before: Sequence[str]) -> list[str]:
    words = list(before)
    while words and words[-1] in ("городе", "селе", "поселке", "деревне", "город", "село", "г", "с", "п", "пос", "деревня", "нашем", "города", "села", "районе", "поселка", "деревни") and len(words) > 1:
        words.pop()
    return words


def _span(scan: Scan, match: PlaceMatch) -> tuple[int, int]:
    inside = [at for at, word in enumerate(scan.said.words) if word.start < match.end and word.end > match.start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
