"""What is lacking or looked for (needs), and the field that it belongs to (topics)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.patterns import Hit
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among
from bot.person.reading.voice import part

SHORT_ANSWER, LONG_ANSWER = 4, 12
"""An answer of so few words to another question names no need, no topic."""
_NEAR: Final = 6
_ASKED: Final = "_asked"
"""End of a family that counts only after the question what is lacking."""
_STUDIES: Final = (
    "statuses.college",
    "statuses.college_sure",
    "statuses.university",
    "statuses.university_sure",
)
_TRADES: Final = (*_STUDIES, "statuses.employed", "statuses.employed!")


def needs(scan: Scan) -> Iterator[Found]:
    """A need is named outright, or a thing is named near a word of lack."""
    is_short = scan.asked not in (None, "needs") and len(scan.said.words) <= SHORT_ANSWER
    if is_short or (scan.asked == "topics" and not scan.has("needs.lack")):
        return
    for name, hits in scan.prefixed("needs."):
        if name == "lack":
            continue
        if name.endswith(_ASKED) and scan.asked != "needs":
            continue
        word = name.removesuffix("_thing").removesuffix(_ASKED)
        for hit in hits:
            if _is_not_wanted(scan, hit):
                continue
            if not name.endswith("_thing") or scan.asked == "needs" or _is_lacking(scan, hit):
                is_outright = not name.endswith("_thing") or scan.asked == "needs"
                yield Found(f"needs.{word}", True, hit.first, hit.last, is_outright)


def topics(scan: Scan) -> Iterator[Found]:
    """Fields that are named; what one studies or works as is none."""
    if scan.asked not in (None, "topics") and len(scan.said.words) <= LONG_ANSWER:
        return
    for name, hits in scan.prefixed("topics."):
        for hit in hits:
            if not _is_ones_trade(scan, hit) and not _is_not_wanted(scan, hit):
                yield Found(f"topics.{name}", True, hit.first, hit.last)
    if scan.asked == "topics":
        for name, hits in scan.prefixed("interests."):
            for hit in hits:
                yield Found(f"topics.{name}", True, hit.first, hit.last)


def _is_lacking(scan: Scan, hit: Hit) -> bool:
    first, last = scan.clause(hit.first)
    around = max(first, hit.first - _NEAR), min(last, hit.last + _NEAR)
    return scan.within("needs.lack", *around)


def _is_not_wanted(scan: Scan, hit: Hit) -> bool:
    """«не нужны деньги», «форумы не хочу», «не люблю спорт»"""
    first, _ = part(scan, hit)
    before = [scan.said.form(at) for at in range(max(first, hit.first - 3), hit.first)]
    after = [scan.said.form(at) for at in range(hit.last, hit.last + 2)]
    return _refuses(before) or _refuses(after[:2])


def _refuses(forms: Sequence[str]) -> bool:
    pairs = pairwise(forms)
    return any(among(one, "denials") and among(other, "refused") for one, other in pairs)


def _is_ones_trade(scan: Scan, hit: Hit) -> bool:
    """One word within the statement of where or of what one studies («окончила кгу по психологии»)."""
    said = scan.hits(*_TRADES)
    if hit.last - hit.first == 1 and any(one.first <= hit.first and hit.last <= one.last for one in said):
        return True
    begin, _ = part(scan, hit)
    is_subject = among(scan.said.form(hit.first - 1), "subject_of_study")
    ends = (one.last for one in scan.hits(*_STUDIES) if begin <= one.first and one.last <= hit.first)
    studied = max(ends, default=None)
    return is_subject and studied is not None and not scan.within("people.wish", studied, hit.first)
