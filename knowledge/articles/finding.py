"""Which article answers a question: by the words of the question, or none when no article surely does.

A question is compared with how people ask for each article (`asked`); an article whose subject (`about`) is
named needs less likeness. Requests for a measure are not for articles: search answers them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
SURE: Final = 0.75
"""The least score of an answer; it and the weights were chosen on benchmarks/articles.yaml
and on requests for measures (docs/articles.md)."""
NEAR: Final = 0.45
"""The least score of an article that may be offered, not shown."""
MOST_NEAR: Final = 2
EXACTLY: Final = 0.97
"""From this likeness on a message is one of the ways to ask, and that settles it."""
_SUBJECT: Final = 0.2
_RARE_SUBJECT: Final = 0.4
"""More for a subject of rarer words: «согласие родителей» tells more than «сделать проект»."""
_NO_QUESTION: Final = -0.4
_ASKS_FOR: Final = -0.5
_UNKNOWN: Final = 0.7
"""The weight of words that no way to ask holds: mostly a detail of a life («для пекарни»)."""
_ROOT: Final = 5
_SILENT: Final = 0.3
"""The weight of words that tell little of what is asked."""

Words = frozenset[str]
Spoken = Sequence[tuple[str, str]]
"""The words of a message, each with its dictionary form."""


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
    explain: tuple[str, ...]


class Finder:
    """The index of some articles, in memory. Building it takes a while: do it in a thread."""

    def __init__(self, articles: Sequence[Article], marks: _Marks) -> None:
        self._articles = tuple(articles)
        lines = [(number, line) for number, one in enumerate(articles) for line in (one.title, *one.asked)]
        self._owners = np.array([number for number, _ in lines], dtype=np.int32)
        self._lines = SparseIndex.cosine([_weighed(lemmas(line)) for _, line in lines], word_and_grams)
        self._subjects = [self._worth(one.about) for one in articles]
        self._how, self._for, self._explain = (
            _by_first_word(some) for some in (marks.asks_how, marks.asks_for, marks.explain)
        )
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

    def near(self, text: str) -> tuple[Article, ...]:
        """What may be meant when nothing surely answers: at most two, best first."""
        best = self.ranked(text)[:MOST_NEAR]
        if best and best[0].answers:
            return ()
        return tuple(match.article for match in best if match.score >= NEAR)

    def ranked(self, text: str) -> list[Match]:
        """Every article with its score, best first; none for what is no question and names no subject."""
        written = self._repairs.words(text[:LONGEST_QUESTION])
        said = [lemma(word) for word in written]
        kind = self._kind(list(zip(written, said, strict=True)), "?" in text)
        roots = frozenset(map(_root, said))
        subjects = [self._subject(number, roots) for number in range(len(self._articles))]
        if kind < 0 and not any(subjects):  # the usual request, which search is for
            return []
        scores = [
            round(float(likeness) + kind + subject, 4)
            for likeness, subject in zip(self._likeness(said), subjects, strict=True)
        ]
        found = map(Match, self._articles, scores)
        return sorted(found, key=lambda match: (-match.score, match.article.id))

    def _kind(self, spoken: Spoken, has_mark: bool) -> float:
        """Less for what is no question, and for what asks for the thing itself."""
        if _says(self._explain, spoken):
            return 0.0
        is_question = has_mark or _says(self._how, spoken)
        return _NO_QUESTION * (not is_question) + _ASKS_FOR * _says(self._for, spoken)

    def _likeness(self, said: Sequence[str]) -> Vector:
        """For each article the cosine with the most similar way to ask for it; 1 more for that very way."""
        weighed = _weighed(said).items()
        counts = {word: weight * (1.0 if word in self._lines else _UNKNOWN) for word, weight in weighed}
        lines = self._lines.scores(self._lines.unit(merged((counts, gram_counts(counts)))))
        scores = np.zeros(len(self._articles), dtype=np.float32)
        np.maximum.at(scores, self._owners, lines)
        return scores + (scores > EXACTLY)

    def _worth(self, about: Iterable[str]) -> dict[Words, float]:
        """A subject's words -> what naming them gives: more for rare words."""
        rarest = self._lines.idf("")
        return {
            frozenset(map(_root, named)): _SUBJECT
            + _RARE_SUBJECT * sum(map(self._lines.idf, named)) / rarest / len(named) ** 0.5
            for named in map(lemmas, about)
        }

    def _subject(self, number: int, roots: Words) -> float:
        return max((gain for words, gain in self._subjects[number].items() if words <= roots), default=0.0)


def _root(word: str) -> str:
    """What «выступать», «выступить» and «выступление» have in common."""
    return word[:_ROOT]


def _weighed(said: Sequence[str]) -> dict[str, float]:
    silent = silent_words()
    return {word: count * (_SILENT if word in silent else 1.0) for word, count in word_counts(said).items()}


def _by_first_word(phrases: Iterable[str]) -> Mapping[str, list[list[str]]]:
    marks: dict[str, list[list[str]]] = {}
    for mark in map(words, phrases):
        marks.setdefault(mark[0], []).append(mark)
    return marks


def _says(marks: Mapping[str, list[list[str]]], spoken: Spoken) -> bool:
    """Does one of the marks stand in the message, its words in a row, as written or in dictionary form?"""
    return any(
        len(mark) <= len(spoken) - start
        and all(word in pair for word, pair in zip(mark, spoken[start:], strict=False))
        for start, both in enumerate(spoken)
        for first in {*both}
        for mark in marks.get(first, ())
    )


def _known_words(articles: Iterable[Article], marks: _Marks) -> Mapping[str, int]:
    """What is never taken for a slip, with how often it occurs."""
    counts: Counter[str] = Counter()
    for text in (*_written(articles), *marks.asks_how, *marks.asks_for, *marks.explain):
        for word in words(text):
            counts[word] += 1
            counts[lemma(word)] += 1
    return counts


def _written(articles: Iterable[Article]) -> Iterator[str]:
    for one in articles:
        yield from (one.title, *one.asked, *one.about, one.answer)
        yield from (section.prose for section in one.sections)
