"""A message as words: one spelling, their places, clauses and numbers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from bot.person.reading.latin import in_russian
from bot.person.reading.tables import tables
from knowledge.language.legible import legible
from knowledge.language.words import normalise

LONGEST: Final = 4000
_RUN: Final = re.compile(r"\d+|[^\W\d_]+")
_SENTENCE_END: Final = re.compile(r"[.!?;\n…]|\){2}|:\)")
_CLAUSE_END: Final = re.compile(r"[,:()\"«»+/]|\s[-–—]+\s|[^\s\w'’`\-–—.]")
_LONGEST_ABBREVIATION: Final = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word: `text[start:end]`, the numbers of its clause and sentence, what it is worth as a number."""

    form: str
    start: int
    end: int
    clause: int
    sentence: int
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """The normalised text (lower case, «е» for «ё») and its words."""

    text: str
    words: tuple[Word, ...]

    def piece(self, first: int, last: int) -> str:
        """The text from word `first` to before word `last`."""
        return self.text[self.words[first].start : self.words[last - 1].end] if last > first else ""

    def starts_clause(self, index: int) -> bool:
        return index == 0 or self.words[index - 1].clause != self.words[index].clause

    def ends_clause(self, index: int) -> bool:
        """Is it the last word of its clause?"""
        return index + 1 == len(self.words) or self.words[index + 1].clause != self.words[index].clause

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The words that `text[start:end]` touches: first, last + 1."""
        inside = [at for at, word in enumerate(self.words) if word.start < end and word.end > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def respelt(self, repaired: Callable[[str], str]) -> "Message":
        """The message with other spellings of its words; the text stays."""
        words = (replace(word, form=repaired(word.form)) for word in self.words)
        return Message(self.text, tuple(words))

    def form(self, index: int) -> str:
        """The word at a place; empty outside."""
        return self.words[index].form if 0 <= index < len(self.words) else ""


def message(text: str) -> Message:
    """Read a text; what is longer than LONGEST is cut."""
    plain = in_russian(" ".join(normalise(legible(text[:LONGEST])).split(" ")))[:LONGEST]
    return Message(plain, tuple(_with_tens(list(_words(plain)))))


def _words(text: str) -> Iterator[Word]:
    clause = sentence = end = 0
    last = ""
    for run in _RUN.finditer(text):
        gap = text[end : run.start()]
        if _ends_sentence(gap, last):
            sentence, clause = sentence + 1, clause + 1
        elif _CLAUSE_END.search(gap) and end:
            clause += 1
        end, last = run.end(), run.group()
        yield Word(last[:64], run.start(), end, clause, sentence, _value(last))


def _ends_sentence(gap: str, before: str) -> bool:
    """A full stop after «г», «р», «ул» is none."""
    if not _SENTENCE_END.search(gap) or not before:
        return False
    return gap.strip() != "." or len(before) > _LONGEST_ABBREVIATION or before.isdigit()


def _value(form: str) -> int | None:
    if form.isdecimal():
        return int(form) if len(form) <= 6 else None
    return _numbers().get(form)


@cache
def _numbers() -> dict[str, int]:
    return {form: number for number, forms in tables().numbers.items() for form in forms}


def _with_tens(words: Sequence[Word]) -> Iterator[Word]:
    """«двадцать три» is one word of value 23."""
    index = 0
    while index < len(words):
        word, following = words[index], words[index + 1] if index + 1 < len(words) else None
        is_tens = word.value in (20, 30, 40, 50, 60) and not word.form.isdecimal()
        if is_tens and following and following.value in range(1, 10) and following.clause == word.clause:
            yield replace(word, end=following.end, value=(word.value or 0) + (following.value or 0))
            index += 2
        else:
            yield word
            index += 1
