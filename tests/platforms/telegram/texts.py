"""Checks of texts: parse mode, explicit entities, trimming, length (after entities are read)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson

from tests.platforms.front import Params
from tests.platforms.shown import Entity, utf16_length
from tests.platforms.telegram.html import parse_html
from tests.platforms.telegram.refusal import Refusal, bad_request

TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
MOST_ENTITIES: Final = 100  # [K] the rest of a longer list is dropped silently, so it is a defect here
KINDS: Final = frozenset({
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic",
    "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre",
    "text_link", "text_mention", "custom_emoji", "bank_card_number", "date_time",
})  # fmt: skip
_FOUND_BY_ITSELF: Final = frozenset({
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number",
})  # fmt: skip
_SCHEMES: Final = ("http", "https", "tg", "ton", "tonsite")
_URL: Final = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.\-]*):(?://)?)?([^/?#\s]*)([^\s]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Text:
    """A text as people see it."""

    text: str
    entities: tuple[Entity, ...]


def url_problem(url: str) -> str | None:
    """What the platform says of an address that it does not take [E]; None when it takes it."""
    if not url.strip():
        return "URL host is empty"
    found = _URL.fullmatch(url.strip())
    if found is None:
        return "Wrong HTTP URL"
    scheme, host, _ = found.groups()
    if scheme is not None and scheme.lower() not in _SCHEMES and "." not in scheme:
        return "Unsupported URL protocol"
    if scheme is not None and scheme.lower() in ("tg", "ton", "tonsite"):
        return None
    if not host:
        return "URL host is empty"
    name = host.rpartition("@")[2].partition(":")[0]
    return None if "." in name.strip(".") else "Wrong HTTP URL"


def json_value(params: Params, name: str) -> Any:
    """A parameter that is JSON: an object already, or its text.

    Raises:
        Refusal: it cannot be read.
    """
    value = params.get(name)
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        raise bad_request(f"can't parse {name} JSON object") from None


def read_text(params: Params, name: str = "text", limit: int = TEXT_LIMIT) -> Text:
    """The text (or caption) of a message; '' is allowed for captions only.

    Raises:
        Refusal: in the platform's words.
    """
    source = str(params.get(name) or "")
    if not source and name == "text":
        raise bad_request("message text is empty")
    read = _trim(_formatted(params, name, source))
    if not read.text and name == "text":
        raise bad_request("text must be non-empty")
    if utf16_length(read.text) > limit:
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    return read


def _formatted(params: Params, name: str, source: str) -> Text:
    mode = str(params.get("parse_mode") or "").lower()
    if mode == "html":
        return Text(*parse_html(source))
    if mode in ("markdown", "markdownv2"):
        raise Refusal(400, "Bad Request: this local server reads only HTML and entities")
    if mode:
        raise bad_request("unsupported parse_mode")
    stated = json_value(params, "entities" if name == "text" else "caption_entities") or ()
    return Text(source, _entities(stated, source))


def _entities(stated: Any, text: str) -> tuple[Entity, ...]:
    if not isinstance(stated, list | tuple):
        raise bad_request("can't parse entities JSON object: expected an Array")
    total = utf16_length(text)
    found = [_entity(item) for item in stated]
    for entity in found:
        _check_bounds(entity, total, text)
    found.sort(key=lambda entity: (entity.offset, -entity.length))
    _check_nesting(found)
    return tuple(entity for entity in found if entity.kind not in _FOUND_BY_ITSELF and entity.length > 0)


def _entity(item: Any) -> Entity:
    if not isinstance(item, Mapping):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for name in ("type", "offset", "length"):
        if item.get(name) is None:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    kind, url = str(item["type"]), item.get("url")
    if kind not in KINDS:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if kind == "text_link":
        if url is None:
            raise bad_request("can't parse MessageEntity: Can't find field \"url\"")
        if problem := url_problem(str(url)):
            raise bad_request(f"entity URL '{url}' is invalid: {problem}")
    return Entity(kind, int(item["offset"]), int(item["length"]), url)


def _check_bounds(entity: Entity, total: int, text: str) -> None:
    if entity.offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {entity.offset}")
    if entity.length < 0:
        raise bad_request(f"receive an entity with incorrect length {entity.length}")
    end = entity.offset + entity.length
    if entity.offset > total or (entity.offset == total and entity.length):
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
    if end > total:
        raise _ends_late(entity)
    if not text.isascii() and (_splits_a_pair(text, entity.offset) or _splits_a_pair(text, end)):
        raise bad_request("entity begins or ends in a middle of a UTF-16 symbol")


def _ends_late(entity: Entity) -> Refusal:
    end = entity.offset + entity.length
    return bad_request(
        f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text "
        f"at UTF-16 offset {end}"
    )


def _splits_a_pair(text: str, offset: int) -> bool:
    unit = text.encode("utf-16-le", "surrogatepass")[2 * offset : 2 * offset + 2]
    return len(unit) == 2 and 0xDC00 <= int.from_bytes(unit, "little") < 0xE000


def _check_nesting(entities: Sequence[Entity]) -> None:
    """Entities nest or stand apart; crossing ones are refused [E]."""
    open_ends: list[int] = []
    for entity in entities:
        while open_ends and open_ends[-1] <= entity.offset:
            open_ends.pop()
        if open_ends and entity.offset + entity.length > open_ends[-1]:
            raise _ends_late(entity)
        open_ends.append(entity.offset + entity.length)


def _trim(read: Text) -> Text:
    """Leading and trailing white space goes; entities move with their words."""
    kept = read.text.strip(" \n\t\r")
    if len(kept) == len(read.text):
        return read
    gone = utf16_length(read.text[: len(read.text) - len(read.text.lstrip(" \n\t\r"))])
    total = utf16_length(kept)
    moved = (_moved(entity, gone, total) for entity in read.entities)
    return Text(kept, tuple(entity for entity in moved if entity.length > 0))


def _moved(entity: Entity, gone: int, total: int) -> Entity:
    start = max(0, entity.offset - gone)
    end = min(total, entity.offset + entity.length - gone)
    return replace(entity, offset=start, length=end - start)


def text_defects(read: Text) -> list[str]:
    """What the platform drops without a word."""
    defects = [
        f"a link to {entity.url!r} is dropped: {problem}"
        for entity in read.entities
        if entity.kind == "text_link" and (problem := url_problem(entity.url or ""))
    ]
    if len(read.entities) > MOST_ENTITIES:
        defects.append(f"{len(read.entities)} entities: those after {MOST_ENTITIES} are dropped")
    return defects


def entity_bodies(entities: Sequence[Entity]) -> list[dict[str, Any]]:
    """The JSON of entities."""
    return [
        {"type": e.kind, "offset": e.offset, "length": e.length} | ({"url": e.url} if e.url else {})
        for e in entities
    ]
