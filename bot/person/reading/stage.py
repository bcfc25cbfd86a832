"""How far the matter has come: an idea, a prototype, running."""

from collections.abc import Iterator
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.scan import Scan

_ORDER: Final = ("running", "prototype", "idea")


def stage(scan: Scan) -> Iterator[Found]:
    """The furthest stage that is told; a prototype is a capability too."""
    for name in _ORDER:
        for hit in scan.hits(f"stage.{name}"):
            if scan.of_another(hit.first) or scan.within("people.supposed", scan.clause(hit.first)[0], hit.first):
                continue
            if scan.said.form(hit.first - 1) in ("не", "нет", "без") and name != "idea":
                continue
            yield Found("stage", name, hit.first, hit.last)
            if name == "prototype":
                yield Found("capabilities.prototype", True, hit.first, hit.last)
            return
