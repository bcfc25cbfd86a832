"""Tables of spoken phrases (one or several words, any form of each) and what they stand for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from knowledge.language.words import lemmas

FOLDER: Final = Path(__file__).parent


Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A phrase of a table found in a request: the lemmas at `places` stand for `meaning`."""

    places: Places
    meaning: str


class Lexicon:
    """Phrase -> meanings. The longest phrase at a place hides the shorter ones inside it."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._meanings: dict[tuple[str, ...], list[str]] = {}
        for phrase, meaning in pairs:
            meanings = self._meanings.setdefault(tuple(lemmas(phrase)), [])
            if meaning not in meanings:
                meanings.append(meaning)
        self._longest: dict[str, int] = {}
        for words in self._meanings:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def find(self, said: Sequence[str], loose: Collection[int] = ()) -> list[Spoken]:
        """What a request (its lemmas in order) says by this table.

        One of the `loose` places may stand inside a phrase: «снимать [короткое] кино».
        """
        found: list[Spoken] = []
        start = 0
        while start < len(said):
            places = self._phrase_at(said, start, loose)
            phrase = tuple(said[place] for place in places)
            found.extend(Spoken(places, meaning) for meaning in self._meanings.get(phrase, ()))
            start = (places[-1] if places else start) + 1
        return found

    def words(self) -> set[str]:
        """Every lemma that the table uses."""
        return {word for phrase in self._meanings for word in phrase}

    def _phrase_at(self, said: Sequence[str], start: int, loose: Collection[int]) -> Places:
        longest = self._longest.get(said[start], 0)
        for length in range(min(len(said) - start, longest), 0, -1):
            for places in _readings(start, length, loose):
                if places[-1] < len(said) and tuple(said[place] for place in places) in self._meanings:
                    return places
        return ()


def _readings(start: int, length: int, loose: Collection[int]) -> Iterator[Places]:
    """The places of so many words from `start` on: in a row, then with a loose one passed over."""
    yield tuple(range(start, start + length))
    for passed in range(start + 1, start + length):
        if passed in loose:
            yield tuple(place for place in range(start, start + length + 1) if place != passed)


class _Synonym(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    say: tuple[str, ...]
    mean: str


@cache
def synonyms() -> Lexicon:
    """How young people speak -> the words of the catalogue (synonyms.yaml)."""
    entries = TypeAdapter(tuple[_Synonym, ...]).validate_python(read("synonyms.yaml"))
    return Lexicon((phrase, entry.mean) for entry in entries for phrase in entry.say)


@cache
def facets() -> Mapping[str, Lexicon]:
    """Facet of a measure (needs, topics, kind, statuses) -> what names its words (request.yaml)."""
    tables = TypeAdapter(dict[str, dict[str, tuple[str, ...]]]).validate_python(read("request.yaml"))
    return {
        facet: Lexicon((phrase, word) for word, phrases in words.items() for phrase in phrases)
        for facet, words in tables.items()
    }


@cache
def age_marks() -> Mapping[str, frozenset[str]]:
    """What makes a number an age: `years` or `school_class` after it, `speaker` before it (age.yaml)."""
    marks = TypeAdapter(dict[str, tuple[str, ...]]).validate_python(read("age.yaml"))
    return {name: frozenset(lemmas(" ".join(words))) for name, words in marks.items()}


@cache
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Id of a measure -> how people ask for it (phrases.yaml)."""
    return TypeAdapter(dict[str, tuple[str, ...]]).validate_python(read("phrases.yaml"))


@cache
def silent_words() -> frozenset[str]:
    """Lemmas that do not tell what is asked (plain_words.yaml)."""
    text = TypeAdapter(dict[str, str]).validate_python(read("plain_words.yaml"))["silent"]
    return frozenset(lemmas(text)) | frozenset(text.split())


@cache
def home_words() -> frozenset[str]:
    """Lemmas that before a place only say where somebody lives (plain_words.yaml)."""
    return frozenset(TypeAdapter(dict[str, str]).validate_python(read("plain_words.yaml"))["home"].split())


@cache
def elsewhere_words() -> frozenset[str]:
    """Lemmas of everyday matters that are no support measure (elsewhere.yaml)."""
    text = TypeAdapter(dict[str, str]).validate_python(read("elsewhere.yaml"))["words"]
    return frozenset(lemmas(text))


def read(name: str) -> object:
    return yaml.load((FOLDER / name).read_bytes(), Loader=yaml.CSafeLoader)
