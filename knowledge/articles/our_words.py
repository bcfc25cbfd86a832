"""What may be kept of a question that nobody answered: the words that our own records use, and no others.

So no name, number, address or secret of anybody gets to staff or into the database, however it was written:
a word that no record holds is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Self

from knowledge.articles.article import Article
from knowledge.language.words import is_noun, lemma, words
from knowledge.search.lexicon import facets, phrases, silent_words, synonyms

MOST_WORDS: Final = 20
FEWEST_TELLING: Final = 1
"""Without a noun of ours nobody could tell what was asked."""


class OurWords:
    """The dictionary forms of the words of our records."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(word for word in known if word.isalpha())

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Self:
        """Those of articles, of the ways to ask for measures and of the tables of search."""
        return cls({lemma(word) for text in _texts(articles) for word in words(text)} | _of_tables())

    def of_text(self, text: str) -> str:
        """The text's words that are ours, in order and each once; empty when they would tell nothing."""
        ours = dict.fromkeys(form for word in words(text) if (form := lemma(word)) in self._known)
        kept = list(ours)[:MOST_WORDS]
        telling = [word for word in kept if is_noun(word) and word not in silent_words()]
        return " ".join(kept) if len(telling) >= FEWEST_TELLING else ""


def _texts(articles: Iterable[Article]) -> Iterator[str]:
    for one in articles:
        yield from (one.title, *one.asked, *one.about)
    for asked in phrases().values():
        yield from asked


def _of_tables() -> set[str]:
    tables = (synonyms(), *facets().values())
    return {word for table in tables for word in table.words()} | set(silent_words())
