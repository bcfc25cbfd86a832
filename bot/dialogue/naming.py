"""Words that name one measure: «расскажи про Артек», «что такое соцконтракт», «Пушкинская карта»."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from bot.dialogue.phrases import phrases
from knowledge.language.words import lemmas
from knowledge.measure import SupportMeasure
from knowledge.search.lexicon import silent_words, synonyms

Name = tuple[str, ...]
LONGEST: Final = 8
_QUOTED: Final = re.compile("\u00ab([^\u00ab\u00bb]+)\u00bb")
_BRACKETS: Final = re.compile(r"\(([^()]+)\)")
_HEAD_ENDS: Final = re.compile(r": | \(")


def asked_about(text: str) -> str:
    """The end of the text that is the name in a question what something is; empty for all other messages."""
    match = phrases().about.search(text)
    return match["name"] if match else ""


def bearing(name: str, measures: Sequence[SupportMeasure], *, asked: bool) -> list[SupportMeasure]:
    """Those of the measures that bear the name, in their order.

    Asked about, the beginning of a title is a name, too; said alone it may be a request.
    """
    said = _variants(name)
    if not said:
        return []
    bearers = _bearers(tuple(one.title for one in measures))
    exactly = [measures[place] for place in sorted({at for name in said for at in bearers.get(name, ())})]
    if exactly or not asked:
        return exactly
    return [one for one in measures if any(_begins(one.title, spoken) for spoken in said)]


def _variants(name: str) -> frozenset[Name]:
    """The name as said, without a word such as «форум» before it, and what it is short for."""
    said = tuple(lemmas(name))
    if not 0 < len(said) <= LONGEST:
        return frozenset()
    meant = {tuple(lemmas(one.meaning)) for one in synonyms().find(said) if len(one.places) == len(said)}
    bare = said[1:] if said[0] in phrases().kinds else ()
    return frozenset(one for one in (said, bare, *meant) if one and not silent_words().issuperset(one))


@lru_cache(maxsize=4)
def _bearers(titles: tuple[str, ...]) -> Mapping[Name, Sequence[int]]:
    """Name -> the places of the titles that bear it."""
    bearers: dict[Name, list[int]] = {}
    for place, title in enumerate(titles):
        for name in _names(title):
            bearers.setdefault(name, []).append(place)
    return bearers


@lru_cache(maxsize=10_000)
def _names(title: str) -> frozenset[Name]:
    return frozenset(tuple(lemmas(name)) for name in _spoken_names(title))


def _spoken_names(title: str) -> Iterator[str]:
    """All of the title, the part before a colon or a bracket, what stands in quotes or brackets."""
    yield title
    yield _HEAD_ENDS.split(title)[0]
    yield from _QUOTED.findall(title)
    yield from _BRACKETS.findall(title)


def _begins(title: str, said: Name) -> bool:
    return len(said) > 1 and said[-1] not in silent_words() and tuple(lemmas(title))[: len(said)] == said
