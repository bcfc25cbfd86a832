"""Make of one message as many as a platform needs: long texts and big keyboards have limits."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Final

from bot.channels.cutting import cut
from bot.channels.long_lines import Measure
from bot.channels.markup import Bullets, parse
from bot.channels.paging import Rows, pages
from bot.channels.runs import words_of
from bot.channels.shape import Shape
from bot.dialogue.messages import Outgoing
from bot.texts import Texts

__all__ = ["Measure", "Shape", "SplitWords", "split", "split_words"]

GAP: Final = 3
"""The most that rendering adds to a line: a mark and what stands between lines."""
WIDEST: Final = 12
"""The most that a character of an address grows to: %F0%9F%91%8D."""
_ADDRESS: Final = re.compile(r"\]\(\s*(\S*)")
LOOKED_INTO: Final = 200
"""Characters: a longer text is not made of markup alone."""
_BLANKS: Final = frozenset("\u2800\u3164\u115f\u1160\uffa0")
"""Letters by their category, but nothing is seen of them."""


@dataclass(frozen=True, slots=True)
class SplitWords:
    """Words that splitting adds: above a further page of buttons, and for a text that shows nothing."""

    more: str
    empty: str


def split_words(texts: Texts) -> SplitWords:
    """These words as the locale has them."""
    return SplitWords(more=texts("messenger-more-buttons"), empty=texts("messenger-empty"))


def split(message: Outgoing, shape: Shape, measure: Measure, words: SplitWords) -> Sequence[Outgoing]:
    """The messages to send, in order; the same message is always split alike.

    The first carries picture, file and what it replaces, the last part of the text the buttons; buttons that
    do not fit follow in messages of their own.
    """
    texts = _texts(message, shape, measure, words)
    keyboards = pages(message.rows, shape)
    below = keyboards[0] if keyboards else ()
    if len(texts) == 1 and len(keyboards) < 2:
        return [_with(message, texts[0], below)]
    first = message.model_copy(update={"text": texts[0], "preview": len(texts) == 1 and message.preview})
    later = [Outgoing(text=text) for text in texts[1:]]
    parts = [first.model_copy(update={"rows": (), "forget": False}), *later]
    parts[-1] = parts[-1].model_copy(update={"rows": below})
    parts.extend(Outgoing(text=words.more, rows=page) for page in keyboards[1:])
    parts[-1] = parts[-1].model_copy(update={"forget": message.forget})
    return parts


def is_blank(text: str) -> bool:
    """Does a person see nothing of it?"""
    return all(unicodedata.category(letter)[0] in "ZCM" or letter in _BLANKS for letter in text)


def _texts(message: Outgoing, shape: Shape, measure: Measure, words: SplitWords) -> list[str]:
    carries = message.picture is not None or message.file is not None
    text = message.text
    if _shows_nothing(text):
        return ["" if carries else words.empty]
    limit = shape.caption if carries else shape.text
    if at_most(text) <= limit or measure(text) <= limit:
        return [text]
    limits = chain([limit], repeat(shape.text))
    return [part for part in cut(text, limits, measure) if not _shows_nothing(part)] or [words.empty]


def at_most(text: str) -> int:
    """Rendered, the text takes no more than this: told without reading its markup, which costs."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    addresses = sum(len(url) for url in _ADDRESS.findall(text) if not url.isascii())
    return units + WIDEST * addresses + GAP * (len(text.splitlines()) + 1)


def _shows_nothing(text: str) -> bool:
    if len(text) > LOOKED_INTO:
        return is_blank(text)
    return all(not isinstance(block, Bullets) and is_blank(words_of(block)) for block in parse(text))


def _with(message: Outgoing, text: str, rows: Rows) -> Outgoing:
    if text == message.text and rows == message.rows:
        return message
    return message.model_copy(update={"text": text, "rows": rows})
