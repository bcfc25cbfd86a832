"""What the vectors know of a measure, and of a request, as one text each."""

from collections.abc import Sequence
from typing import Final

from knowledge.measure import SupportMeasure
from knowledge.search.documents import labels
from knowledge.search.lexicon import phrases
from knowledge.search.request import Request

_TITLE_TIMES: Final = 2


def measure_text(measure: SupportMeasure, spoken: Sequence[str] | None = None) -> str:
    """Title, how people ask for it (`spoken`; by default as shipped), summary, conditions, labels."""
    said = phrases().get(measure.id, ()) if spoken is None else spoken
    titles = [measure.title] * _TITLE_TIMES
    return "\n".join(
        (*titles, *said, measure.summary, *measure.audience.conditions, *labels(measure), measure.provider)
    )


def request_text(request: Request) -> str:
    """The words of a request that tell what is asked, with the official words that they stand for."""
    return " ".join(word for term in request.terms if not term.silent for word in (term.word, *term.also))
