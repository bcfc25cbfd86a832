"""Every spoken name of every place, as a table of phrases, and the repair of misspelt words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from knowledge.language.words import is_known
from knowledge.places.forms import inflect
from knowledge.places.lexicon import lexicon
from knowledge.places.place import Place
from knowledge.places.tokens import spelling

if TYPE_CHECKING:
    from knowledge.regions import Region

SHORTEST_REPAIRED: Final = 5
LONG_WORD: Final = 8

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase may name; `ordinary` if it is more often a word than a place."""

    places: tuple[Place, ...]
    ordinary: bool


@dataclass(frozen=True, slots=True)
class Repair:
    """The word that was meant; not `exact` when letters had to be changed."""

    word: str
    exact: bool


class PlaceIndex:
    """Looks phrases and words up; built once for a gazetteer."""

    def __init__(self, regions: Iterable["Region"]) -> None:
        self.meanings = _meanings(regions)
        self.longest = max((len(phrase) for phrase in self.meanings), default=0)
        self._vocabulary = frozenset(word for phrase in self.meanings for word in phrase)
        self._by_letter = _by_letter(self.meanings)
        self.repair = lru_cache(maxsize=20_000)(self._repair)

    def _repair(self, word: str) -> Repair:
        """The word of a place name that is meant, else the word itself."""
        if word in self._vocabulary or not word.isalpha():
            return Repair(word, exact=True)
        if word.isascii():
            return self._from_latin(word)
        near = None if is_known(word) else self._nearest(word)
        return Repair(near, exact=False) if near else Repair(word, exact=True)

    def _from_latin(self, word: str) -> Repair:
        readings = (transliterate(word), switch_layout(word))
        for reading in readings:
            if len(reading) >= SHORTEST_REPAIRED - 2 and reading in self._vocabulary:
                return Repair(reading, exact=True)
        near = self._nearest(readings[0])
        return Repair(near, exact=False) if near else Repair(word, exact=True)

    def _nearest(self, word: str) -> str | None:
        """The vocabulary's nearest word with the same first letter: one slip, two in long words."""
        if len(word) < SHORTEST_REPAIRED:
            return None
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        slips = 2 if len(word) >= LONG_WORD else 1
        words = self._by_letter.get(word[0], ())
        found = process.extractOne(word, words, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None


def transliterate(word: str) -> str:
    """Latin letters as Russian ones by sound: shadrinsk -> шадринск."""
    table, russian, index = lexicon().transliteration, "", 0
    while index < len(word):
        for length in (3, 2, 1):
            letters = table.get(word[index : index + length])
            if letters:
                russian += letters
                break
        index += length
    return russian


def switch_layout(word: str) -> str:
    """The word typed with the same keys on the Russian keyboard."""
    layout = lexicon().layout
    return word.translate(str.maketrans(layout.latin, layout.russian))


def _meanings(regions: Iterable["Region"]) -> Mapping[Phrase, Meaning]:
    ordinary = {spelling(name) for name in lexicon().ordinary}
    places: dict[Phrase, list[Place]] = defaultdict(list)
    flagged: set[Phrase] = set()
    for name, place in (pair for region in regions for pair in _names(region)):
        base = _bare(spelling(name))
        for form in _new_forms(base, places, place):
            places[form].append(place)
            if base in ordinary or form in ordinary:
                flagged.add(form)
    return {phrase: Meaning(tuple(found), phrase in flagged) for phrase, found in places.items()}


def _new_forms(base: Phrase, places: Mapping[Phrase, list[Place]], place: Place) -> Iterator[Phrase]:
    """The cases of a name; none for a name that is already known as a case of another («Шадринска»)."""
    if base and place not in places.get(base, ()):
        turned = (*base[1:], base[0]) if base[0].isdigit() else base
        yield from (form for form in inflect(base) | {turned} if place not in places.get(form, ()))


def _names(region: "Region") -> Iterator[tuple[str, Place]]:
    for name in (region.name, *region.synonyms):
        yield name, Place(region.name)
    for municipality in (*region.municipalities, *region.towns):
        for name in (municipality.name, *municipality.synonyms):
            yield name, Place(region.name, municipality.name)
    if region.centre and not region.municipalities and region.centre != region.name:
        yield region.centre, Place(region.name, region.centre)


def _bare(name: Phrase) -> Phrase:
    """The name without «в», «город», «городской округ» before it."""
    words = lexicon()
    before = words.prepositions.into | words.settlements | words.areas.keys()
    while len(name) > 1 and name[0] in before and not name[0].isdigit():
        name = name[1:]
    return name


def _by_letter(meanings: Mapping[Phrase, Meaning]) -> Mapping[str, tuple[str, ...]]:
    words: dict[str, set[str]] = defaultdict(set)
    for phrase, meaning in meanings.items():
        for word in phrase:
            if len(word) >= SHORTEST_REPAIRED and not meaning.ordinary:
                words[word[0]].add(word)
    return {letter: tuple(sorted(found)) for letter, found in words.items()}
