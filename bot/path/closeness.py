"""How near measures are to the person's own words, from what search found for them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from knowledge.search.search import Search

REMEMBERED = 256


def closeness_of(found: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Id -> share of the best score, in hundredths, for pairs of id and score."""
    scores = dict(found)
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return {}
    return {id_: round(score / best, 2) for id_, score in scores.items() if score > 0}


class Nearness:
    """Asks the search of one version of the catalogue; without verdicts, so what is known changes nothing."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._found = lru_cache(maxsize=REMEMBERED)(self._find)

    def of(self, text: str | None, region: str | None) -> Mapping[str, float]:
        """`PlanRequest.closeness` for a person's words; empty without words. CPU-bound for milliseconds."""
        return self._found(text.strip(), region) if text and text.strip() else {}

    def _find(self, text: str, region: str | None) -> Mapping[str, float]:
        hits = self._search.find(text, region=region, limit=len(self._search.corpus.measures))
        return closeness_of((hit.id, hit.score) for hit in hits)
