"""What the vectors know of a measure, as one text."""

from typing import Final

from knowledge.measure import SupportMeasure
from knowledge.vocabulary import vocabulary

_TITLE_TIMES: Final = 3
"""A title says most in the fewest words; features saturate, so more than this adds nothing."""


def measure_text(measure: SupportMeasure) -> str:
    """Title, summary, conditions and the labels of its closed words."""
    names = vocabulary()
    labels = [names.kind[measure.kind]]
    labels += [names.topics[word] for word in measure.topics]
    labels += [names.needs[word] for word in measure.needs]
    labels += [names.statuses[word] for word in measure.audience.statuses]
    titles = [measure.title] * _TITLE_TIMES
    return "\n".join((*titles, measure.summary, *measure.audience.conditions, *labels))
