"""Every spoken name of every place, as a table of phrases, and the repair of misspelt words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from knowledge.language.words import is_known
from knowledge.places.forms import inflect
from knowledge.places.lexicon import lexicon
from knowledge.places.place import Place
from knowledge.places.tokens import spelling

if TYPE_CHECKING:
    from knowledge.regions import Region

SHORTEST_REPAIRED: Final = 5
LONG_WORD: Final = 11

Phrase = tuple[str, ...]


class Look(IntEnum):
    """What a phrase looks like apart from being a place; each needs more around it to be taken for one."""

    PLACE = 0
    SURNAME = 1
    WORD = 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase may name."""

    places: tuple[Place, ...]
    look: Look


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
    meanings: dict[Phrase, Meaning] = {}
    named = [(_bare(spelling(name)), place) for region in regions for name, place in _names(region)]
    for base, place in named:
        for form in _new_forms(base, meanings, place):
            known = meanings.get(form)
            look = max(known.look if known else Look.PLACE, _look(base, form))
            meanings[form] = Meaning(((*known.places, place) if known else (place,)), look)
    for form, place in _adjectives(named):
        known = meanings.get(form, Meaning((), Look.WORD))
        if known.look is Look.WORD and place not in known.places:
            meanings[form] = Meaning((place, *known.places), Look.WORD)
    return meanings


@cache
def _lookalikes() -> Mapping[Look, tuple[frozenset[Phrase], frozenset[Phrase], tuple[str, ...]]]:
    words = lexicon()
    return {
        look: (frozenset(map(spelling, lists.names)), frozenset(map(spelling, lists.forms)), lists.endings)
        for look, lists in ((Look.WORD, words.words), (Look.SURNAME, words.surnames))
    }


def _look(base: Phrase, form: Phrase) -> Look:
    for look, (names, forms, endings) in _lookalikes().items():
        is_case = form != base and len(form) == 1 and form[0].endswith(endings)
        if base in names or form in forms or is_case:
            return look
    return Look.PLACE


def _new_forms(base: Phrase, known: Mapping[Phrase, Meaning], place: Place) -> Iterator[Phrase]:
    """The cases of a name; none for a name that is already known as a case of another («Шадринска»)."""
    if base and not (base in known and place in known[base].places):
        turned = (*base[1:], base[0]) if base[0].isdigit() else base
        forms = inflect(base) | {turned}
        yield from (form for form in forms if not (form in known and place in known[form].places))


def _adjectives(named: Iterable[tuple[Phrase, Place]]) -> Iterator[tuple[Phrase, Place]]:
    """«Кетовский» alone, short for «Кетовский район»: said in answers, so it counts as a word elsewhere."""
    areas = lexicon().areas
    for base, place in named:
        if len(base) == 2 and base[1] in areas and base[0].isalpha():
            yield from ((form, place) for form in inflect(base[:1]))


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
            if len(word) >= SHORTEST_REPAIRED and meaning.look is Look.PLACE:
                words[word[0]].add(word)
    return {letter: tuple(sorted(found)) for letter, found in words.items()}
