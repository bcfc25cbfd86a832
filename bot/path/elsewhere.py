"""Measures open to the whole country that are held in one part of it: to others they are a long way off."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import yaml

from bot.path import weights
from knowledge.measure import EVERYWHERE, SupportMeasure
from knowledge.regions import Regions

PATH: Final = Path(__file__).with_name("elsewhere.yaml")


def is_elsewhere(measure: SupportMeasure, region: str | None, regions: Regions) -> bool:
    """Does its title or its provider name only places away from where the person lives?"""
    if (
        region is None
        or measure.kind not in weights.ON_THE_SPOT
        or EVERYWHERE not in measure.audience.regions
    ):
        return False
    places = _places(measure.title, measure.provider, regions)
    return bool(places) and not any(regions.covers(place, region) for place in places)


@cache
def macro_words() -> Mapping[str, tuple[str, ...]]:
    """Macro-region -> how titles speak of it, in lower case."""
    loaded = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return {name: tuple(words) for name, words in loaded.items()}


@lru_cache(maxsize=2000)
def _places(title: str, provider: str, regions: Regions) -> frozenset[str]:
    named = {match.place.region for match in regions.find_all(f"{title}. {provider}") if match.certain}
    low = title.lower()
    return frozenset(named) | {
        name for name, words in macro_words().items() if any(word in low for word in words)
    }
