"""The words of a message by their number, and what stands around each of them."""

from collections.abc import Collection, Sequence
from functools import cached_property

from knowledge.language.redaction.lexicon import pattern
from knowledge.language.redaction.name_lexicon import Words, name_lexicon
from knowledge.language.redaction.name_words import Word
from knowledge.regions import regions

_MOST_CUE_WORDS = 3


class Surroundings:
    """A message as words; looks are cheap, so that long texts cost no more than their length."""

    def __init__(self, seen: str, plain: str, words: Sequence[Word]) -> None:
        self.words = words
        self._seen, self._plain = seen, plain
        self._numbers = {word.start: number for number, word in enumerate(words)}

    def number_at(self, start: int) -> int | None:
        """The number of the word that begins there."""
        return self._numbers.get(start)

    def follows_cue(self, number: int, cues: Collection[str]) -> bool:
        """Whether one of the cues, up to three words, stands before the word; «я, ...» is no cue."""
        word = self.words[number]
        for count in range(1, min(_MOST_CUE_WORDS, number) + 1):
            before = self.words[number - count : number]
            gap = self._plain[before[-1].end : word.start]
            if self.matches("pause", before[-1].end, word.start) and _phrase(before) in cues:
                return not ("," in gap and before[0].plain in name_lexicon().not_before_comma)
        return False

    def precedes_cue(self, number: int, cues: Collection[str]) -> bool:
        """Whether one of the cues, one or two words, stands right after the word."""
        end = self.words[number].end
        for count in (1, 2):
            after = self.words[number + 1 : number + 1 + count]
            if len(after) == count and self.matches("space", end, after[0].start) and _phrase(after) in cues:
                return True
        return False

    def follows(self, number: int, cues: Words) -> bool:
        """Whether the word right before is one of the cues, or the two before are."""
        if number == 0:
            return False
        before, word = self.words[number - 1], self.words[number]
        if not self.matches("bears", before.end, word.start):
            return False
        return before.plain in cues or _phrase(self.words[max(0, number - 2) : number]) in cues.whole

    def matches(self, name: str, start: int, end: int) -> bool:
        """Whether the text between is, as a whole, what the pattern says."""
        return pattern(name).fullmatch(self._plain, start, end) is not None

    def goes_on(self, name: str, number: int) -> bool:
        """Whether the text right after the word is as the pattern says."""
        return pattern(name).match(self._plain, self.words[number].end) is not None

    def is_quoted(self, number: int) -> bool:
        """Whether the word stands in quotes."""
        return self.words[number].start in self._quoted_letters

    def is_place(self, number: int) -> bool:
        """Whether the gazetteer knows the word, where it stands, as a place."""
        word = self.words[number]
        return word.start in self._place_letters and word.end - 1 in self._place_letters

    @cached_property
    def _quoted_letters(self) -> frozenset[int]:
        quotes = pattern("quoted").finditer(self._seen)
        return frozenset(place for found in quotes for place in range(*found.span()))

    @cached_property
    def _place_letters(self) -> frozenset[int]:
        places = (place for place in regions().find_all(self._seen) if place.certain)
        return frozenset(letter for place in places for letter in range(place.start, place.end))


def _phrase(words: Sequence[Word]) -> str:
    return " ".join(word.plain for word in words)
