"""format_data: bold, italic, underline and links as pieces of a plain text [D], dev.vk.com, «Сообщение»."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from tests.platforms.shown import Entity, utf16_length
from tests.platforms.vk.errors import VkError, invalid

_KINDS: Final = frozenset({"bold", "italic", "underline", "url"})
_FIELDS: Final = frozenset({"type", "offset", "length", "url"})


def read_format(text: str | None, message: str) -> tuple[Entity, ...]:
    """The formatted pieces of a message; offsets in UTF-16 units.

    Raises:
        VkError: 100 [U] which words the platform uses.
    """
    if not text:
        return ()
    try:
        raw = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _wrong("is not a valid JSON") from None
    if not isinstance(raw, Mapping) or str(raw.get("version")) != "1":
        raise _wrong("has an unknown version")
    if unknown := set(raw) - {"version", "items"}:
        raise _wrong(f"has unknown properties {sorted(unknown)}")
    items = raw.get("items")
    if not isinstance(items, list):
        raise _wrong("has no items")
    total = utf16_length(message)
    return tuple(_item(item, total) for item in items)


def _item(item: Any, total: int) -> Entity:
    if not isinstance(item, Mapping) or set(item) - _FIELDS:
        raise _wrong("has an item with unknown properties")
    kind, offset, length = item.get("type"), item.get("offset"), item.get("length")
    if kind not in _KINDS:
        raise _wrong(f"has an item of unknown type {kind}")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length <= 0:
        raise _wrong("has an item with wrong bounds")
    if offset + length > total:
        raise _wrong("has an item beyond the end of the message")
    url = item.get("url")
    if (kind == "url") != isinstance(url, str):
        raise _wrong("has a link without address, or an address without link")
    if isinstance(url, str) and not url.startswith(("http://", "https://")):
        raise _wrong("has a link with a wrong address")
    return Entity(kind, offset, length, url)


def _wrong(words: str) -> VkError:
    return invalid(f"format_data {words}")
