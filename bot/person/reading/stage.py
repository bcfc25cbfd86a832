"""How far the matter has come: an idea, a prototype, running."""

from collections.abc import Iterator
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.patterns import Hit
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among

_ORDER: Final = ("running", "prototype", "idea")


def stage(scan: Scan) -> Iterator[Found]:
    """The furthest stage that is told; a prototype is a capability too."""
    for name in _ORDER:
        for hit in scan.hits(f"stage.{name}"):
            if _is_so(scan, hit, name):
                yield Found("stage", name, hit.first, hit.last)
                return


def _is_so(scan: Scan, hit: Hit, name: str) -> bool:
    begin, _ = scan.clause(hit.first)
    if scan.of_another(hit.first) or scan.within("people.supposed", begin, hit.first):
        return False
    return name == "idea" or not among(scan.said.form(hit.first - 1), "denied_before")
