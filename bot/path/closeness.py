"""How near measures are to the person's own words, from what search found for them."""

from collections.abc import Iterable


def closeness_of(found: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Id -> share of the best score, in hundredths, for pairs of id and score."""
    scores = dict(found)
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return {}
    return {id_: round(score / best, 2) for id_, score in scores.items() if score > 0}
