"""How well each measure answers a request: one number a measure for each signal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.search.corpus import FACETS, Corpus
from knowledge.search.features import gram_counts, merged
from knowledge.search.index import SparseIndex, Vector
from knowledge.search.request import Request, Term

_TOPICS_ASKED_AT_MOST: Final = 2
_NARROW_YEARS: Final = 12
_SCHOOL_AGE: Final = 15


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts; chosen by cross-validation (benchmarks/search.py)."""

    synonym: float = 0.9
    silent: float = 0.4
    grams: float = 0.5
    gram_synonym: float = 0.5
    phrase: float = 0.8
    phrase_synonym: float = 0.3
    needs: float = 0.06
    topics: float = 0.12
    kind: float = 0.25
    statuses: float = 0.12
    age: float = 0.1
    variant: float = 0.9
    wrong_status: float = 0.8
    wrong_age: float = 0.4


@dataclass(frozen=True, slots=True)
class Relevance:
    """For every measure: its score before place and facts have their say, and the part of spoken phrases."""

    score: Vector
    phrase: Vector


def relevance(corpus: Corpus, request: Request, weights: Weights) -> Relevance:
    """How well every measure answers the request."""
    phrase = phrase_scores(corpus, request, weights)
    score = _relative(word_scores(corpus, request, weights))
    score += weights.grams * _relative(gram_scores(corpus, request, weights))
    score += weights.phrase * phrase
    for facet in FACETS:
        score += getattr(weights, facet) * facet_scores(corpus, request, facet)
    score += weights.age * age_scores(corpus, request)
    score *= conflicts(corpus, request, weights)
    return Relevance(_with_variants(score, corpus.variants, weights.variant), phrase)


def word_scores(corpus: Corpus, request: Request, weights: Weights) -> Vector:
    """BM25 where a word and what stands for it count once: as the better of the two."""
    scores = np.zeros(len(corpus.measures), dtype=np.float32)
    for term in request.terms:
        scores += (weights.silent if term.silent else 1.0) * term_scores(corpus.words, term, weights.synonym)
    return scores


def term_scores(index: SparseIndex, term: Term, synonym: float) -> Vector:
    """What one word of the request gives to each measure."""
    own = index.scores({term.word: 1.0})
    if not term.also:
        return own
    official = index.scores(dict.fromkeys(term.also, synonym / len(term.also) ** 0.5))
    return np.maximum(own, official)


def gram_scores(corpus: Corpus, request: Request, weights: Weights) -> Vector:
    """BM25 over character n-grams: endings, compounds and slips that words miss."""
    return corpus.grams.scores(gram_counts(said(request, weights.gram_synonym, weights.silent)))


def phrase_scores(corpus: Corpus, request: Request, weights: Weights) -> Vector:
    """The cosine with the most similar phrase that people use for the measure."""
    words = said(request, weights.phrase_synonym, weights.silent)
    line = corpus.phrases.scores(corpus.phrases.unit(merged((words, gram_counts(words)))))
    scores = np.zeros(len(corpus.measures), dtype=np.float32)
    np.maximum.at(scores, corpus.phrase_owner, line)
    return scores


def said(request: Request, synonym: float, silent: float) -> dict[str, float]:
    """The words of the request and what stands for them, weighted."""
    total: dict[str, float] = {}
    for term in request.terms:
        weight = silent if term.silent else 1.0
        total[term.word] = total.get(term.word, 0.0) + weight
        for word in term.also:
            total[word] = max(total.get(word, 0.0), weight * synonym / len(term.also) ** 0.5)
    return total


def facet_scores(corpus: Corpus, request: Request, facet: str) -> Vector:
    """The share of what the request asks of this facet that the measure has; 0 when nothing is asked."""
    asked = request.facets[facet]
    scores = np.zeros(len(corpus.measures), dtype=np.float32)
    for word in asked:
        scores += corpus.facets[facet][word]
    return np.minimum(scores / min(len(asked), _TOPICS_ASKED_AT_MOST), 1.0) if asked else scores


def conflicts(corpus: Corpus, request: Request, weights: Weights) -> Vector:
    """Factors below 1 for measures that ask another status or another age than the writer names."""
    factors = np.ones(len(corpus.measures), dtype=np.float32)
    named = request.facets["statuses"] or _status_of_age(request.age)
    if named:
        factors[_asks_another(corpus.facets["statuses"], named)] *= weights.wrong_status
    if request.age is not None:
        factors[(request.age < corpus.age_min) | (request.age > corpus.age_max)] *= weights.wrong_age
    return factors


def age_scores(corpus: Corpus, request: Request) -> Vector:
    """1 for measures made for people of about the age that the writer names."""
    if request.age is None:
        return np.zeros(len(corpus.measures), dtype=np.float32)
    fits = (request.age >= corpus.age_min) & (request.age <= corpus.age_max)
    return (fits & (corpus.age_max - corpus.age_min <= _NARROW_YEARS)).astype(np.float32)


def _status_of_age(age: int | None) -> frozenset[str]:
    return frozenset({"school"}) if age is not None and age <= _SCHOOL_AGE else frozenset()


def _asks_another(statuses: Mapping[str, NDArray[np.bool_]], named: frozenset[str]) -> NDArray[np.bool_]:
    asks_any = np.any(list(statuses.values()), axis=0)
    asks_named = np.any([statuses[status] for status in named], axis=0)
    return np.asarray(asks_any & ~asks_named)


def _with_variants(score: Vector, variants: NDArray[np.intp], share: float) -> Vector:
    """A local form and what it is the form of answer the same requests, so each lends to the other."""
    local, base = variants.T
    lent = score.copy()
    np.maximum.at(lent, local, share * score[base])
    np.maximum.at(lent, base, share * score[local])
    return lent


def _relative(scores: Vector) -> Vector:
    best = float(scores.max(initial=0.0))
    return scores / best if best else scores
