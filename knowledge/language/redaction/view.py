"""A text as its reader sees it, character by character, each knowing where in the original it comes from."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from knowledge.language.legible import legible

_EASY: Final = re.compile(r"[\n -~\u0410-\u044f\u0401\u0451\u00ab\u00bb\u2013\u2014\u2116]*")
_WORD: Final = re.compile(r"[^\W\d_]+")
_RUSSIAN: Final = re.compile(r"[\u0400-\u04ff]+")
_NUMERO: Final = "\u2116"
"""The numero sign: NFKC would make «No» of it."""
_LETTERS_IN_A_WORD: Final = 64
_YO, _YE = chr(0x451), chr(0x435)
_KEPT_MARKS: Final = frozenset(map(chr, (0x419, 0x439, 0x401, 0x451)))
"""The only letters that keep their marks: «й» and «ё»."""
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN: Final = ("Mn", "Me", "Cf", "Cc", "Cs")


@dataclass(frozen=True, slots=True)
class View:
    """`seen` and `plain` (lower case, «е» for «ё») have the same length; `origins` has one offset more."""

    seen: str
    plain: str
    origins: tuple[int, ...] | None
    """Where each character begins in the original text; nothing when it is the same place."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original text, marks piled upon the last character included."""
        return (start, end) if self.origins is None else (self.origins[start], self.origins[end])


def view(text: str) -> View:
    """Read a text: nothing invisible, compatible forms made usual, look-alikes in Russian words mended."""
    if _EASY.fullmatch(text):
        seen = _WORD.sub(_russian, text)
        return View(seen, _plain(seen), None)
    letters: list[str] = []
    origins: list[int] = []
    for place, letter in enumerate(text):
        _append(letters, origins, letter, place)
    seen = _WORD.sub(_russian, "".join(letters))
    return View(seen, _plain(seen), (*origins, len(text)))


def _append(letters: list[str], origins: list[int], letter: str, place: int) -> None:
    """Compose with the letter before, drop what is not seen, spread what stands for several."""
    composed = unicodedata.normalize("NFC", letters[-1] + letter) if letters else ""
    if composed in _KEPT_MARKS:
        letters[-1] = composed
        return
    for one in _usual(letter):
        letters.append(one)
        origins.append(place)


def _usual(letter: str) -> str:
    if letter in ("\n", _NUMERO):
        return letter
    if letter in _BLANK or letter.isspace():
        return " "
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return "".join(
        one for one in unicodedata.normalize("NFKC", letter) if unicodedata.category(one) not in _UNSEEN
    )


def _russian(word: re.Match[str]) -> str:
    """A word of mixed letters in Russian ones, if that keeps its length."""
    if len(word[0]) > _LETTERS_IN_A_WORD or word[0].isascii() or _RUSSIAN.fullmatch(word[0]):
        return word[0]
    meant = legible(word[0])
    return meant if len(meant) == len(word[0]) else word[0]


def _plain(seen: str) -> str:
    lower = seen.lower()
    if len(lower) != len(seen):  # as with a dotted capital I
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in seen)
    return lower.replace(_YO, _YE)
