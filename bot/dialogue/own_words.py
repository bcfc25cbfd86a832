"""The person's own words on what they want, as they are kept: to find what is near to them, nothing else."""

import re
from collections.abc import Iterable
from typing import Final

from bot.person.understanding import Evidence, Understanding

FEWEST_WORDS: Final = 3
FEWEST_NEWS: Final = 1
"""So many words of weight must stand beside what is understood: a list of needs is no goal."""
LONGEST: Final = 200
_WISHES: Final = ("needs", "topics", "stage")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OF_WEIGHT: Final = re.compile(r"[^\W\d_]{4,}")
_ADDRESS: Final = re.compile(
    r"\S*(?:@|://|www\.)\S*|[\w.-]+\.(?:ru|com|org|net|\u0440\u0444)\b|\+?\d[\d\s()-]{5,}\d"
)


def own_words(said: Understanding) -> str | None:
    """What is wanted, without who one is, figures, addresses and numbers to call; None when that says no more
    than the needs and topics that were understood.
    """
    of_person = [piece for piece in said.evidence if not piece.fact.startswith(_WISHES)]
    words = _WORD.findall(_ADDRESS.sub(" ", _without(said.text, of_person)))
    if len(_OF_WEIGHT.findall(_without(said.text, said.evidence))) < FEWEST_NEWS:
        return None
    while words and len(" ".join(words)) > LONGEST:
        words.pop()
    return " ".join(words) if len(words) >= FEWEST_WORDS else None


def _without(text: str, pieces: Iterable[Evidence]) -> str:
    left = list(text)
    for piece in pieces:
        left[piece.start : piece.end] = " " * (piece.end - piece.start)
    return "".join(left)
