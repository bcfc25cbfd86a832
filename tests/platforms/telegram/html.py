"""parse_mode HTML, as the Bot API reads it (tdlib, MessageEntity.cpp): error texts with byte offsets [E]."""

import re
from dataclasses import dataclass, field
from typing import Final

from tests.platforms.shown import Entity, utf16_length
from tests.platforms.telegram.refusal import Refusal, bad_request

_KINDS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}  # the only named entities it knows [D]
_ENTITY: Final = re.compile(r"&(?:#(x[0-9a-fA-F]{1,6}|\d{1,7})|(lt|gt|amp|quot));?")
_NAME: Final = re.compile(r"[^\s>]*")
_ATTRIBUTE: Final = re.compile(r"\s*([^\s=>/]+)(\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.\-]+)))?")


@dataclass(frozen=True, slots=True)
class Open:
    """A tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    at: int


@dataclass(slots=True)
class _Reading:
    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def add(self, piece: str) -> None:
        self.text.append(piece)
        self.length += utf16_length(piece)

    def refuse(self, words: str, at: int | None = None) -> Refusal:
        where = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return bad_request(f"can't parse entities: {words}{where}")


def parse_html(source: str) -> tuple[str, tuple[Entity, ...]]:
    """The text without markup, and its entities.

    Raises:
        Refusal: 400 "can't parse entities" in the platform's words.
    """
    reading = _Reading(source)
    while reading.at < len(source):
        _step(reading)
    if reading.stack:
        tag = reading.stack[-1].tag
        raise reading.refuse(f'Can\'t find end tag corresponding to start tag "{tag}"')
    found = sorted(reading.entities, key=lambda entity: (entity.offset, -entity.length))
    return "".join(reading.text), tuple(found)


def _step(reading: _Reading) -> None:
    source, at = reading.source, reading.at
    if source[at] == "<":
        if source.startswith("/", at + 1):
            _end(reading)
        else:
            _start(reading)
        return
    if source[at] == "&" and (found := _ENTITY.match(source, at)) is not None:
        reading.add(_decoded(found))
        reading.at = found.end()
        return
    stop = min(
        (i for i in (source.find("<", at + 1), source.find("&", at + 1)) if i > 0), default=len(source)
    )
    reading.add(source[at:stop])
    reading.at = stop


def _decoded(found: re.Match[str]) -> str:
    number, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else found.group()


def _start(reading: _Reading) -> None:
    begin = reading.at
    name = _NAME.match(reading.source, begin + 1)
    assert name is not None
    if name.end() >= len(reading.source):
        raise reading.refuse("Unclosed start tag", begin)
    tag = name.group().lower()
    if tag not in _KINDS:
        raise reading.refuse(f'Unsupported start tag "{tag}"', begin)
    reading.at = name.end()
    attributes = _attributes(reading, tag, begin)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise reading.refuse('Tag "span" must have class "tg-spoiler"', begin)
    argument = attributes.get("href", "") if tag == "a" else ""
    if tag == "blockquote" and "expandable" in attributes:
        argument = "expandable"
    reading.stack.append(Open(tag, argument, reading.length, len(reading.text)))


def _attributes(reading: _Reading, tag: str, begin: int) -> dict[str, str]:
    found: dict[str, str] = {}
    while True:
        spaces = re.compile(r"\s*").match(reading.source, reading.at)
        assert spaces is not None
        reading.at = spaces.end()
        if reading.at >= len(reading.source):
            raise reading.refuse("Unclosed start tag", begin)
        if reading.source[reading.at] == ">":
            reading.at += 1
            return found
        attribute = _ATTRIBUTE.match(reading.source, reading.at)
        if attribute is None:
            raise reading.refuse(f'Empty attribute name in the tag "{tag}"', begin)
        value = next((part for part in attribute.groups()[2:] if part is not None), "")
        found[attribute.group(1).lower()] = _ENTITY.sub(_decoded, value)
        reading.at = attribute.end()
        _check_attribute_end(reading, tag, attribute, begin)


def _check_attribute_end(reading: _Reading, tag: str, attribute: re.Match[str], begin: int) -> None:
    if reading.at >= len(reading.source):
        raise reading.refuse("Unclosed start tag", begin)
    if attribute.group(2) is None and reading.source[reading.at] == "=":
        rest = reading.source[reading.at + 1 :].lstrip()
        if rest[:1] in ('"', "'"):
            raise reading.refuse("Unclosed start tag", begin)
        raise reading.refuse("Unexpected end of name token", reading.at + 1)
    if attribute.group(2) is None and not (tag == "blockquote" and attribute.group(1) == "expandable"):
        words = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
        raise reading.refuse(words, begin)


def _end(reading: _Reading) -> None:
    begin = reading.at
    if not reading.stack:
        raise reading.refuse("Unexpected end tag", begin)
    name = _NAME.match(reading.source, begin + 2)
    assert name is not None
    stop = reading.source.find(">", name.end())
    if stop < 0 or reading.source[name.end() : stop].strip():
        raise reading.refuse("Unclosed end tag", begin)
    opened = reading.stack.pop()
    tag = name.group().lower()
    if tag not in ("", opened.tag):
        raise reading.refuse(
            f"Unmatched end tag at byte offset {len(reading.source[:begin].encode())}, "
            f'expected "</{opened.tag}>", found "</{tag}>"'
        )
    reading.at = stop + 1
    _close(reading, opened)


def _close(reading: _Reading, opened: Open) -> None:
    length = reading.length - opened.offset
    if length == 0:
        return
    kind, url = _KINDS[opened.tag], None
    if opened.tag == "a":
        url = opened.argument or "".join(reading.text[opened.at :])
    if opened.argument == "expandable":
        kind = "expandable_blockquote"
    reading.entities.append(Entity(kind, opened.offset, length, url))
