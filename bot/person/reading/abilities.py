"""What somebody has already: a team, an NGO, a passport of the project ..."""

from collections.abc import Iterator
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.patterns import Hit
from bot.person.reading.scan import Scan
from bot.person.reading.voice import Voice, voice

_PEOPLE_COUNTED: Final = 2
_ENDS: Final = {"_sure": True, "_not": False}
_STUDENT: Final = "student_status"
_TEAM: Final = "team"


def abilities(scan: Scan) -> Iterator[Found]:
    """Capabilities that are said to be there or not; «студент» gives `student_status`."""
    for name, hits in scan.prefixed("abilities."):
        end = next((end for end in _ENDS if name.endswith(end)), "")
        word = name.removesuffix(end)
        for hit in hits:
            meant = voice(scan, hit)
            if meant in (Voice.ANOTHERS, Voice.SUPPOSED) and word != _TEAM:
                continue
            if word == _STUDENT and not end and meant is not Voice.SO:
                continue
            if word == _TEAM and _is_family(scan, hit):
                continue
            yield Found(f"capabilities.{word}", _ENDS.get(end, True), hit.first, hit.last)


def _is_family(scan: Scan, hit: Hit) -> bool:
    """«я из многодетной, нас шестеро»: brothers and sisters are no team."""
    counted = any(scan.said.words[at].value is not None for at in range(hit.first, hit.last))
    return counted and hit.last - hit.first == _PEOPLE_COUNTED and scan.has("family.large_family")
