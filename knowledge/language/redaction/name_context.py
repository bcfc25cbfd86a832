"""What stands around a word that may be a name: who is expected, and what only bears somebody's name."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import Final

from knowledge.language.redaction.name_lexicon import Words, name_lexicon
from knowledge.language.redaction.name_words import Word, may_be_genitive, nominatives
from knowledge.language.redaction.span import Span
from knowledge.regions import regions

_QUOTED: Final = re.compile(r"[«\"\u201c\u201e][^«»\"\u201c\u201d\u201e\n]{1,80}[»\"\u201d]")
_PAUSE: Final = re.compile(r"[\s:,—–\-(]{1,4}")
_SPACE: Final = re.compile(r"[\s]{1,3}")
_LIST: Final = re.compile(r",\s{1,2}|,?\s(?:\u0438|and|&|\u0434\u0430|\+)\s|\s?[+&/]\s?")
_ENDS: Final = re.compile(r"\s{0,2}(?:$|[,.!?;:)\n\u2014\u2013]|\d)")
_MOST_CUE_WORDS: Final = 3
_MOST_TOLD: Final = 4


class Context:
    """A message as words, for questions about any of them by its number."""

    def __init__(self, seen: str, plain: str, words: Sequence[Word]) -> None:
        self._seen, self._plain, self._words = seen, plain, words
        self._lexicon = name_lexicon()

    def is_single_name(self, index: int) -> bool:
        """Whether the word is somebody's name by itself."""
        word = self._words[index]
        reading = word.reading
        if not reading.is_part or self._is_of_thing(index):
            return False
        if reading.firm_first and (len(word.plain) > 2 or word.stands_out):
            return not self._is_place(index)
        if reading.patronymic:
            return word.is_capital
        if reading.first and self._is_expected(index):
            return True
        if reading.first and word.stands_out:
            return not self._is_place(index)
        return self._is_single_surname(index)

    def is_public_person(self, index: int, count: int) -> bool:
        """Whether a full name is of somebody well-known or one that a thing bears."""
        words = self._words[index : index + count]
        if self._bears_name(index) and may_be_genitive(words[0].plain):
            return True
        spellings = product(*(nominatives(word.plain) for word in words))
        is_famous = any(" ".join(spelling) in self._lexicon.famous_people for spelling in spellings)
        return is_famous and not self._is_expected(index)

    def surname_with_initials(self, found: re.Match[str], start: int, end: int) -> Iterator[Span]:
        """The span of «Носова К. Л.», unless it is a famous person or somebody whose name a thing bears."""
        index = self._index_at(start)
        if index is None or self._before(start, self._lexicon.after):
            return
        word = self._words[index]
        is_dotted = "." in found[0] and word.is_capital
        if not (is_dotted or word.reading.surname) or self._bears_name(index) or self._is_famous(word):
            return
        yield Span(*found.span(), "name")

    def told_name_end(self, index: int) -> int | None:
        """The last word of a name that begins here because the words before ask for one."""
        word = self._words[index]
        if word.plain in self._lexicon.stop or not self._is_told(index):
            return None
        may_be = word.is_capital or word.reading.is_part or not word.reading.is_known
        if not (may_be and (word.reading.is_thing or word.stands_out)):
            return None
        last = index
        while last + 1 < len(self._words) and last - index + 1 < _MOST_TOLD and self._continues(last):
            last += 1
        return last

    def may_be_name(self, index: int) -> bool:
        """Whether a word may be a name when its neighbours in a list are."""
        word = self._words[index]
        if word.plain in self._lexicon.stop or self._is_of_thing(index):
            return False
        return word.reading.first or (
            word.is_capital and (word.reading.surname or not word.reading.is_known or word.stands_out)
        )

    def is_listed(self, end: int, start: int) -> bool:
        """Whether the text between two words makes them parts of one list."""
        return _LIST.fullmatch(self._plain, end, start) is not None

    def is_spared(self, start: int, end: int) -> bool:
        """Whether what looks like a name at this place is a well-known person, a place or a thing."""
        index = self._index_at(start)
        if index is None:
            return True
        words = [word for word in self._words[index : index + _MOST_TOLD] if word.start < end]
        if not any(word.reading.is_part or word.looks_foreign for word in words):
            return True
        if len(words) == 1:
            return self._is_of_thing(index) or self._is_famous(words[0]) or self._is_place(index)
        return self.is_public_person(index, len(words)) or self._is_quoted(words[0])

    def _continues(self, last: int) -> bool:
        word, after = self._words[last], self._words[last + 1]
        if not _SPACE.fullmatch(self._plain, word.end, after.start) or after.plain in self._lexicon.stop:
            return False
        is_first = after.reading.first and not after.opens
        return after.reading.surname or after.reading.patronymic or is_first or after.looks_foreign

    def _is_told(self, index: int) -> bool:
        """«меня зовут ...» before, or «... меня зовут» after."""
        return self._cue_before(index, self._lexicon.says_name) or self._cue_after(
            index, self._lexicon.name_before_says
        )

    def _is_expected(self, index: int) -> bool:
        """A word before that goes with a name, and nothing that makes an ordinary word of it."""
        if self._is_told(index):
            return True
        word = self._words[index]
        if not self._cue_before(index, self._lexicon.likely_name):
            return self._opens_card(index)
        return (
            word.is_capital
            or _ENDS.match(self._plain, word.end) is not None
            or self._stands_before_surname(index)
        )

    def _opens_card(self, index: int) -> bool:
        """«Вера, 19 лет»: the first word, before a comma and a number."""
        word = self._words[index]
        return index == 0 and re.match(r"\s?[,.]?\s?\d", self._plain[word.end : word.end + 4]) is not None

    def _stands_before_surname(self, index: int) -> bool:
        return index + 1 < len(self._words) and self._words[index + 1].reading.firm_surname

    def _cue_before(self, index: int, cues: frozenset[str]) -> bool:
        end = self._words[index].start
        for count in range(1, _MOST_CUE_WORDS + 1):
            if index < count:
                return False
            first, last = self._words[index - count], self._words[index - 1]
            gap = self._plain[last.end : end]
            if (
                _PAUSE.fullmatch(gap)
                and " ".join(word.plain for word in self._words[index - count : index]) in cues
            ):
                return not (first.plain == "\u044f" and "," in gap)
        return False

    def _cue_after(self, index: int, cues: frozenset[str]) -> bool:
        start = self._words[index].end
        for count in (1, 2):
            after = self._words[index + 1 : index + 1 + count]
            is_near = len(after) == count and _SPACE.fullmatch(self._plain, start, after[0].start) is not None
            if is_near and " ".join(word.plain for word in after) in cues:
                return True
        return False

    def _is_single_surname(self, index: int) -> bool:
        """A surname by itself: with a capital that tells, or before a comma at the beginning."""
        word = self._words[index]
        if not word.reading.firm_surname or self._is_famous(word) or self._is_place(index):
            return False
        is_card = word.opens and word.is_capital and self._plain[word.end : word.end + 1] == ","
        return word.stands_out or is_card

    def _is_of_thing(self, index: int) -> bool:
        """In quotes, after what bears somebody's name, or after the name of an undertaking."""
        if self._is_told(index):
            return False
        word = self._words[index]
        return (
            self._is_quoted(word) or self._bears_name(index) or self._before(word.start, self._lexicon.things)
        )

    def _bears_name(self, index: int) -> bool:
        is_on_behalf = index > 1 and self._words[index - 2].plain in self._lexicon.on_behalf
        return not is_on_behalf and self._before(self._words[index].start, self._lexicon.after)

    def _before(self, start: int, cues: Words) -> bool:
        """Whether the word right before is one of the cues; a pair like «в честь» is two words."""
        index = self._index_at(start)
        if not index:
            return False
        word = self._words[index - 1]
        if not re.fullmatch(r"[\s.«\"]{1,3}", self._plain[word.end : start]):
            return False
        pair = f"{self._words[index - 2].plain} {word.plain}" if index > 1 else ""
        return word.plain in cues or pair in cues.whole

    def _is_famous(self, word: Word) -> bool:
        return not nominatives(word.plain).isdisjoint(self._lexicon.famous)

    def _is_place(self, index: int) -> bool:
        """Whether the gazetteer knows the word as a place."""
        word = self._words[index]
        return word.start in self._place_letters and word.end - 1 in self._place_letters

    def _is_quoted(self, word: Word) -> bool:
        return word.start in self._quoted_letters

    def _index_at(self, start: int) -> int | None:
        return self._indexes.get(start)

    @cached_property
    def _indexes(self) -> dict[int, int]:
        return {word.start: index for index, word in enumerate(self._words)}

    @cached_property
    def _quoted_letters(self) -> frozenset[int]:
        quotes = _QUOTED.finditer(self._seen)
        return frozenset(place for found in quotes for place in range(*found.span()))

    @cached_property
    def _place_letters(self) -> frozenset[int]:
        places = (place for place in regions().find_all(self._seen) if place.certain)
        return frozenset(letter for place in places for letter in range(place.start, place.end))
