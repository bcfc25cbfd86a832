"""How-to articles as the talk asks for them: read and indexed when the first question comes, in a thread."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.articles.article import Article
    from knowledge.articles.finding import Finder
    from knowledge.articles.our_words import OurWords
    from knowledge.articles.shelf import Shelf


@dataclass(frozen=True, slots=True)
class _Reading:
    shelf: Shelf
    finder: Finder
    our_words: OurWords


class ArticleDesk:
    """Implements `bot.dialogue.ports.ArticleBook` over the shipped articles."""

    def __init__(self) -> None:
        self._reading: _Reading | None = None
        self._one_at_a_time = asyncio.Lock()

    async def find(self, text: str) -> Article | None:
        """The article that surely answers; None when none does. Under a millisecond once all is read."""
        return (await self._read()).finder.find(text)

    async def near(self, text: str) -> Sequence[Article]:
        """Articles that may be meant when none surely answers, best first."""
        return (await self._read()).finder.near(text)

    async def article(self, id: str) -> Article | None:  # noqa: A002 - the records' word
        """One article; None when there is none (any more)."""
        return (await self._read()).shelf.by_id.get(id)

    async def our_words(self, text: str) -> str:
        """The words of a text that our own records use; nothing else of it."""
        return (await self._read()).our_words.of_text(text)

    async def _read(self) -> _Reading:
        async with self._one_at_a_time:
            if self._reading is None:
                self._reading = await asyncio.to_thread(_read)
            return self._reading


def _read() -> _Reading:
    from knowledge.articles.finding import Finder
    from knowledge.articles.our_words import OurWords
    from knowledge.articles.shelf import shipped_shelf

    shelf = shipped_shelf()
    return _Reading(shelf, Finder.of(shelf.articles), OurWords.of(shelf.articles))
