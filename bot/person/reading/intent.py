"""What somebody wants of us with a message."""

from collections.abc import Collection
from typing import Final, Literal

from bot.person.reading.found import Found
from bot.person.reading.scan import Scan

Intent = Literal[
    "build_path",
    "search",
    "ask_question",
    "my_path",
    "mentor",
    "edit_profile",
    "settings",
    "delete_data",
    "answer",
    "yes",
    "no",
    "skip",
    "back",
    "stop_asking",
    "feedback_done",
    "feedback_refused",
    "not_interested",
    "greeting",
    "thanks",
    "help",
    "offtopic",
    "abuse",
    "crisis",
]
FACTLESS: Final[frozenset[str]] = frozenset(
    (
        "crisis",
        "my_path",
        "settings",
        "delete_data",
        "skip",
        "back",
        "stop_asking",
        "greeting",
        "thanks",
        "help",
        "offtopic",
        "abuse",
    )
)
"""Intents that say nothing of a need or a topic."""
WITHOUT_WANTS: Final = FACTLESS | {
    "ask_question",
    "feedback_done",
    "feedback_refused",
    "not_interested",
    "edit_profile",
    "yes",
    "no",
}
SHORT: Final = 6
LONGEST_NO, LONGEST_YES = 4, 3
_ORDERS: Final[tuple[Intent, ...]] = ("delete_data", "settings")
ENOUGH_OF_SELF: Final = 3
"""Who tells so much of himself asks for a path, even with a question at the end."""


def intent(scan: Scan, found: Collection[Found]) -> Intent:
    """The intent; crisis is decided before."""
    for decide in (_control, _short_answer, _of_the_path, _small_talk, _request):
        if decided := decide(scan, found):
            return decided
    if scan.asked is not None:
        return "answer"
    return "build_path" if found or scan.has("intents.build") else "offtopic"


def _has(scan: Scan, name: str) -> bool:
    return scan.has(f"intents.{name}")


def _tells(found: Collection[Found]) -> int:
    return len({one.key for one in found if one.key not in ("region",)})


def _control(scan: Scan, found: Collection[Found]) -> Intent | None:
    """Commands to us that work whatever was asked."""
    for name in _ORDERS:
        if _has(scan, name):
            return name
    if _has(scan, "abuse") and not _tells(found):
        return "abuse"
    if _has(scan, "stop_asking") and _tells(found) < 2 and _stops(scan):
        return "stop_asking"
    if _has(scan, "back") and len(scan.said.words) <= SHORT and not _tells(found):
        return "back"
    return None


def _stops(scan: Scan) -> bool:
    """Without a question the same words may search or ask for the plan."""
    return scan.asked is not None or not (_has(scan, "search") or _has(scan, "my_path"))


def _short_answer(scan: Scan, found: Collection[Found]) -> Intent | None:
    if scan.asked is None:
        return None
    if _has(scan, "whys") and not _wants(found):
        return "ask_question"
    if _is_correction(scan):
        return "edit_profile"
    return _empty_answer(scan, found) or _bare(scan, found) or _question(scan, found) or "answer"


def _empty_answer(scan: Scan, found: Collection[Found]) -> Intent | None:
    """A reply that tells nothing of what was asked."""
    if _tells(found):
        return None
    if _has(scan, "mentor") and scan.asked != "needs":
        return "mentor"
    if _has(scan, "skip"):
        return "skip"
    return "help" if _has(scan, "help") else None


def _question(scan: Scan, found: Collection[Found]) -> Intent | None:
    return "ask_question" if _has(scan, "question_sure") and not _tells(found) else None


def _bare(scan: Scan, found: Collection[Found]) -> Intent | None:
    """A yes or a no and nothing else that tells anything."""
    if any(one.key != "citizenship_ru" for one in found):
        return None
    first = {name: hits[0].first for name in ("yes", "no") if (hits := scan.hits(f"intents.{name}"))}
    length = len(scan.said.words)
    if first.get("no") == 0 and length <= LONGEST_NO and not scan.has("others.citizen_not"):
        return "no"
    is_yes = first.get("yes") == 0 and length <= LONGEST_YES and not scan.has("others.citizen_sure")
    return "yes" if is_yes else None


def _of_the_path(scan: Scan, found: Collection[Found]) -> Intent | None:
    """About the plan and what was offered."""
    wants = _wants(found)
    if _has(scan, "not_interested") and not _tells_of_self(found):
        return "not_interested"
    if _has(scan, "feedback_refused") and not wants_much(found):
        return "feedback_refused"
    if _has(scan, "my_path") and not _tells_of_self(found):
        return "my_path"
    lacks = {want for want in wants if want.startswith("needs.")}
    if _has(scan, "mentor") and _tells(found) <= 2 and lacks <= {"needs.mentor"}:
        return "mentor"
    if _is_correction(scan) and not wants and not _has(scan, "question_sure"):
        is_opener = _about_self(found) >= ENOUGH_OF_SELF and not _has(scan, "edit_sure")
        return None if is_opener else "edit_profile"
    if (
        _has(scan, "feedback_done")
        and not wants_much(found)
        and not _has(scan, "search")
        and not _has(scan, "question_sure")
    ):
        return "feedback_done"
    return None


def wants_much(found: Collection[Found]) -> bool:
    keys = {one.key for one in found}
    return len(keys) > 4 or any(key in keys for key in ("age", "birth_year"))


def _wants(found: Collection[Found]) -> set[str]:
    return {one.key for one in found if one.key.startswith(("needs.", "topics."))}


def _tells_of_self(found: Collection[Found]) -> bool:
    return any(one.key.startswith(("age", "birth", "statuses.", "region", "stage")) for one in found)


def _about_self(found: Collection[Found]) -> int:
    return len(
        {
            one.key
            for one in found
            if one.key.startswith(("age", "birth", "statuses.", "municipality", "stage", "citizenship"))
        }
    )


def _is_correction(scan: Scan) -> bool:
    """A change of what was said; after a question only when it is put as a correction."""
    return _has(scan, "edit_sure") or (scan.asked is None and _has(scan, "edit_profile"))


def _small_talk(scan: Scan, found: Collection[Found]) -> Intent | None:
    if _has(scan, "offtopic") and not _tells_of_self(found):
        return "offtopic"
    if _tells(found):
        return None
    if _has(scan, "thanks") and not (_has(scan, "build") or _has(scan, "question_sure")):
        return "thanks"
    if _has(scan, "help"):
        return "help"
    if _has(scan, "question_sure") or _has(scan, "search"):
        return None
    if _has(scan, "greeting") and len(scan.said.words) <= SHORT:
        return "greeting"
    return None


def _request(scan: Scan, found: Collection[Found]) -> Intent | None:
    """A question, a search, or telling about oneself."""
    if _about_self(found) >= ENOUGH_OF_SELF and _has(scan, "build"):
        return "search" if _has(scan, "search") and not _has(scan, "question_sure") else None
    if _has(scan, "question_sure") and not _has(scan, "search"):
        return "ask_question"
    if _has(scan, "search"):
        return "ask_question" if _has(scan, "question_sure") and not _wants(found) else "search"
    if _has(scan, "question") and not _tells_of_self(found) and not _has(scan, "build"):
        return "ask_question"
    return None
