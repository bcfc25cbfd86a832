"""What the words around a place make of it: home, a place of study, a wish, somebody else's home."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from knowledge.places.lexicon import Cue, lexicon
from knowledge.places.place import Role
from knowledge.places.tokens import Token

WORDS_BEFORE: Final = 6
WORDS_AFTER: Final = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """A found name among its words: those of its clause before it (nearest first) and after it."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    since_place: int
    """How many of the words before stand after the place found before it."""

    @property
    def is_settlement(self) -> bool:
        """Does «город», «село» ... stand right before the name?"""
        return bool(self.before) and self.before[0] in lexicon().settlements

    @property
    def _led(self) -> tuple[str, ...]:
        skipped = 0
        while skipped < len(self.before) and self.before[skipped] in lexicon().settlements:
            skipped += 1
        return self.before[skipped:]

    @property
    def is_near(self) -> bool:
        """Is only the neighbourhood meant («деревня под Курганом»)?"""
        words = self._led
        return any(words[: len(near)] == near for near in _near())

    @property
    def is_into(self) -> bool:
        return bool(self._led) and self._led[0] in lexicon().prepositions.into

    @property
    def is_from(self) -> bool:
        return bool(self._led) and self._led[0] in lexicon().prepositions.from_

    @property
    def is_now(self) -> bool:
        """«теперь в Шадринске»"""
        return self.is_into and self._led[1:2] != () and self._led[1] in lexicon().now

    @property
    def is_bare(self) -> bool:
        """Is there nothing before the name but «в», «из», «посёлок» and the like?"""
        words = lexicon()
        led = words.settlements | words.prepositions.into | words.prepositions.from_
        return led.issuperset(self.before)

    @property
    def is_denied(self) -> bool:
        """«не из Кургана»"""
        return not lexicon().negations.isdisjoint(self._led[:2])

    @property
    def cue(self) -> Cue | None:
        """What the nearest telling word says; of the words before another place only a move counts."""
        for distance, word in enumerate(self.before):
            cue = _cue(word)
            if cue and (distance < self.since_place or cue == "moved"):
                return cue
        return self._cue_after

    @property
    def _cue_after(self) -> Cue | None:
        """«в Кургане живу», but not «Курган, живу в общежитии»: there the cue speaks of what follows it."""
        for word, following in zip(self.after, (*self.after[1:], ""), strict=False):
            cue = _cue(word)
            if cue in ("home", "study", "registered"):
                return None if following in lexicon().prepositions.into else cue
        return None

    @property
    def is_of_another(self) -> bool:
        """Do the words before speak of a relative or a friend?"""
        return not lexicon().others.isdisjoint(self.before[: self.since_place])


def setting(tokens: Sequence[Token], start: int, end: int, place_before: int) -> Setting:
    """The surroundings of `tokens[start:end]`; the place before it ends at `place_before`."""
    clause = tokens[start].clause
    before = [token.word for token in tokens[max(0, start - WORDS_BEFORE) : start] if token.clause == clause]
    after = [token.word for token in tokens[end : end + WORDS_AFTER] if token.clause == clause]
    return Setting(tuple(reversed(before)), tuple(after), since_place=start - place_before)


def role(around: Setting) -> Role:
    """What the place is to the writer."""
    if around.is_denied:
        return Role.ELSEWHERE
    match around.cue:
        case "home":
            return Role.HOME
        case "moved":
            return Role.FORMER if around.is_from else Role.HOME if around.is_into else Role.MENTIONED
        case "wish" if around.is_into:
            return Role.ELSEWHERE
        case "study" if around.is_into:
            return Role.STUDY
        case "registered":
            return Role.FORMER
    if around.is_of_another and (around.is_into or around.is_from):
        return Role.ELSEWHERE
    return Role.ORIGIN if around.cue == "self" else Role.MENTIONED


@cache
def _near() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(reversed(near.split())) for near in lexicon().cues["near"])


@cache
def _exact() -> Mapping[str, Cue]:
    return {word: cue for cue, word in _cue_words() if not word.endswith("*")}


@cache
def _stems() -> tuple[tuple[str, Cue], ...]:
    return tuple((word.rstrip("*"), cue) for cue, word in _cue_words() if word.endswith("*"))


def _cue_words() -> Iterator[tuple[Cue, str]]:
    return ((cue, word) for cue, words in lexicon().cues.items() if cue != "near" for word in words)


def _cue(word: str) -> Cue | None:
    return _exact().get(word) or next((cue for stem, cue in _stems() if word.startswith(stem)), None)
