"""How sure the rules are: a model may join where they are not, and only there."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.intent import Intent
from bot.person.reading.scan import Scan

_BY_QUESTION: Final[Mapping[str, str]] = {"topics": "topics", "stage": "stage"}
"""What a word in passing often names by chance: certain only as an answer to its question."""
_BY_A_WORD: Final = frozenset(
    ("statuses.school", "statuses.college", "statuses.university", "statuses.employed", "statuses.teacher")
)
"""One word («школа», «дизайнер») may stand in another story; «учусь в школе» does not."""


def is_certain(scan: Scan, found: Found, among: Iterable[Found]) -> bool:
    """Read from words that stand there as they are, say nothing else, and are gainsaid by no others."""
    if not found.certain or scan.is_repaired(found.first, found.last):
        return False
    question = _BY_QUESTION.get(found.key.partition(".")[0])
    if question is not None:
        return scan.asked == question
    if found.key in _BY_A_WORD and found.last - found.first == 1:
        return scan.asked == "occupation"
    return all(other.value == found.value for other in among if other.key == found.key)


def is_sure(scan: Scan, meant: Intent, found: Collection[Found]) -> bool:
    """Is the intent said by a phrase of its own, or by facts where facts are what was asked for?"""
    if meant == "answer":
        return bool(found)
    if meant == "build_path":
        return bool(found) and scan.has("intents.build")
    return scan.has(f"intents.{meant}")
