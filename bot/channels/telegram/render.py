"""The tree of `markup` as Telegram's HTML, and as the plain text that Telegram counts."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Final, NamedTuple

from bot.channels.markup import (
    Block,
    Bold,
    Bullets,
    Italic,
    Link,
    Paragraph,
    Quote,
    Span,
    Spans,
    is_mention,
    parse,
)
from bot.channels.rendering import gap
from bot.channels.telegram.addresses import can_open, in_words

MOST_ENTITIES: Final = 100
"""Telegram drops what comes after."""
TEXTS: Final = 256
LINES: Final = 1_024
"""So many that were rendered lately are kept."""
LONG_QUOTE: Final = 400
"""Characters; a longer quote is shown folded."""


class _Open(NamedTuple):
    tag: str
    attribute: str = ""


class _Close(NamedTuple):
    tag: str


_Piece = str | _Open | _Close


@lru_cache(TEXTS)
def html(text: str) -> str:
    """A text of our Markdown for `parse_mode=HTML`."""
    written: list[str] = []
    entities = 0
    for before, block in pairwise([None, *parse(text)]):
        if block is not None:
            rendered = _rendered_block(block)
            entities += rendered.entities
            written += (gap(before, block), rendered.html)
    return "".join(written) if entities <= MOST_ENTITIES else _cut_html(text)


class _Rendered(NamedTuple):
    """`letters`: of what people see."""

    html: str
    entities: int
    letters: int


def _rendered_block(block: Block) -> _Rendered:
    """The block put together from its lines, which are kept at hand: those of a measure come again."""
    lines = [_rendered_line(line) for line in (block.items if isinstance(block, Bullets) else block.lines)]
    mark = "• " if isinstance(block, Bullets) else ""
    whole = mark + f"\n{mark}".join(line.html for line in lines)
    entities, letters = sum(line.entities for line in lines), sum(line.letters for line in lines)
    if not isinstance(block, Quote):
        return _Rendered(whole, entities, letters)
    fold = " expandable" if letters + len(lines) - 1 > LONG_QUOTE else ""
    return _Rendered(f"<blockquote{fold}>{whole}</blockquote>", entities + 1, letters)


@lru_cache(LINES)
def _rendered_line(line: Spans) -> _Rendered:
    pieces = list(_spans(line))
    entities = sum(isinstance(piece, _Open) for piece in pieces)
    return _Rendered(_written(pieces, MOST_ENTITIES), entities, sum(map(_letters, pieces)))


def _letters(piece: "_Piece") -> int:
    return len(piece) if isinstance(piece, str) else 0


def _cut_html(text: str) -> str:
    """With so many marks as Telegram takes."""
    return _written(_pieces(parse(text)), MOST_ENTITIES)


def _written(pieces: Iterable["_Piece"], most: int) -> str:
    written: list[str] = []
    count = 0
    tags: list[str] = []
    for piece in pieces:
        match piece:
            case str():
                written.append(escape(piece, quote=False))
            case _Open(tag, attribute):
                count += 1
                tags.append(tag if count <= most else "")
                written.append(f"<{tag}{attribute}>" if tags[-1] else "")
            case _Close():
                tag = tags.pop()
                written.append(f"</{tag}>" if tag else "")
    return "".join(written)


def words(text: str) -> str:
    """The same without marks: what people see."""
    return "".join(piece for piece in _pieces(parse(text)) if isinstance(piece, str))


def measure(text: str) -> int:
    """UTF-16 units of what people see."""
    seen = words(text)
    return len(seen) + sum(letter > "\uffff" for letter in seen)


def _pieces(blocks: tuple[Block, ...]) -> Iterator[_Piece]:
    for before, block in pairwise([None, *blocks]):
        if block is not None:
            yield gap(before, block)
            yield from _block(block)


def _block(block: Block) -> Iterator[_Piece]:
    match block:
        case Paragraph(lines):
            yield from _lines(lines)
        case Bullets(items):
            yield from _lines(items, "• ")
        case Quote(lines):
            quoted = list(_lines(lines))
            is_long = sum(len(piece) for piece in quoted if isinstance(piece, str)) > LONG_QUOTE
            yield _Open("blockquote", " expandable" if is_long else "")
            yield from quoted
            yield _Close("blockquote")


def _lines(lines: tuple[Spans, ...], mark: str = "") -> Iterator[_Piece]:
    for number, line in enumerate(lines):
        yield f"\n{mark}" if number else mark
        yield from _spans(line)


def _spans(spans: Spans) -> Iterator[_Piece]:
    for span in spans:
        yield from _span(span)


def _span(span: Span) -> Iterator[_Piece]:
    match span:
        case str():
            yield span
        case Bold(inside):
            yield from _within(_Open("b"), inside)
        case Italic(inside):
            yield from _within(_Open("i"), inside)
        case Link(inside, url) if can_open(url) or is_mention(url):
            yield from _within(_Open("a", f' href="{escape(url)}"'), inside)
        case Link(inside, url):
            yield from _spans(inside)
            yield _address_beside("".join(piece for piece in _spans(inside) if isinstance(piece, str)), url)


def _within(tag: _Open, inside: Spans) -> Iterator[_Piece]:
    yield tag
    yield from _spans(inside)
    yield _Close(tag.tag)


def _address_beside(said: str, url: str) -> str:
    address = in_words(url)
    return "" if said.strip() in (url, address) else f" ({address})"
