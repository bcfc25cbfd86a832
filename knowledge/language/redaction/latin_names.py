"""Russian names in Latin letters: «Anna Gorbunova», «Dasha»."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from knowledge.language.redaction.name_lexicon import name_lexicon
from knowledge.language.redaction.name_words import read
from knowledge.language.redaction.span import Span

_WORD: Final = re.compile(r"(?<![\w@./-])[A-Za-z][a-z]{1,24}(?:-[A-Z][a-z]{1,24})?(?![\w@/-]|\.\w)")
_BEFORE: Final = 16
_LETTERS: Final = 3
"""The most letters that stand for one sound."""


def latin_names(seen: str) -> Iterator[Span]:
    """First names with a capital, after «my name is» or beside a surname, and the surnames beside them."""
    words, end = list(_WORD.finditer(seen)), 0
    for index, word in enumerate(words):
        if word.start() < end or not _may_be_first(seen, word):
            continue
        start, last = _with_surnames(seen, words, index)
        if word[0][0].isupper() or last - start > len(word[0]) or _is_told(seen, word.start()):
            end = last
            yield Span(start, end, "name")


def _with_surnames(seen: str, words: list[re.Match[str]], index: int) -> tuple[int, int]:
    start, end = words[index].span()
    if index and _adjoins(seen, words[index - 1].end(), start) and _is_surname(words[index - 1][0]):
        start = words[index - 1].start()
    for word in words[index + 1 : index + 3]:
        if not _adjoins(seen, end, word.start()) or not _is_surname(word[0]):
            break
        end = word.end()
    return start, end


def _adjoins(seen: str, end: int, start: int) -> bool:
    return re.fullmatch(r"\s{1,2}", seen[end:start]) is not None


def _may_be_first(seen: str, word: re.Match[str]) -> bool:
    if word[0].lower() in name_lexicon().latin.not_names:
        return False
    return read(_sounded(word[0])).firm_first or (word[0][0].isupper() and _is_told(seen, word.start()))


def _is_told(seen: str, start: int) -> bool:
    before = seen[max(0, start - _BEFORE) : start].lower()
    return any(
        re.search(rf"(?<!\w){re.escape(cue)}\s{{1,2}}$", before) for cue in name_lexicon().latin.says_name
    )


def _is_surname(word: str) -> bool:
    reading = read(_sounded(word))
    return reading.patronymic or (reading.surname if word[0].isupper() else reading.firm_surname)


@lru_cache(maxsize=2_000)
def _sounded(word: str) -> str:
    latin = name_lexicon().latin
    word = word.lower()
    if word in latin.soft:
        return latin.soft[word]
    sounds, place = [], 0
    while place < len(word):
        length = next(
            (size for size in range(_LETTERS + 1, 0, -1) if word[place : place + size] in latin.letters), 1
        )
        sounds.append(latin.letters.get(word[place : place + length], ""))
        place += length
    return "".join(sounds).replace(chr(0x451), chr(0x435))
