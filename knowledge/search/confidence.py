"""Is there an answer at all? How much of what is asked the best measures really speak of."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.language.words import is_known, is_noun, lemmas
from knowledge.search.corpus import Corpus
from knowledge.search.lexicon import elsewhere_words, phrases
from knowledge.search.request import Request, Term
from knowledge.search.scoring import Relevance

ENOUGH: Final = 0.0
"""The least confidence with which an answer is given."""

_COVERED: Final = 3.9
_PHRASE: Final = 4.8
_LENGTH: Final = 4.2
_ELSEWHERE: Final = -9.5
_BASE: Final = -7.9
"""Fitted to requests with and without an answer (docs/search.md); the more is said, the likelier one."""

_BEST: Final = 5
_BY_SYNONYM: Final = 0.8
_NOT_A_NOUN: Final = 0.6
_NOT_A_WORD: Final = 0.5


class Confidence:
    """Judges whether the best measures answer a request."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        own = {
            word
            for measure in corpus.measures
            for line in (measure.title, *phrases().get(measure.id, ()))
            for word in lemmas(line)
        }
        self._elsewhere = elsewhere_words() - own

    def __call__(self, request: Request, found: Relevance) -> float:
        """The logarithm of the odds that there is an answer."""
        terms = [term for term in request.terms if not term.silent]
        if not terms or not float(found.score.max(initial=0.0)):
            return -np.inf
        best = np.argsort(-found.score)[:_BEST]
        foreign = sum(term.word in self._elsewhere for term in terms)
        odds = (
            _BASE
            + _COVERED * float(self._covered(terms)[best].max())
            + _PHRASE * float(found.phrase[best].max())
            + _LENGTH * float(np.log1p(len(terms)))
            + _ELSEWHERE * foreign / len(terms) ** 0.5
        )
        return float(odds)

    def _covered(self, terms: list[Term]) -> NDArray[np.float64]:
        """For each measure the share of the request's meaning that it speaks of."""
        covered = np.zeros(len(self._corpus.measures))
        total = 0.0
        for term in terms:
            meaning = self._meaning(term)
            held = np.zeros(len(covered))
            for words, share in ((term.also, _BY_SYNONYM), ((term.word,), 1.0)):
                for word in words:
                    where, _ = self._corpus.words.postings(word)
                    held[where] = np.maximum(held[where], share)
            covered += meaning * held
            total += meaning
        return covered / total

    def _meaning(self, term: Term) -> float:
        """How much the word tells: rare words more, nouns more, what is no word at all less."""
        index = self._corpus.words
        if term.word in index or not term.also:
            meaning = index.idf(term.word)
        else:
            meaning = min(index.idf(word) for word in term.also)
        if term.word not in index and not term.also and not is_known(term.word):
            meaning *= _NOT_A_WORD
        return meaning if is_noun(term.word) else meaning * _NOT_A_NOUN
