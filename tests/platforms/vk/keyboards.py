"""Checks of keyboards: error 911 with the platform's words where they are known [D], [E]."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn
from urllib.parse import urlsplit

import orjson

from tests.platforms.shown import Button, Rows, utf16_length
from tests.platforms.vk.errors import VkError

_COLOURS: Final = frozenset({"primary", "secondary", "negative", "positive"})
_ACTIONS: Final[Mapping[str, frozenset[str]]] = {
    "text": frozenset({"label", "payload"}),
    "callback": frozenset({"label", "payload"}),
    "open_link": frozenset({"label", "link", "payload"}),
    "location": frozenset({"payload"}),
    "vkpay": frozenset({"hash", "payload"}),
    "open_app": frozenset({"label", "app_id", "owner_id", "hash", "payload"}),
}
_NEEDED: Final[Mapping[str, frozenset[str]]] = {
    "text": frozenset({"label"}),
    "callback": frozenset({"label", "payload"}),
    "open_link": frozenset({"label", "link"}),
    "location": frozenset(),
    "vkpay": frozenset({"hash"}),
    "open_app": frozenset({"label", "app_id"}),
}
LABEL: Final = 40
PAYLOAD: Final = 255
_COLUMNS: Final = 5
_INLINE: Final = (6, 10)  # rows, buttons in all
_ORDINARY: Final = (10, 40)


@dataclass(frozen=True, slots=True)
class Keyboard:
    """`inline` stands under its message, the other kind below the chat."""

    rows: Rows
    inline: bool
    one_time: bool


def _wrong(words: str) -> NoReturn:
    raise VkError(911, words)


def read_keyboard(text: str) -> Keyboard:
    """A keyboard as sent.

    Raises:
        VkError: 911.
    """
    try:
        raw = orjson.loads(text)
    except orjson.JSONDecodeError:
        _wrong("keyboard is not a valid JSON")
    if not isinstance(raw, Mapping):
        _wrong("keyboard should be an object")
    if unknown := set(raw) - {"buttons", "inline", "one_time", "author_id"}:
        _wrong(f"keyboard has unknown properties {sorted(unknown)}")
    for name in ("inline", "one_time"):
        if name in raw and not isinstance(raw[name], bool):
            _wrong(f"{name} property should be boolean")
    inline, one_time = raw.get("inline", False), raw.get("one_time", False)
    if inline and one_time:
        _wrong("inline keyboard can not be one_time")
    return Keyboard(_rows(raw.get("buttons"), inline=inline), inline, one_time)


def _rows(raw: Any, *, inline: bool) -> Rows:
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        _wrong("buttons should be array of arrays")
    most_rows, most = _INLINE if inline else _ORDINARY
    if len(raw) > most_rows:
        _wrong("buttons contain too much rows")
    if sum(map(len, raw)) > most:
        _wrong("keyboard contains too much buttons")
    for number, row in enumerate(raw):
        if len(row) > _COLUMNS:
            _wrong(f"row [{number}] contains too much columns")
        if not row:
            _wrong(f"row [{number}] is empty")
    return tuple(
        tuple(_button(item, f"button [{i}][{j}]") for j, item in enumerate(row)) for i, row in enumerate(raw)
    )


def _button(item: Any, place: str) -> Button:
    if not isinstance(item, Mapping) or not isinstance(item.get("action"), Mapping):
        _wrong(f"{place} has no action")
    if unknown := set(item) - {"action", "color"}:
        _wrong(f"{place} has unknown properties {sorted(unknown)}")
    action: Mapping[str, Any] = item["action"]
    kind = str(action.get("type"))
    if kind not in _ACTIONS:
        _wrong(f"{place} has unknown action type")
    if unknown := set(action) - _ACTIONS[kind] - {"type"}:
        _wrong(f"{place} has unknown action properties {sorted(unknown)}")
    if missing := _NEEDED[kind] - set(action):
        _wrong(f"{place} has no {sorted(missing)[0]}")
    _check_colour(item, kind, place)
    return _made(action, kind, place, item.get("color"))


def _check_colour(item: Mapping[str, Any], kind: str, place: str) -> None:
    colour = item.get("color")
    if colour is None:
        return
    if colour not in _COLOURS:
        _wrong(f"{place} has invalid color")
    if kind not in ("text", "callback"):
        _wrong(f"{place} can not have color")


def _made(action: Mapping[str, Any], kind: str, place: str, colour: str | None) -> Button:
    label = str(action.get("label", ""))
    if "label" in action:
        if not label.strip():
            _wrong(f"{place} has empty label")
        if utf16_length(label) > LABEL:
            _wrong(f"{place} label is too long")
    data = _payload(action.get("payload"), place)
    if kind == "open_link":
        _check_link(str(action["link"]), place)
        return Button(label, "link", data=data, url=str(action["link"]))
    if kind == "callback":
        return Button(label, "callback", data=data, colour=colour)
    if kind == "text":
        return Button(label, "text", data=data, colour=colour)
    return Button(label or kind, "other", data=data)


def _payload(payload: Any, place: str) -> str | None:
    if payload is None:
        return None
    if not isinstance(payload, str):
        payload = orjson.dumps(payload).decode()
    if len(payload) > PAYLOAD:
        _wrong(f"{place} payload is too long")
    try:
        orjson.loads(payload)
    except orjson.JSONDecodeError:
        _wrong(f"{place} payload is not a valid JSON")
    return str(payload)


def _check_link(link: str, place: str) -> None:
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or any(s in link for s in " {}<>"):
        _wrong(f"{place} has invalid link")
