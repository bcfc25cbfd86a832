"""Which article answers a question: by the words of the question, or none when no article surely does.

A question is compared with how people ask for each article (`asked`); an article whose subject (`about`) is
named needs less likeness. Requests for a measure are not for articles: search answers them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.articles.article import Article
from knowledge.language.words import lemma, lemmas, words
from knowledge.search.features import gram_counts, merged, word_and_grams, word_counts
from knowledge.search.index import SparseIndex, Vector
from knowledge.search.lexicon import silent_words
from knowledge.search.typed import Repairs

MARKS: Final = Path(__file__).with_name("finding.yaml")
LONGEST_QUESTION: Final = 500
SURE: Final = 0.6
"""The least score of an answer; it and the weights were chosen on the tuned half of benchmarks/articles.yaml
and on requests for measures (docs/articles.md)."""
_SUBJECT: Final = 0.2
_RARE_SUBJECT: Final = 0.2
"""More for a subject of rarer words: «согласие родителей» tells more than «сделать проект»."""
_NO_QUESTION: Final = -0.4
_ASKS_FOR: Final = -0.5
_SILENT: Final = 0.3
"""The weight of words that tell little of what is asked."""

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """An article and how surely it answers: above `SURE` it does."""

    article: Article
    score: float

    @property
    def answers(self) -> bool:
        """Surely enough to be shown?"""
        return self.score >= SURE


class _Marks(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    asks_how: tuple[str, ...]
    asks_for: tuple[str, ...]


class Finder:
    """The index of some articles, in memory. Building it takes a while: do it in a thread."""

    def __init__(self, articles: Sequence[Article], marks: _Marks) -> None:
        self._articles = tuple(articles)
        lines = [(number, line) for number, one in enumerate(articles) for line in (one.title, *one.asked)]
        self._owners = np.array([number for number, _ in lines], dtype=np.int32)
        self._lines = SparseIndex.cosine([_weighed(lemmas(line)) for _, line in lines], word_and_grams)
        self._subjects = [self._worth(one.about) for one in articles]
        self._how, self._for = _as_written(marks.asks_how), _as_written(marks.asks_for)
        self._repairs = Repairs(_known_words(articles, marks))

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Self:
        """The finder with the shipped marks (finding.yaml)."""
        marks = yaml.load(MARKS.read_bytes(), Loader=yaml.CSafeLoader)
        return cls(articles, _Marks.model_validate(marks))

    def find(self, text: str) -> Article | None:
        """The article that answers; None when none surely does."""
        best = next(iter(self.ranked(text)), None)
        return best.article if best and best.answers else None

    def ranked(self, text: str) -> list[Match]:
        """Every article with its score, best first."""
        written = self._repairs.words(text[:LONGEST_QUESTION])
        said = [lemma(word) for word in written]
        bag = frozenset(said)
        likeness = self._likeness(said)
        kind = self._kind(bag.union(written))
        found = [
            Match(article, round(float(likeness[number]) + kind + self._subject(number, bag), 4))
            for number, article in enumerate(self._articles)
        ]
        return sorted(found, key=lambda match: (-match.score, match.article.id))

    def _kind(self, bag: Words) -> float:
        """Less for what is no question, and for what asks for the thing itself."""
        return _NO_QUESTION * (not _is_named(self._how, bag)) + _ASKS_FOR * _is_named(self._for, bag)

    def _likeness(self, said: Sequence[str]) -> Vector:
        """For each article the cosine with the most similar way to ask for it."""
        counts = _weighed(said)
        lines = self._lines.scores(self._lines.unit(merged((counts, gram_counts(counts)))))
        scores = np.zeros(len(self._articles), dtype=np.float32)
        np.maximum.at(scores, self._owners, lines)
        return scores

    def _worth(self, about: Iterable[str]) -> dict[Words, float]:
        """A subject's words -> what naming them gives: more for rare words."""
        bags = [frozenset(lemmas(phrase)) for phrase in about]
        rarest = self._lines.idf("")
        return {
            bag: _SUBJECT + _RARE_SUBJECT * sum(map(self._lines.idf, bag)) / rarest / len(bag) ** 0.5
            for bag in bags
        }

    def _subject(self, number: int, bag: Words) -> float:
        return max((gain for words, gain in self._subjects[number].items() if words <= bag), default=0.0)


def _weighed(said: Sequence[str]) -> dict[str, float]:
    silent = silent_words()
    return {word: count * (_SILENT if word in silent else 1.0) for word, count in word_counts(said).items()}


def _as_written(phrases: Iterable[str]) -> tuple[Words, ...]:
    return tuple(frozenset(words(phrase)) for phrase in phrases)


def _is_named(bags: Collection[Words], bag: Words) -> bool:
    return any(words <= bag for words in bags)


def _known_words(articles: Iterable[Article], marks: _Marks) -> Mapping[str, int]:
    """What is never taken for a slip, with how often it occurs."""
    counts: Counter[str] = Counter()
    for text in (*_written(articles), *marks.asks_how, *marks.asks_for):
        for word in words(text):
            counts[word] += 1
            counts[lemma(word)] += 1
    return counts


def _written(articles: Iterable[Article]) -> Iterator[str]:
    for one in articles:
        yield from (one.title, *one.asked, *one.about, one.answer)
        yield from (section.prose for section in one.sections)
