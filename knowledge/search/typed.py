"""Repairs what was typed: Latin letters for Russian words, the other layout, typos, missing spaces."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from math import log
from typing import Final

from pydantic import BaseModel, ConfigDict
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.language.words import is_known, lemma, normalise, words
from knowledge.search.lexicon import read
from knowledge.search.sounds import Sounds, Spellings

_LONGEST_JOINED: Final = 60
_SHORTEST_JOINED: Final = 7
_LONGEST_PIECE: Final = 22
_LETTERS_IN_A_PIECE: Final = 2.5
"""The least mean length of words typed without spaces; shorter pieces are no reading but noise."""
_SHORTEST_RUN: Final = 5
_REPAIRS_IN_A_REQUEST: Final = 8
_REPAIRS_REMEMBERED: Final = 5_000
_WORDS_IN_A_REQUEST: Final = 120
_KNOWN_BY_LEMMA: Final = 0.9
_KEYS: Final = re.compile(r"[^\s]+")


class _Layouts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    latin: str
    russian: str


class _Typed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    letters: Mapping[str, str]
    keyboard: _Layouts
    sounds: Spellings


class Repairs:
    """Knows the words of the index, with how often each occurs; what it knows it never changes."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._total = sum(vocabulary.values()) + 1
        self._by_length: dict[int, list[str]] = {}
        for word in vocabulary:
            self._by_length.setdefault(len(word), []).append(word)
        self._sounds = Sounds(vocabulary, _table().sounds)
        self._before: dict[str, tuple[str, ...]] = {}

    def words(self, text: str) -> list[str]:
        """The words of a request as they were meant."""
        meant: list[str] = []
        repairs = 0
        for word in self._russian(text)[:_WORDS_IN_A_REQUEST]:
            if self._is_fine(word) or repairs >= _REPAIRS_IN_A_REQUEST:
                meant.append(word)
            else:
                repairs += 1
                meant.extend(self._repair(word))
        return meant

    def _russian(self, text: str) -> list[str]:
        return [
            word
            for typed in _KEYS.findall(normalise(text))
            if typed in self._vocabulary or not _is_run_of_keys(typed)
            for word in words(self._unlatinised(typed) if _has_latin(typed) else typed)
        ]

    def _unlatinised(self, typed: str) -> str:
        if all(word in self._vocabulary for word in words(typed)):
            return typed
        spelt, retyped = _from_letters(typed), _from_keyboard(typed)
        sounded = self._sounds.word(typed) or spelt
        return max(
            (typed, spelt, sounded, retyped), key=lambda text: (self._share_known(text), text == spelt)
        )

    def _share_known(self, text: str) -> float:
        found = [word for word in words(text) if word.isalpha()]
        letters = sum(map(len, found))
        return sum(len(word) * self._knows(word) for word in found) / letters if found else 0.0

    def _knows(self, word: str) -> float:
        if word in self._vocabulary:
            return 1.0
        if lemma(word) in self._vocabulary:
            return _KNOWN_BY_LEMMA
        return 0.5 if not word.isascii() and is_known(word) else 0.0

    def _is_fine(self, word: str) -> bool:
        return len(word) <= 3 or not word.isalpha() or self._knows(word) > 0

    def _repair(self, word: str) -> tuple[str, ...]:
        """Remembered here: `lru_cache` over a method keeps a superseded index until the collector comes."""
        if word not in self._before:
            if len(self._before) >= _REPAIRS_REMEMBERED:
                self._before.clear()
            self._before[word] = self._repaired(word)
        return self._before[word]

    def _repaired(self, word: str) -> tuple[str, ...]:
        near = self._nearest(word)
        if near:
            return (near,)
        pieces = self._split(word) if _SHORTEST_JOINED <= len(word) <= _LONGEST_JOINED else ()
        return pieces or (word,)

    def _nearest(self, word: str) -> str | None:
        """The known word fewest slips away; of several, the one that is used most."""
        most = 1 if len(word) <= 6 else 2
        near: list[tuple[int, int, str]] = []
        for length in range(len(word) - most, len(word) + most + 1):
            choices = self._by_length.get(length, ())
            for choice, slips, _ in extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=5):
                near.append((int(slips), -self._vocabulary[choice], choice))
        return min(near)[2] if near else None

    def _split(self, word: str) -> tuple[str, ...]:
        """The likeliest words that were typed without spaces; () when there are none."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(word) + 1):
            best.append(
                min(
                    (best[start][0] + self._cost(word[start:end]), start)
                    for start in range(max(0, end - _LONGEST_PIECE), end)
                )
            )
        pieces = tuple(_pieces(word, [start for _, start in best]))
        readable = all(piece in self._vocabulary or is_known(piece) for piece in pieces)
        return pieces if readable and 1 < len(pieces) <= len(word) / _LETTERS_IN_A_PIECE else ()

    def _cost(self, piece: str) -> float:
        count = self._vocabulary.get(piece, 0)
        if count:
            return log(self._total / count) + (3.0 if len(piece) < 2 else 0.5)
        if len(piece) >= 4 and is_known(piece):
            return log(self._total) + 4.0
        return 30.0 * len(piece)


def _pieces(word: str, starts: list[int]) -> Iterator[str]:
    ends: list[int] = [len(word)]
    while ends[-1]:
        ends.append(starts[ends[-1]])
    ends.reverse()
    for start, end in pairwise(ends):
        yield word[start:end]


def _is_run_of_keys(text: str) -> bool:
    """Whether fingers just went along the keyboard: «qwerty», «фывапр»."""
    keyboard = _table().keyboard
    return len(text) >= _SHORTEST_RUN and any(text in keys for keys in (keyboard.latin, keyboard.russian))


def _has_latin(text: str) -> bool:
    return any("a" <= letter <= "z" for letter in text)


def _from_letters(text: str) -> str:
    pattern, letters = _letters()
    return pattern.sub(lambda match: letters[match.group()], text)


def _from_keyboard(text: str) -> str:
    return text.translate(_keys())


@cache
def _table() -> _Typed:
    return _Typed.model_validate(read("typed.yaml"))


@cache
def _letters() -> tuple[re.Pattern[str], Mapping[str, str]]:
    letters = _table().letters
    by_length: Callable[[str], int] = len
    ordered = sorted(letters, key=by_length, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), letters


@cache
def _keys() -> dict[int, int]:
    keyboard = _table().keyboard
    return str.maketrans(keyboard.latin, normalise(keyboard.russian))
