"""In what voice something is said: is it so, denied, over, wished for, supposed, or of somebody else?"""

from bisect import bisect_left, bisect_right
from enum import Enum
from typing import Final

from bot.person.reading.patterns import Hit
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among

_NEAR: Final = 4


class Voice(Enum):
    """How a statement is meant."""

    SO = "so"
    NOT = "not"
    OVER = "over"
    WISHED = "wished"
    SUPPOSED = "supposed"
    ANOTHERS = "anothers"


def voice(scan: Scan, hit: Hit) -> Voice:
    """The voice of a found phrase, by the words near it in its part of the clause."""
    first, last = part(scan, hit)
    if scan.of_another(hit.first):
        return Voice.ANOTHERS
    if is_denied(scan, hit, first, last):
        return Voice.NOT
    if scan.within("people.supposed", first, hit.first):
        return Voice.SUPPOSED
    if scan.within("people.wish", max(first, _since_self(scan, hit), hit.first - _NEAR), hit.first):
        return Voice.WISHED
    around = max(first, hit.first - _NEAR), min(last, hit.last + 3)
    is_over = scan.within("people.over", *around) and not scan.within("people.still", *around)
    return Voice.OVER if is_over else Voice.SO


def _since_self(scan: Scan, hit: Hit) -> int:
    """«хочу грант я студент»: a new «я» begins a new statement."""
    return max((at for at in range(hit.first + 1) if among(scan.said.form(at), "self")), default=0)


def is_denied(scan: Scan, hit: Hit, first: int, last: int) -> bool:
    """«не X», «X нет»"""
    before = [scan.said.form(at) for at in range(max(first, hit.first - 2), hit.first)]
    if before and among(before[-1], "denied_before"):
        return True
    if len(before) > 1 and among(before[-2], "denials") and among(before[-1], "denied_apart"):
        return True
    return scan.within("people.lacking", hit.last, min(last, hit.last + 3))


def part(scan: Scan, hit: Hit) -> tuple[int, int]:
    """The part of the clause between «а», «но» and the like around a phrase."""
    first, last = scan.clause(hit.first)
    before, after = bisect_right(scan.breaks, hit.first), bisect_left(scan.breaks, hit.last)
    begin = max(first, scan.breaks[before - 1]) if before else first
    end = min(last, scan.breaks[after]) if after < len(scan.breaks) else last
    return begin, max(end, hit.last)
