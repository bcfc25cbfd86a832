"""Which methods and parameters the platforms have: the published descriptions, read once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent / "contracts"

# What clients may send and the published schema of VK does not know: [D] dev.vk.com, pages of these methods.
_VK_ALSO: Final[Mapping[str, Mapping[str, Any]]] = {
    "messages.send": {"format_data": {"type": "string"}},
    "messages.edit": {
        "format_data": {"type": "string"},
        "conversation_message_id": {"type": "integer", "minimum": 0},
    },
    "messages.getConversations": {
        "offset": {"type": "integer", "minimum": 0},
        "count": {"type": "integer", "minimum": 0, "maximum": 200},
        "filter": {"type": "string", "enum": ["all", "archive", "important", "unanswered", "unread"]},
        "extended": {"type": "boolean"},
        "start_message_id": {"type": "integer", "minimum": 0},
        "fields": {"type": "array"},
        "group_id": {"type": "integer", "minimum": 0},
    },
    "execute": {"code": {"type": "string", "required": True}, "func_v": {"type": "integer"}},
}


@dataclass(frozen=True, slots=True)
class TelegramMethod:
    """A method of the Bot API."""

    name: str
    required: frozenset[str]
    known: frozenset[str]


def _read(name: str) -> Any:
    return json.loads((_FOLDER / name).read_text(encoding="utf-8"))


@cache
def telegram_methods() -> Mapping[str, TelegramMethod]:
    """By name in lower case: the Bot API does not tell cases apart [D]."""
    return {
        name.lower(): TelegramMethod(
            name, frozenset(spec["required"]), frozenset([*spec["required"], *spec["optional"]])
        )
        for name, spec in _read("telegram.json")["methods"].items()
    }


@cache
def vk_methods() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """method -> parameter -> what it takes."""
    stated = {name: spec["params"] for name, spec in _read("vk.json")["methods"].items()}
    return {name: {**stated.get(name, {}), **_VK_ALSO.get(name, {})} for name in {*stated, *_VK_ALSO}}


@cache
def vk_tokens() -> Mapping[str, tuple[str, ...]]:
    """method -> the kinds of tokens that may call it; all methods of VK stand here."""
    tokens: Mapping[str, list[str]] = _read("vk.json")["tokens"]
    return {name: tuple(kinds) for name, kinds in tokens.items()}


@cache
def vk_error_text(code: int) -> str:
    """The platform's own words for an error."""
    return str(_read("vk.json")["errors"].get(str(code), {"text": "Unknown error occurred"})["text"])


@cache
def vk_events() -> tuple[str, ...]:
    """The names of the events of the long poll."""
    return tuple(_read("vk.json")["long_poll_events"])
