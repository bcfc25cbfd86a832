"""What of a measure is indexed, and how much each part counts."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from knowledge.language.words import lemmas
from knowledge.measure import EVERYWHERE, SupportMeasure
from knowledge.search.features import merged, word_counts
from knowledge.vocabulary import vocabulary

_SENTENCE_END: Final = re.compile(r"[.:;!?]\s+")

TITLE: Final = 3.0
PHRASES: Final = 1.5
SUMMARY: Final = 1.5
CONDITIONS: Final = 1.0
LABELS: Final = 0.7
PROVIDER: Final = 0.7
NOTE: Final = 0.4
PLACES: Final = 1.0


def spoken_lines(measure: SupportMeasure, asked: Sequence[str]) -> tuple[str, ...]:
    """What requests are compared with: the title; how people ask, or else what the summary says."""
    return (measure.title, *(asked or _SENTENCE_END.split(measure.summary)))


def document(measure: SupportMeasure, spoken: Sequence[str]) -> dict[str, float]:
    """The weighted lemmas of one measure; `spoken` is how people ask for it."""
    return merged(word_counts(lemmas(text), weight) for text, weight in fields(measure, spoken))


def fields(measure: SupportMeasure, spoken: Sequence[str]) -> Iterable[tuple[str, float]]:
    """The texts of a measure with their weights."""
    audience = measure.audience
    yield measure.title, TITLE
    yield "; ".join(spoken), PHRASES
    yield measure.summary, SUMMARY
    yield "; ".join(audience.conditions), CONDITIONS
    yield "; ".join(labels(measure)), LABELS
    yield measure.provider, PROVIDER
    yield measure.benefit.note, NOTE
    yield (
        "; ".join(name for name in (*audience.regions, *audience.municipalities) if name != EVERYWHERE),
        PLACES,
    )


def labels(measure: SupportMeasure) -> list[str]:
    """The closed words of a measure as people read them."""
    names = vocabulary()
    return [
        names.kind[measure.kind],
        *(names.topics[word] for word in measure.topics),
        *(names.needs[word] for word in measure.needs),
        *(names.statuses[word] for word in measure.audience.statuses),
    ]
