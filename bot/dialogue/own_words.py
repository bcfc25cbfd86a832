"""The person's own words on what they want, as they are kept: to find what is near to them, nothing else."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from bot.person.reading.message import Word
from bot.person.reading.scan import Scan, scan
from bot.person.understanding import Evidence, Understanding

FEWEST_WORDS: Final = 3
FEWEST_NEWS: Final = 1
"""So many words of weight must stand beside what is understood: a list of needs is no goal."""
LONGEST: Final = 200
_WISHES: Final = ("needs", "topics", "stage")
_OF_WEIGHT: Final = re.compile(r"[^\W\d_]{4,}")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ADDRESS: Final = re.compile(
    r"\S*(?:@|://|www\.)\S*|[\w.-]+\.(?:ru|com|org|net|\u0440\u0444)\b|\+?\d[\d\s()-]{5,}\d"
)
_PREPOSITION: Final = 3
"""No longer than so is the word that is left over before a place: «под», «из», «в»."""


def own_words(said: Understanding) -> str | None:
    """What is wanted, without who one is, figures, addresses and numbers to call; None when that says no more
    than the needs and topics that were understood.
    """
    pieces = [(piece.start, piece.end) for piece in said.evidence]
    if len(_OF_WEIGHT.findall(_without(said.text, pieces))) < FEWEST_NEWS:
        return None
    clauses = [clause for clause in _clauses(said) if clause]
    kept = [word for clause in clauses for word in [*clause[:-1], clause[-1] + ","]]
    while kept and len(" ".join(kept)) > LONGEST + 1:
        kept.pop()
    return " ".join(kept).rstrip(",") if len(kept) >= FEWEST_WORDS else None


def _clauses(said: Understanding) -> Iterator[list[str]]:
    """The words of each clause that tell what is wanted, as they were said."""
    found = scan(said.text, None)
    addresses = [match.span() for match in _ADDRESS.finditer(found.said.text)]
    personal = [(one.start, one.end) for one in said.evidence if _is_personal(one)]
    for _, group in groupby(enumerate(found.said.words), key=lambda pair: pair[1].clause):
        words = list(group)
        if not any(_touches(word, addresses) for _, word in words):
            yield [
                found.said.text[word.start : word.end]
                for _, word in _wish(found, words, personal)
                if _LETTERS.fullmatch(word.form)
            ]


def _wish(
    found: Scan, words: list[tuple[int, Word]], personal: list[tuple[int, int]]
) -> list[tuple[int, Word]]:
    """A clause without what it says of the person; empty when it says nothing else."""
    if not any(_touches(word, personal) for _, word in words):
        return words
    first, last = words[0][0], words[-1][0]
    wishes = [hit.first for hit in found.hits("intents.build") if first <= hit.first <= last]
    if not wishes:
        return []
    left: list[tuple[int, Word]] = []
    for at, word in words:
        if at < min(wishes):
            continue
        if not _touches(word, personal):
            left.append((at, word))
        elif left and left[-1][0] == at - 1 and len(left[-1][1].form) <= _PREPOSITION:
            left.pop()
    return left


def _is_personal(piece: Evidence) -> bool:
    return not piece.fact.startswith(_WISHES)


def _touches(word: Word, spans: list[tuple[int, int]]) -> bool:
    return any(word.start < end and word.end > start for start, end in spans)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    left = list(text)
    for start, end in spans:
        left[start:end] = " " * (end - start)
    return "".join(left)
