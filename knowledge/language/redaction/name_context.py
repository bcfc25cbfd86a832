"""Decides from what stands around a word whether it is a private person's name."""

from collections.abc import Sequence
from itertools import product
from typing import Final

from knowledge.language.redaction.name_lexicon import name_lexicon
from knowledge.language.redaction.name_words import Word, has_genitive, may_be_genitive, nominatives
from knowledge.language.redaction.surroundings import Surroundings

_MOST_WORDS: Final = 4
_SHORTEST: Final = 2
_LONGEST_SAYING: Final = 3


class Context:
    """A message, for questions about any of its words by number."""

    def __init__(self, seen: str, plain: str, words: Sequence[Word]) -> None:
        self._around = Surroundings(seen, plain, words)
        self._words = words
        self._lexicon = name_lexicon()

    def is_single_name(self, number: int) -> bool:
        """Whether the word is somebody's name by itself."""
        word = self._words[number]
        if self._is_of_thing(number):
            return False
        if not word.reading.is_part:
            return word.looks_foreign and self._around.follows_cue(number, self._lexicon.roles)
        if word.reading.firm_first and (len(word.plain) > _SHORTEST or word.stands_out):
            return not self._around.is_place(number)
        if word.reading.patronymic:
            return word.is_capital
        if word.reading.first and self._is_expected(number):
            return True
        if word.reading.first and word.stands_out:
            return not self._around.is_place(number)
        return self._is_single_surname(number)

    def is_public_person(self, number: int, count: int) -> bool:
        """Whether a full name is of somebody well-known, or one that a thing bears."""
        words = self._words[number : number + count]
        if self._bears_name(number) and may_be_genitive(words[0].plain):
            return True
        return self._is_saying(words) and not self._is_expected(number)

    def is_private_surname(self, start: int, *, has_dots: bool) -> bool:
        """Whether the word there, beside initials, is a private person's surname."""
        number = self._around.number_at(start)
        if number is None or self._bears_name(number):
            return False
        word = self._words[number]
        return ((has_dots and word.is_capital) or word.reading.surname) and not self._is_famous(word)

    def told_name_end(self, number: int) -> int | None:
        """The number of the last word of a name that begins here, as the words before ask for one."""
        word = self._words[number]
        if word.plain in self._lexicon.stop or not self._is_told(number):
            return None
        may_be = word.is_capital or word.reading.is_part or not word.reading.is_known
        if not (may_be and (word.reading.is_thing or word.stands_out)):
            return None
        last = number
        while last + 1 < len(self._words) and last - number + 1 < _MOST_WORDS and self._continues(last):
            last += 1
        return last

    def may_be_name(self, number: int) -> bool:
        """Whether a word may be a name when its neighbours in a list are."""
        word = self._words[number]
        if word.plain in self._lexicon.stop or self._is_of_thing(number):
            return False
        is_likely = word.reading.surname or not word.reading.is_known or word.stands_out
        return word.reading.first or (word.is_capital and is_likely)

    def is_listed(self, end: int, start: int) -> bool:
        """Whether the text between two words makes them parts of one list."""
        return self._around.matches("list_gap", end, start)

    def is_spared(self, start: int, end: int) -> bool:
        """Whether what looks like a name at this place is a well-known person, a place or a thing."""
        number = self._around.number_at(start)
        if number is None:
            return True
        words = [word for word in self._words[number : number + _MOST_WORDS] if word.start < end]
        if not any(word.reading.is_part or word.looks_foreign for word in words):
            return True
        if len(words) > 1:
            return self.is_public_person(number, len(words)) or self._around.is_quoted(number)
        return self._is_of_thing(number) or self._is_famous(words[0]) or self._is_somewhere(number)

    def _continues(self, last: int) -> bool:
        word, after = self._words[last], self._words[last + 1]
        if not self._around.matches("space", word.end, after.start) or after.plain in self._lexicon.stop:
            return False
        is_first = after.reading.first and not after.opens
        return after.reading.surname or after.reading.patronymic or is_first or after.looks_foreign

    def _is_told(self, number: int) -> bool:
        """«меня зовут ...» before, or «... меня зовут» after."""
        is_before = self._around.follows_cue(number, self._lexicon.says_name)
        return is_before or self._around.precedes_cue(number, self._lexicon.name_before_says)

    def _is_expected(self, number: int) -> bool:
        """A word before that goes with a name, and nothing that makes an ordinary word of this one."""
        if self._is_told(number):
            return True
        if not self._around.follows_cue(number, self._lexicon.expects_name):
            return number == 0 and self._around.goes_on("then_number", number)
        if self._words[number].is_capital or self._around.goes_on("then_end", number):
            return True
        return number + 1 < len(self._words) and self._words[number + 1].reading.firm_surname

    def _is_single_surname(self, number: int) -> bool:
        """A surname by itself: with a capital that tells, or before a comma at the beginning."""
        word = self._words[number]
        if not word.reading.firm_surname or self._is_famous(word) or self._is_somewhere(number):
            return False
        return word.stands_out or (word.is_capital and self._around.goes_on("then_comma", number))

    def _is_of_thing(self, number: int) -> bool:
        """In quotes, after what bears somebody's name, or after the name of an undertaking."""
        if self._is_told(number):
            return False
        is_titled = self._around.is_quoted(number) or self._around.follows(number, self._lexicon.things)
        return is_titled or self._bears_name(number) or self._is_in_saying(number)

    def _is_somewhere(self, number: int) -> bool:
        """A place, or a street: «на Карельцева»."""
        is_street = number > 0 and self._words[number - 1].plain in self._lexicon.on_street
        return self._around.is_place(number) or (is_street and has_genitive(self._words[number].plain))

    def _bears_name(self, number: int) -> bool:
        is_on_behalf = number > 1 and self._words[number - 2].plain in self._lexicon.on_behalf
        return not is_on_behalf and self._around.follows(number, self._lexicon.after)

    def _is_saying(self, words: Sequence[Word]) -> bool:
        """Whether the words, in any case, are somebody well-known: «Ивана Грозного», «Машу и Медведя»."""
        if not 1 < len(words) <= _LONGEST_SAYING:
            return False
        if nominatives(words[0].plain).isdisjoint(self._lexicon.famous_starts):
            return False
        spellings = product(*(nominatives(word.plain) for word in words))
        return any(" ".join(spelling) in self._lexicon.famous_people for spelling in spellings)

    def _is_in_saying(self, number: int) -> bool:
        """Whether the word is one of such words."""
        starts = range(max(0, number - _LONGEST_SAYING + 1), number + 1)
        ends = range(number + 1, number + _LONGEST_SAYING + 1)
        runs = (self._words[start:end] for start in starts for end in ends)
        return not self._is_told(number) and any(self._is_saying(run) for run in runs)

    def _is_famous(self, word: Word) -> bool:
        return not nominatives(word.plain).isdisjoint(self._lexicon.famous)
