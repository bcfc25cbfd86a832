"""Finds the places in a message and decides which one is the writer's home."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.places.index import Look, Meaning, PlaceIndex, Repair
from knowledge.places.place import Place, PlaceMatch, Role
from knowledge.places.roles import Setting, role, setting
from knowledge.places.tokens import Token, tokens

if TYPE_CHECKING:
    from knowledge.regions import Region


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A phrase of the index in the text, before it is decided which of its places is meant."""

    meaning: Meaning
    around: Setting
    start: int
    end: int
    exact: bool


class PlaceFinder:
    """Understands spoken names, cases, typos, translit; built once for a gazetteer."""

    def __init__(self, regions: Iterable["Region"]) -> None:
        self._index = PlaceIndex(regions)

    def find_all(self, text: str, home: str | None = None) -> list[PlaceMatch]:
        """Every place named in the text, in order; `home` is the region that ambiguous names belong to."""
        sightings = list(self._sightings(tokens(text)))
        named = {sighting.meaning.places[0].region for sighting in sightings if _is_region(sighting)}
        found = [_match(text, sighting, named, home) for sighting in sightings]
        return list(_moved(found, sightings))

    def find(self, text: str, home: str | None = None) -> PlaceMatch | None:
        """The writer's home; a place of study, a wish or a friend's home is none.

        Who comes from one town and studies in another may live in either: that is none too.
        """
        matches = self.find_all(text, home)
        likely = [match for match in matches if match.role >= Role.FORMER]
        if not likely:
            return None
        best = max(match.role for match in likely)
        home_match = _most_exact([match for match in likely if match.role is best], likely)
        studies = {match.place for match in matches if match.role is Role.STUDY}
        has_moved = best <= Role.ORIGIN and studies - {home_match.place}
        return None if has_moved else home_match

    def _sightings(self, words: Sequence[Token]) -> Iterator[_Sighting]:
        repairs = [self._index.repair(token.word) for token in words]
        index, place_end = 0, 0
        while index < len(words):
            length, meaning = self._longest(repairs[index : index + self._index.longest])
            end = index + max(length, 1)
            if meaning:
                around = setting(words, index, end, place_end)
                if _is_meant(meaning, around, length, words):
                    exact = all(repair.exact for repair in repairs[index:end])
                    yield _Sighting(meaning, around, words[index].start, words[end - 1].end, exact)
                    place_end = end
            index = end

    def _longest(self, repairs: Sequence[Repair]) -> tuple[int, Meaning | None]:
        words = tuple(repair.word for repair in repairs)
        for length in range(len(words), 0, -1):
            meaning = self._index.meanings.get(words[:length])
            if meaning:
                return length, meaning
        return 0, None


def _moved(found: Iterable[PlaceMatch], sightings: Iterable[_Sighting]) -> Iterator[PlaceMatch]:
    """The matches; «теперь в ...» after a place of the past is home."""
    was_elsewhere = False
    for match, sighting in zip(found, sightings, strict=True):
        is_home = was_elsewhere and sighting.around.is_now and match.role is Role.MENTIONED
        was_elsewhere = was_elsewhere or match.role is Role.FORMER
        yield replace(match, role=Role.HOME) if is_home else match


def _is_region(sighting: _Sighting) -> bool:
    return sighting.meaning.places[0].municipality is None


def _is_meant(meaning: Meaning, around: Setting, length: int, words: Sequence[Token]) -> bool:
    """Is the place meant, and not the word or the surname that looks like it (words.yaml tells when)?"""
    is_alone = len(words) - length == len(around.before) and around.is_bare
    if meaning.look is Look.PLACE or around.is_settlement or around.is_near or is_alone:
        return True
    if meaning.look is Look.SURNAME:
        return around.is_into or around.is_from or not (around.before or around.after)
    return (around.cue == "home" and around.is_into) or (around.is_from and not around.after)


def _match(text: str, sighting: _Sighting, named: set[str], home: str | None) -> PlaceMatch:
    places = sighting.meaning.places
    fitting = [place for place in places if place.region in named] or [
        place for place in places if place.region == home
    ]
    place = (fitting or places)[0]
    is_settled = len(places) == 1 or len(fitting) == 1
    if sighting.around.is_near:
        place = Place(place.region)
        is_settled = len({place.region for place in fitting or places}) == 1
    return PlaceMatch(
        place=place,
        words=text[sighting.start : sighting.end],
        certain=sighting.exact and is_settled,
        start=sighting.start,
        end=sighting.end,
        role=role(sighting.around),
    )


def _most_exact(best: Sequence[PlaceMatch], likely: Sequence[PlaceMatch]) -> PlaceMatch:
    """A municipality before its region; two homes at once are not certain."""
    towns = [match for match in best if match.place.municipality]
    if not towns:
        region = best[0].place.region
        inside = [match for match in likely if match.place.municipality and match.place.region == region]
        return next((match for match in inside if match.role >= Role.MENTIONED), best[0])
    is_one = len({match.place for match in towns}) == 1
    return replace(towns[0], certain=towns[0].certain and is_one and towns[0].role > Role.FORMER)
