"""Why a measure was found: the words of the request that it holds, and what it gives or is about."""

from typing import Final

from knowledge.search.corpus import Corpus
from knowledge.search.request import Request
from knowledge.search.scoring import term_scores
from knowledge.vocabulary import vocabulary

_MOST: Final = 6


class Why:
    """The reasons of one request; what serves all of its hits is computed once."""

    def __init__(self, corpus: Corpus, request: Request, synonym: float) -> None:
        self._corpus = corpus
        self._gains = [
            (term.said, term_scores(corpus.words, term, synonym)) for term in request.terms if not term.silent
        ]
        self._labels = [
            (facet, word, getattr(vocabulary(), facet)[word])
            for facet in ("needs", "topics")
            for word in sorted(request.facets[facet])
        ]

    def __call__(self, number: int) -> tuple[str, ...]:
        """Words that matched, the most telling first, then the labels of needs and topics asked for."""
        words = sorted((-float(gain[number]), word) for word, gain in self._gains if gain[number])
        labels = [label for facet, word, label in self._labels if self._corpus.facets[facet][word][number]]
        return tuple(dict.fromkeys((*(word for _, word in words), *labels)))[:_MOST]
