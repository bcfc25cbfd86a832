"""Text as a reader sees it: no invisible characters, no piled-up marks, look-alikes, s p a c e d letters."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml

PATH: Final = Path(__file__).with_name("lookalikes.yaml")

_EASY: Final = re.compile(r"[\n -@\[-`{-~\u0410-\u044f\u0401\u0451\u00ab\u00bb\u2010-\u2026\u2116]*")
"""Nothing to mend: Russian letters, digits, usual marks."""
_ALSO_EASY: Final = re.compile(r"[\n -~]*")
_NUMERO: Final = "\u2116"
"""The numero sign: NFKC would make «No» of it."""
_BREVE, _DIAERESIS = "\u0306", "\u0308"
_LOST_MARK: Final = re.compile(r"(?<![\u0418\u0438])\u0306|(?<![\u0415\u0435])\u0308")
"""Only «й» and «ё» keep their marks."""
_BLANK: Final = dict.fromkeys((0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0), " ")
_MIXED: Final = re.compile(r"[a-zA-Z\u0370-\u04ff]*[\u0400-\u04ff][a-zA-Z\u0370-\u04ff]*")
_MARKS: Final = frozenset(".·*_-")
"""Put between letters, besides spaces."""
_SPACED: Final = re.compile(
    r"(?<!\S)[^\W_](?: {1,3}[^\W_]){4,400}(?!\S)|(?<!\S)[^\W_](?:[.·*_ -][^\W_]){4,400}(?!\S)"
)
_BETWEEN: Final = re.compile(r"[.·*_ -]")
_LETTERS_AT_LEAST: Final = 3
_LETTER_MEETS_DIGIT: Final = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


def legible(text: str) -> str:
    """The text with one character for each that is seen; case, spaces between words and marks stay.

    Its length may differ, so offsets into it are no offsets into `text`. Doing it twice changes nothing.
    """
    if not _EASY.fullmatch(text):
        text = _composed(text)
        if not _ALSO_EASY.fullmatch(text):
            text = _MIXED.sub(_russian, text)
    return text if text.isalpha() else _SPACED.sub(_joined, text)


def _composed(text: str) -> str:
    parts = (unicodedata.normalize("NFKD", part) for part in text.translate(_BLANK).split(_NUMERO))
    seen = "".join(letter for letter in _NUMERO.join(parts) if _is_seen(letter))
    marked = _LOST_MARK.sub("", seen)
    return _NUMERO.join(unicodedata.normalize("NFKC", part) for part in marked.split(_NUMERO))


def _is_seen(letter: str) -> bool:
    return letter in (_BREVE, _DIAERESIS) or unicodedata.category(letter) not in ("Mn", "Me", "Cf")


def _russian(word: re.Match[str]) -> str:
    """A word of mixed letters in Russian ones, if all others only look like them."""
    meant = word[0].translate(_lookalikes())
    return meant if all(0x400 <= ord(letter) <= 0x4FF for letter in meant) else word[0]


def _joined(run: re.Match[str]) -> str:
    """Letters typed apart, as words: spaces, or the wider ones of them, divide words."""
    said = run[0]
    letters = [letter for letter in said.lower() if letter.isalpha()]
    if len(letters) < _LETTERS_AT_LEAST or set(_table()["words"]).issuperset(letters):
        return said
    gap = "  " if set(said).isdisjoint(_MARKS) else " "
    spelt = (_BETWEEN.sub("", word) for word in said.split(gap))
    return " ".join(_LETTER_MEETS_DIGIT.sub(" ", word) for word in spelt if word)


@cache
def _lookalikes() -> dict[int, int]:
    return str.maketrans(_table()["foreign"], _table()["russian"])


@cache
def _table() -> Mapping[str, str]:
    table: dict[str, str] = yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader)
    return table
