"""Search: a request in a young person's words -> the measures that answer it, best first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, Protocol, Self

from knowledge.language.words import lemmas
from knowledge.measure import EVERYWHERE, SupportMeasure
from knowledge.vocabulary import vocabulary

_SATURATION: Final = 1.2
_GRAMS: Final = (3, 4, 5)


class Places(Protocol):
    """What search asks of the gazetteer (`knowledge.regions.Regions`)."""

    def covers(self, named: str, region: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """One measure found. `score` orders hits of one answer; `why` are the words and fields that matched."""

    id: str
    score: float
    why: tuple[str, ...]


class Search:
    """The index of one version of the catalogue, in memory. Building is CPU-bound: call it in a thread."""

    def __init__(self, measures: Sequence[SupportMeasure], regions: Places) -> None:
        self._regions = regions
        self._measures = {measure.id: measure for measure in measures}
        self._postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for measure in measures:
            for feature, weight in _weights(measure).items():
                self._postings[feature].append((measure.id, weight))

    @classmethod
    def build(cls, measures: Sequence[SupportMeasure], regions: Places) -> Self:
        """Index the measures."""
        return cls(measures, regions)

    def find(
        self,
        text: str,
        *,
        region: str | None = None,
        limit: int = 10,
        verdicts: Mapping[str, int] | None = None,
    ) -> list[Hit]:
        """The measures that answer the text, best first; `[]` when nothing fits."""
        scores: dict[str, float] = defaultdict(float)
        why: dict[str, set[str]] = defaultdict(set)
        for feature, count in Counter(_features(text)).items():
            holders = self._postings.get(feature, [])
            idf = log(1 + len(self._measures) / (1 + len(holders)))
            for id_, weight in holders:
                scores[id_] += min(count, 2) * idf * weight
                if feature.startswith("="):
                    why[id_].add(feature[1:])
        found = [
            Hit(id_, score, tuple(sorted(why[id_])))
            for id_, score in scores.items()
            if self._near(id_, region)
        ]
        found.sort(key=lambda hit: ((verdicts or {}).get(hit.id, 1) == 0, -hit.score, hit.id))
        return found[:limit]

    def _near(self, id_: str, region: str | None) -> bool:
        named = self._measures[id_].audience.regions
        return (
            region is None or EVERYWHERE in named or any(self._regions.covers(name, region) for name in named)
        )


def _features(text: str) -> Iterable[str]:
    for word in lemmas(text):
        if len(word) > 2:
            yield f"={word}"
            bounded = f"<{word}>"
            for size in _GRAMS:
                yield from (bounded[i : i + size] for i in range(len(bounded) - size + 1))


def _weights(measure: SupportMeasure) -> dict[str, float]:
    names = vocabulary()
    labels = [names.kind[measure.kind]]
    labels += [names.topics[word] for word in measure.topics] + [names.needs[word] for word in measure.needs]
    labels += [names.statuses[word] for word in measure.audience.statuses]
    parts = (
        (measure.title, 3),
        (measure.summary, 1),
        ("; ".join((*measure.audience.conditions, *labels)), 1),
    )
    counts: Counter[str] = Counter()
    for text, times in parts:
        for feature in _features(text):
            counts[feature] += times
    return {feature: count / (count + _SATURATION) for feature, count in counts.items()}
