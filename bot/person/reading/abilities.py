"""What somebody has already: a team, an NGO, a passport of the project ..."""

from collections.abc import Iterator
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.scan import Scan
from bot.person.reading.voice import Voice, voice

_ENDS: Final = {"_sure": True, "_not": False}
_STUDENT: Final = "student_status"


def abilities(scan: Scan) -> Iterator[Found]:
    """Capabilities that are said to be there or not; «студент» gives `student_status`."""
    for name, hits in scan.prefixed("abilities."):
        end = next((end for end in _ENDS if name.endswith(end)), "")
        word = name.removesuffix(end)
        for hit in hits:
            meant = voice(scan, hit)
            if meant in (Voice.ANOTHERS, Voice.SUPPOSED) and word != "team":
                continue
            if word == _STUDENT and meant is not Voice.SO:
                continue
            yield Found(f"capabilities.{word}", _ENDS.get(end, True), hit.first, hit.last)
