"""Our markup as VK shows it: plain text and, beside it, `format_data` that says what is bold or a link.

Offsets and lengths are UTF-16 units (dev.vk.com, "Personal Message", format_data). A link is shown as words
that lead to an address in apps that are new (they know silent buttons); an app that does not know formatting
would show the words alone and lose the address, so whoever is not known to have a new one reads «words
(address)». Lengths are measured with the addresses, so that a text fits either way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, assert_never

import orjson

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

VERSION: Final = 1
_JOINER: Final = "\u2060"
_VK_MARKUP: Final = re.compile(
    r"\[(?=[^\[\]|]{1,200}\|)"  # [id1|words] and [https://vk.com/...|words]
    r"|(?<![\w@*])[@*](?=[A-Za-z])"  # @durov, *durov
    r"|&(?=#?\w{1,12};)"  # VK reads HTML's entities
)
"""What VK itself would turn into a mention or another character, in words that are not meant so."""
_SIGNS: Final = re.compile(r"[\[@*&]")
"""Without any of these there is none of it: told much sooner."""
REMEMBERED: Final = 256
LINES: Final = 1_024
"""So many texts (menus and cards come again) and lines that were rendered lately are kept."""
Item = dict[str, str | int]
"""What is formatted: type, offset, length and, of a link, its address."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """`format_data`: JSON for VK, or None when nothing is formatted."""

    text: str
    format_data: str | None


@lru_cache(REMEMBERED)
def render(text: str, *, hides_addresses: bool) -> Rendered:
    """A text of our Markdown for one person's app."""
    pieces: list[str] = []
    items: list[Item] = []
    at = 0
    before: Block | None = None
    for block in parse(text):
        for number, (mark, spans) in enumerate(_lines(block)):
            lead = ("\n" if number else gap(before, block)) + mark
            line = _line(spans, hides_addresses=hides_addresses)
            at += len(lead)
            items += ({**item, "offset": at + int(item["offset"])} for item in line.items)
            at += line.units
            pieces += (lead, line.text)
        before = block
    data = orjson.dumps({"version": VERSION, "items": items}).decode() if items else None
    return Rendered("".join(pieces), data)


@dataclass(frozen=True, slots=True)
class _Line:
    """`items`: offsets from the start of the line."""

    text: str
    units: int
    items: tuple[Item, ...]


@lru_cache(LINES)
def _line(spans: Spans, *, hides_addresses: bool) -> _Line:
    """A line by itself: those of a measure come again and again."""
    writer = _Writer(hides_addresses=hides_addresses)
    writer.line(spans)
    return _Line(writer.text, writer.at, tuple(writer.items))


def measure(text: str) -> int:
    """Units that a text of our Markdown takes at most."""
    return units(render(text, hides_addresses=False).text)


def units(text: str) -> int:
    """VK counts as UTF-16 does: an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def without_vk_markup(words: str) -> str:
    """Words in which VK sees no markup of its own: an invisible joiner stands where it would begin."""
    return _VK_MARKUP.sub(lambda found: found[0] + _JOINER, words) if _SIGNS.search(words) else words


class _Writer:
    """Writes a line and notes what is formatted, by units."""

    def __init__(self, *, hides_addresses: bool) -> None:
        self._hides_addresses = hides_addresses
        self._pieces: list[str] = []
        self.at = 0
        self.items: list[Item] = []

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def write(self, words: str) -> None:
        self._pieces.append(words)
        self.at += units(words)

    def line(self, spans: Spans) -> None:
        for span in spans:
            self._span(span)

    def _span(self, span: Span) -> None:
        match span:
            case str():
                self.write(without_vk_markup(span))
            case Bold(spans):
                self._marked(spans, "bold")
            case Italic(spans):
                self._marked(spans, "italic")
            case Link(spans, url):
                self._link(spans, url)
            case _:
                assert_never(span)

    def _marked(self, spans: Spans, kind: str, **more: str) -> None:
        start = self.at
        self.line(spans)
        if self.at > start:
            item: Item = {"type": kind, "offset": start, "length": self.at - start}
            self.items.append({**item, **more})

    def _link(self, spans: Spans, url: str) -> None:
        if self._hides_addresses and is_web(url):
            self._marked(spans, "url", url=url)
            return
        start = len(self._pieces)
        self.line(spans)
        if is_mention(url):
            return
        words, shown = "".join(self._pieces[start:]), address(url)
        if words not in (url, shown):
            self.write(f" ({shown})" if words.strip() else shown)


def is_web(url: str) -> bool:
    """Can VK open it?"""
    return url.startswith(("http://", "https://"))


def address(url: str) -> str:
    """An address in words: a number to call, a mailbox, or the link."""
    return url.removeprefix("tel:").removeprefix("mailto:")


def _lines(block: Block) -> Iterator[tuple[str, Spans]]:
    match block:
        case Paragraph(lines):
            yield from (("", line) for line in lines)
        case Bullets(items):
            yield from (("• ", item) for item in items)
        case Quote(lines):
            yield from (("│ ", line) for line in lines)
        case _:
            assert_never(block)
