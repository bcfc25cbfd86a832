"""How sure the rules are: a model may join where they are not, and only there."""

from collections.abc import Collection, Iterable

from bot.person.reading.found import Found
from bot.person.reading.intent import Intent
from bot.person.reading.scan import Scan

SPOKEN: frozenset[str] = frozenset(("yes", "no", "skip", "back", "stop_asking", "answer"))
"""Replies that are sure when there was a question and they say something of it."""


def is_certain(scan: Scan, found: Found, among: Iterable[Found]) -> bool:
    """Read from words that stand there as they are, and gainsaid by nothing in the message."""
    if not found.certain or scan.is_repaired(found.first, found.last):
        return False
    is_list = found.key.startswith(("needs.", "topics.", "apply_as."))
    return is_list or all(other.value == found.value for other in among if other.key == found.key)


def is_sure(scan: Scan, meant: Intent, found: Collection[Found]) -> bool:
    """Is the intent said by a phrase of its own, or by an answer to what was asked?"""
    if meant == "answer":
        return bool(found)
    return scan.has(f"intents.{meant}")
