"""One order from two: what matched in words, and how near the meaning is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from knowledge.search.search import Hit

DENSE_WEIGHT: Final = 0.05
"""The neighbours' share of a score; the rest is the words'. Measured on benchmarks/queries-dev.yaml."""


def fuse(
    lexical: Sequence[Hit], dense: Mapping[str, float], limit: int, weight: float = DENSE_WEIGHT
) -> list[Hit]:
    """The best hits by both: (1 - weight) * score / best score + weight * cosine / best cosine.

    A hit that is no neighbour counts as far as the farthest neighbour. A neighbour that is no hit joins when
    it comes before the last hit; so neighbours never answer what the words leave unanswered.
    `dense`: id -> cosine, of measures that may be shown.
    """
    best = max((hit.score for hit in lexical), default=0.0)
    nearest = max(dense.values(), default=0.0)
    if best <= 0 or nearest <= 0:
        return list(lexical[:limit])
    farthest = min(dense.values())

    def fused(id_: str, score: float) -> float:
        cosine = max(dense.get(id_, farthest), 0.0)
        return (1 - weight) * score / best + weight * cosine / nearest

    hits = [replace(hit, score=fused(hit.id, hit.score)) for hit in lexical]
    last = min(hit.score for hit in hits)
    known = {hit.id for hit in hits}
    joining = [Hit(id_, fused(id_, 0.0), ()) for id_ in dense if id_ not in known]
    hits += [hit for hit in joining if hit.score > last]
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]
