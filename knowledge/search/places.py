"""Which measures count where: the writer's region, and places that the request names."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.language.words import lemmas
from knowledge.measure import EVERYWHERE, Audience, SupportMeasure
from knowledge.places.place import PlaceMatch
from knowledge.regions import Regions

_LONGEST_TEXT: Final = 600
"""Places are looked for in the beginning of a long text only."""


@dataclass(frozen=True, slots=True)
class Reach:
    """For each measure: is it near, of the place named, of another town; and `words` that name places."""

    near: NDArray[np.bool_]
    of_named_place: NDArray[np.bool_]
    of_another_town: NDArray[np.bool_]
    words: frozenset[str]


class Whereabouts:
    """The audience of every measure, region by region."""

    def __init__(self, measures: Sequence[SupportMeasure], regions: Regions) -> None:
        self._audiences = [measure.audience for measure in measures]
        self._regions = regions
        self._everywhere = np.array([EVERYWHERE in one.regions for one in self._audiences], dtype=bool)
        self._of_a_town = [
            (number, frozenset(one.municipalities))
            for number, one in enumerate(self._audiences)
            if one.municipalities
        ]
        self._covering = lru_cache(maxsize=200)(partial(_covers, self._audiences, regions))
        regions.find(next(iter(regions.names), ""))  # the gazetteer makes its index when it is first asked

    def reach(self, text: str, region: str | None) -> Reach:
        """What a request reaches; without a region everything does."""
        named = [match for match in self._regions.find_all(text[:_LONGEST_TEXT], region) if match.certain]
        nowhere = np.zeros(len(self._audiences), dtype=bool)
        near = ~nowhere if region is None else self._covering(region)
        of_named, other_town = nowhere, nowhere
        for match in named:
            there = self._covering(match.place.region)
            near = near | there
            of_named = of_named | (there & ~self._everywhere)
        towns = [match for match in named if match.place.municipality]
        if towns:
            other_town = self._of_another_town(towns)
        said = frozenset(word for match in named for word in lemmas(match.words))
        return Reach(near, of_named, other_town, said)

    def _of_another_town(self, towns: Sequence[PlaceMatch]) -> NDArray[np.bool_]:
        named = {match.place.municipality for match in towns}
        others = np.zeros(len(self._audiences), dtype=bool)
        others[[number for number, own in self._of_a_town if named.isdisjoint(own)]] = True
        return others


def _covers(audiences: Sequence[Audience], regions: Regions, region: str) -> NDArray[np.bool_]:
    return np.array(
        [
            EVERYWHERE in audience.regions or any(regions.covers(name, region) for name in audience.regions)
            for audience in audiences
        ],
        dtype=bool,
    )
