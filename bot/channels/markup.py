"""Our Markdown subset, parsed once into a small tree that each channel renders in its own way.

Blocks are told apart by how their lines begin (`- ` an item, `> ` a quote, anything else a paragraph), lines
stay lines, and a blank line ends a block. Inside a line: **bold**, _italic_, [link](https://...) and
backslash escapes. Nothing else is markup, so that a text cannot turn into something its writer did not mean.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.dialogue.markup_text import escape

__all__ = [
    "Block",
    "Bold",
    "Bullets",
    "Italic",
    "Link",
    "Paragraph",
    "Quote",
    "Span",
    "escape",
    "is_mention",
    "is_safe",
    "parse",
]

SAFE_SCHEMES: Final = frozenset({"http", "https", "tel", "mailto"})
_MENTION: Final = re.compile(r"tg://user\?id=[0-9]{1,20}")
_ITEM: Final = re.compile(r"^\s*[-*+]\s+")
_QUOTED: Final = re.compile(r"^\s*>\s?")
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]")
_PLAIN_URL: Final = re.compile(
    r"https?://[a-z0-9.-]+(?:[/?#](?:[A-Za-z0-9:/?#@!$&()*+,;=._~-]|%[0-9A-F]{2})*)?"
)
"""An address that normalising leaves as it is."""
REMEMBERED: Final = 512
"""Lines: a message is parsed to be cut and again to be sent, and the lines of a measure come back."""
_MARKED: Final = re.compile(r"[\\*_\[\x00]")


@dataclass(frozen=True, slots=True)
class Bold:
    """Strong words."""

    spans: "Spans"


@dataclass(frozen=True, slots=True)
class Italic:
    """Words with a stress."""

    spans: "Spans"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address; only safe schemes ever become one."""

    spans: "Spans"
    url: str


Span = str | Bold | Italic | Link
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of words."""

    lines: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines of somebody else's words."""

    lines: tuple[Spans, ...]


Block = Paragraph | Bullets | Quote


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text; any string is a text, there are no errors."""
    blocks: list[Block] = []
    for kind, lines in groupby(text.splitlines(), _kind):
        if kind is not None:
            blocks.append(_block(kind, list(lines)))
    return tuple(blocks)


def is_safe(url: str) -> bool:
    """May a person be sent to this address?"""
    if is_mention(url):
        return True
    try:
        return urlsplit(url).scheme in SAFE_SCHEMES and not _CONTROL.search(url)
    except ValueError:
        return False


def is_mention(url: str) -> bool:
    """Does it open a talk with somebody on Telegram? Staff reach people so; other channels show the words."""
    return _MENTION.fullmatch(url) is not None


def _kind(line: str) -> type[Block] | None:
    if not line.strip():
        return None
    if _ITEM.match(line):
        return Bullets
    return Quote if _QUOTED.match(line) else Paragraph


def _block(kind: type[Block], lines: Sequence[str]) -> Block:
    if kind is Bullets:
        return Bullets(tuple(_inline(_ITEM.sub("", line)) for line in lines))
    if kind is Quote:
        return Quote(tuple(_inline(_QUOTED.sub("", line)) for line in lines))
    return Paragraph(tuple(_inline(line) for line in lines))


@cache
def _parser() -> MarkdownIt:
    """Used once before anybody else has it: at its first use it writes down its rules, and another thread
    that comes meanwhile (answers are cut where they are stored) would find none and read nothing.
    """
    parser = _Parser("zero").enable(["escape", "emphasis", "link"])
    parser.parseInline("_[a](https://a.ru)_")
    return parser


class _Parser(MarkdownIt):
    def normalizeLink(self, url: str) -> str:
        """As ever, but plain addresses at once: most of a card's time went into taking them apart."""
        return url if _PLAIN_URL.fullmatch(url) else super().normalizeLink(url)


@lru_cache(REMEMBERED)
def _inline(line: str) -> Spans:
    words = line.strip()
    if not _MARKED.search(words):  # most lines: some forty times quicker
        return (words,) if words else ()
    tokens = _parser().parseInline(words)[0].children or []
    return _spans(iter(tokens))


def _spans(tokens: Iterable[Token]) -> Spans:
    """Read up to the closing token of the present span; text beside text becomes one string."""
    spans: list[Span] = []
    for token in tokens:
        if token.nesting < 0:
            break
        if token.nesting > 0:
            spans.extend(_nested(token, _spans(tokens)))
        elif spans and isinstance(spans[-1], str):
            spans[-1] += token.content
        elif token.content:
            spans.append(token.content)
    return tuple(spans)


def _nested(token: Token, inside: Spans) -> Spans:
    if token.type == "strong_open":
        return (Bold(inside),)
    if token.type == "em_open":
        return (Italic(inside),)
    url = str(token.attrGet("href") or "")
    return (Link(inside, url),) if inside and is_safe(url) else inside
