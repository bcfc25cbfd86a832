"""Checks of reply_markup."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.platforms.front import Params
from tests.platforms.shown import Button, Rows
from tests.platforms.telegram.refusal import Refusal, bad_request
from tests.platforms.telegram.texts import json_value, url_problem

MOST_BUTTONS: Final = 100  # [K]
MOST_IN_A_ROW: Final = 8  # [K] apps show no more
DATA_BYTES: Final = 64
_ACTIONS: Final = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
)  # fmt: skip
_INLINE_FIELDS: Final = frozenset({"text", "style", "icon_custom_emoji_id", *_ACTIONS})
_REPLY_FIELDS: Final = frozenset({
    "text", "style", "icon_custom_emoji_id", "request_users", "request_chat", "request_contact",
    "request_location", "request_poll", "web_app", "request_managed_bot",
})  # fmt: skip
_MARKUP_FIELDS: Final = frozenset({
    "inline_keyboard", "keyboard", "remove_keyboard", "force_reply", "selective", "is_persistent",
    "resize_keyboard", "one_time_keyboard", "input_field_placeholder",
})  # fmt: skip
_BOOLEANS: Final = (
    "remove_keyboard", "force_reply", "selective", "is_persistent", "resize_keyboard", "one_time_keyboard",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Markup:
    """`kind`: inline, reply, remove, force or none."""

    kind: str = "none"
    rows: Rows = ()
    raw: Any = None


def read_markup(params: Params, *, inline_only: bool = False) -> Markup:
    """The keyboard of a call.

    Raises:
        Refusal: in the platform's words.
    """
    raw = json_value(params, "reply_markup")
    if raw is None:
        return Markup()
    if not isinstance(raw, Mapping):
        raise bad_request("object expected as reply markup")
    _check_fields(raw)
    if "inline_keyboard" in raw:
        return _inline(raw)
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in raw:
        return _reply(raw)
    if raw.get("remove_keyboard"):
        return Markup("remove")
    return Markup("force" if raw.get("force_reply") else "none")


def _check_fields(raw: Mapping[str, Any]) -> None:
    for name in _BOOLEANS:
        if name in raw and not isinstance(raw[name], bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    for name in ("inline_keyboard", "keyboard"):
        if name in raw and not isinstance(raw[name], list):
            raise bad_request(f'field "{name}" must be of type Array')
    if unknown := set(raw) - _MARKUP_FIELDS:
        raise bad_request(f"reply markup has unknown fields {sorted(unknown)}")


def _inline(raw: Mapping[str, Any]) -> Markup:
    rows = tuple(tuple(_inline_button(item) for item in _row(row)) for row in raw["inline_keyboard"])
    rows = tuple(row for row in rows if row)
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    if any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return Markup("inline", rows, {"inline_keyboard": raw["inline_keyboard"]}) if rows else Markup()


def _row(row: Any) -> list[Any]:
    if not isinstance(row, list):
        raise bad_request("can't parse keyboard: an Array of Arrays expected")
    return row


def _inline_button(item: Any) -> Button:
    if not isinstance(item, Mapping):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    if "text" not in item:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if unknown := set(item) - _INLINE_FIELDS:
        raise bad_request(f"can't parse inline keyboard button: unknown fields {sorted(unknown)}")
    label = _label(item)
    actions = [name for name in _ACTIONS if item.get(name) not in (None, "", False)]
    if not actions:
        words = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {words}")
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: more than one action: {actions}")
    return _action_button(label, actions[0], item[actions[0]])


def _action_button(label: str, action: str, value: Any) -> Button:
    if action == "callback_data":
        if len(str(value).encode()) > DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(label, "callback", data=str(value))
    if action == "url":
        if problem := url_problem(str(value)):
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: {problem}")
        return Button(label, "link", url=str(value))
    if action in ("pay", "callback_game"):
        raise bad_request("BUTTON_TYPE_INVALID")
    return Button(label, "other", data=action)


def _label(item: Mapping[str, Any]) -> str:
    if not isinstance(item["text"], str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    label = item["text"].strip()
    if not label:
        raise _empty_label()
    return label


def _empty_label() -> Refusal:
    return bad_request("keyboard button text must be non-empty")  # [U] the words; the rule is [D]


def _reply(raw: Mapping[str, Any]) -> Markup:
    rows = tuple(tuple(_reply_button(item) for item in _row(row)) for row in raw["keyboard"])
    rows = tuple(row for row in rows if row)
    if not rows:
        raise bad_request("keyboard is empty")
    if sum(map(len, rows)) > 300 or any(len(row) > 12 for row in rows):  # [K]
        raise bad_request("reply markup is too long")
    return Markup("reply", rows)


def _reply_button(item: Any) -> Button:
    if isinstance(item, str):
        item = {"text": item}
    if not isinstance(item, Mapping) or "text" not in item:
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if unknown := set(item) - _REPLY_FIELDS:
        raise bad_request(f"can't parse keyboard button: unknown fields {sorted(unknown)}")
    return Button(_label(item), "text")
