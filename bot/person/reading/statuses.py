"""Study, work, family and circumstances: what somebody is today."""

from collections.abc import Iterator
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.patterns import Hit
from bot.person.reading.scan import Scan
from bot.person.reading.tables import pattern
from bot.person.reading.voice import Voice, voice

NOWHERE: Final = ("school", "college", "university")
_FILES: Final = ("statuses", "family")
_ENDS: Final[dict[str, bool]] = {"_sure": True, "_not": False}
_MEANS: Final = {Voice.SO: True, Voice.NOT: False, Voice.OVER: False}
_EMPLOYED: Final = "statuses.employed"
_OWN_MASTERS: Final = frozenset(("statuses.self_employed", "statuses.sole_proprietor", "statuses.farmer"))
"""«самозанятый, парикмахер»: a trade beside one of these is no post."""
_OF_OTHER_MATTERS: Final = ("needs", "topics")
"""«юрист» after «чего не хватает?» is nobody's post."""
_UNCHANGED: Final = frozenset(
    ("orphan", "disabled", "parent", "large_family", "veteran", "athlete", "svo_family")
)
"""«был на СВО», «закончил колледж, сирота»: what is over elsewhere does not end these."""


def statuses(scan: Scan) -> Iterator[Found]:
    """What is said of statuses, in the order of the text; the last word counts."""
    found = list(_told(scan))
    is_own_master = any(one.value and one.key in _OWN_MASTERS for one in found)
    is_no_post = is_own_master or scan.asked in _OF_OTHER_MATTERS
    for one in found:
        is_by_title = one.key == _EMPLOYED and one.last - one.first == 1
        if not (
            is_no_post and is_by_title and not pattern("first_person").fullmatch(scan.said.form(one.first))
        ):
            yield one


def _told(scan: Scan) -> Iterator[Found]:
    for file in _FILES:
        for name, hits in scan.prefixed(f"{file}."):
            status, end = _split(name)
            for hit in hits:
                if (holds := _holds(scan, hit, status, end)) is not None:
                    yield from _found(scan, status, hit, holds=holds)


def _split(name: str) -> tuple[str, str]:
    end = next((end for end in _ENDS if name.endswith(end)), "")
    return name.removesuffix(end), end


def _holds(scan: Scan, hit: Hit, status: str, end: str) -> bool | None:
    meant = voice(scan, hit)
    if end or status == "nowhere":
        is_out = meant in (Voice.ANOTHERS, Voice.SUPPOSED) and status not in ("parent", "svo_family")
        return None if is_out else _ENDS.get(end, False)
    if meant is Voice.OVER and status in _UNCHANGED:
        return True
    return _MEANS.get(meant)


def _found(scan: Scan, status: str, hit: Hit, *, holds: bool) -> Iterator[Found]:
    names = NOWHERE if status == "nowhere" else (status,)
    for name in names:
        yield Found(f"statuses.{name}", holds, hit.first, hit.last)
    if status == "nowhere":
        yield Found("capabilities.student_status", False, hit.first, hit.last)
