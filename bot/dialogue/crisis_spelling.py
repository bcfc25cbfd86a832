"""Other readings of hidden words: letters typed apart («у м е р е т ь») or drawn out («умерееееть»)."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from knowledge.language.words import is_known

_REPEATED: Final = re.compile(r"([^\W\d_])\1+")
_TORN: Final = 4
"""A piece of a torn word is no longer than this, and no dictionary knows it."""
_PIECES_AT_LEAST: Final = 3


def readings(plain: str) -> Iterator[str]:
    """The plain text (words between single spaces) read otherwise; nothing for ordinary text."""
    words = plain.replace(",", " ").split()
    joined = _joined(words)
    if joined != words:
        yield " ".join(joined)
    if any(_is_drawn_out(word) for word in joined):
        yield " ".join(_REPEATED.sub(r"\1", word) for word in joined)


def _joined(words: Sequence[str]) -> list[str]:
    """Letters and pieces that stand in a row, put together."""
    told: list[str] = []
    for is_short, group in groupby(words, lambda word: len(word) <= _TORN):
        row = list(group)
        told += _pieces_joined(row) if is_short and len(row) >= _PIECES_AT_LEAST else row
    return told


def _pieces_joined(words: Sequence[str]) -> list[str]:
    told: list[str] = []
    for is_piece, group in groupby(words, lambda word: len(word) == 1 or not is_known(word)):
        row = list(group)
        told += ["".join(row)] if is_piece and len(row) >= _PIECES_AT_LEAST else row
    return told


def _is_drawn_out(word: str) -> bool:
    """«умерееееть», «ххочу»: letters twice or more in a word that no dictionary knows."""
    return _REPEATED.search(word) is not None and not is_known(word)
