"""Is there an answer at all? How much of what is asked the best measures really speak of."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.language.words import is_known, is_noun, lemmas
from knowledge.search.corpus import Corpus
from knowledge.search.lexicon import elsewhere_words
from knowledge.search.request import Request, Term
from knowledge.search.scoring import Relevance

ENOUGH: Final = -0.6
"""The least confidence with which an answer is given."""

_COVERED: Final = 4.1
_PHRASE: Final = 4.5
_LENGTH: Final = 2.9
_ASKS: Final = 0.4
_ELSEWHERE: Final = -6.3
_BASE: Final = -8.4
"""Fitted to requests with and without an answer (docs/search.md); the more is said, and the more of it names
needs, topics, kinds or statuses, the likelier one."""

_ABOUT_ANYTHING: Final = frozenset({"entrepreneurship", "volunteering"})
"""A business or a good deed may have to do with anything."""

_BEST: Final = 5
_BY_SYNONYM: Final = 0.8
_NOT_A_NOUN: Final = 0.6
_NOT_A_WORD: Final = 0.3
_IN_NO_MEASURE: Final = 0.3
"""A word in no measure is often a detail of a life (раскопки, валдай) and no reason for silence."""


class Confidence:
    """Judges whether one of the best measures answers a request."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._said: dict[int, frozenset[str]] = {}

    def __call__(self, request: Request, found: Relevance) -> float:
        """The logarithm of the odds that there is an answer."""
        terms = [term for term in request.terms if not term.silent]
        if not terms or not float(found.score.max(initial=0.0)):
            return -np.inf
        best = np.argsort(-found.score)[:_BEST]
        likeness = (
            _COVERED * self._covered([term for term in terms if not term.of_home])[best]
            + _PHRASE * found.phrase[best]
            + _ELSEWHERE * self._foreign(request, best) / len(terms) ** 0.5
        )
        asks = sum(map(bool, request.facets.values()))
        return float(_BASE + _LENGTH * np.log1p(len(terms)) + _ASKS * asks + likeness.max())

    def _foreign(self, request: Request, best: NDArray[np.intp]) -> NDArray[np.float64]:
        """How many words are everyday matters that the measures' titles and phrases never name."""
        if not _ABOUT_ANYTHING.isdisjoint(request.facets["topics"]):
            return np.zeros(len(best))
        said = [{term.word, *term.also} for term in request.terms if term.word in elsewhere_words()]
        return np.array(
            [sum(words.isdisjoint(self._line(int(one))) for words in said) for one in best], float
        )

    def _line(self, number: int) -> frozenset[str]:
        """The words of a measure's title and phrases."""
        if number not in self._said:
            self._said[number] = frozenset(lemmas(" ".join(self._corpus.spoken[number])))
        return self._said[number]

    def _covered(self, terms: list[Term]) -> NDArray[np.float64]:
        """For each measure the share of the request's meaning that it speaks of."""
        covered = np.zeros(len(self._corpus.measures))
        total = 0.0
        for term in terms:
            meaning = self._meaning(term)
            covered += meaning * self._held(term)
            total += meaning
        return covered / total if total else covered

    def _held(self, term: Term) -> NDArray[np.float64]:
        held = np.zeros(len(self._corpus.measures))
        for words, share in ((term.also, _BY_SYNONYM), ((term.word,), 1.0)):
            for word in words:
                where, _ = self._corpus.words.postings(word)
                held[where] = np.maximum(held[where], share)
        return held

    def _meaning(self, term: Term) -> float:
        """How much the word tells: rare words more, nouns more, what is no word at all less."""
        index = self._corpus.words
        if term.word in index or not term.also:
            meaning = index.idf(term.word)
        else:
            meaning = min(index.idf(word) for word in term.also)
        if term.word not in index and not term.also:
            meaning *= _IN_NO_MEASURE if is_known(term.word) else _NOT_A_WORD
        return meaning if is_noun(term.word) else meaning * _NOT_A_NOUN
