"""The methods that the local server does; any other method of the Bot API is a defect of the caller."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from tests.platforms.front import Params
from tests.platforms.telegram.messages import (
    Method,
    chat_of,
    copy_message,
    delete_message,
    edit_caption,
    edit_markup,
    edit_text,
    send_document,
    send_message,
    send_photo,
)
from tests.platforms.telegram.profile import (
    delete_commands,
    get_commands,
    get_text,
    set_commands,
    set_menu_button,
    set_text,
)
from tests.platforms.telegram.refusal import bad_request
from tests.platforms.telegram.texts import json_value

if TYPE_CHECKING:
    from tests.platforms.telegram.server import TelegramServer

_ACTIONS: Final = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
_TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"
_LONGEST_POLL: Final = 50.0  # [K] the public server waits no longer


def get_me(server: "TelegramServer", _params: Params) -> Mapping[str, Any]:
    """getMe"""
    return server.me | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(server: "TelegramServer", params: Params) -> list[dict[str, Any]]:
    """getUpdates"""
    server.updates.allow(_kinds(params))
    limit = _number(params, "limit", 100)
    wait = min(float(max(0, _number(params, "timeout", 0))), _LONGEST_POLL)
    size = limit if 1 <= limit <= 100 else 100
    return await server.updates.poll(_number(params, "offset", 0), size, wait, server.now())


def _kinds(params: Params) -> list[str] | None:
    kinds = json_value(params, "allowed_updates")
    if kinds is not None and not isinstance(kinds, list):
        raise bad_request("can't parse allowed updates: expected an Array")
    return kinds


def _number(params: Params, name: str, default: int) -> int:
    try:
        return int(str(params.get(name) or default))
    except ValueError:
        return default


def answer_callback(server: "TelegramServer", params: Params) -> bool:
    """answerCallbackQuery"""
    person = server.open_query(str(params.get("callback_query_id") or ""))
    if person is None:
        raise bad_request(_TOO_OLD)
    text = str(params.get("text") or "")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if params.get("url"):
        raise bad_request("URL_INVALID")  # [D] only games and t.me/<bot>?start=
    server.users[person].happened("notified", None, text)
    return True


def chat_action(server: "TelegramServer", params: Params) -> bool:
    """sendChatAction"""
    user = chat_of(server, params)
    if str(params.get("action")) not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    user.typing(server.now())
    return True


def delete_webhook(server: "TelegramServer", params: Params) -> bool:
    """deleteWebhook"""
    server.updates.webhook = None
    if str(params.get("drop_pending_updates", "")).lower() in ("true", "1"):
        server.updates.drop()
    return True


def get_webhook(server: "TelegramServer", _params: Params) -> dict[str, Any]:
    """getWebhookInfo"""
    return {
        "url": server.updates.webhook or "",
        "has_custom_certificate": False,
        "pending_update_count": len(server.updates),
    }


def get_chat(server: "TelegramServer", params: Params) -> dict[str, Any]:
    """getChat"""
    user = chat_of(server, params)
    return {**user.chat, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _GIFTS}


_GIFTS: Final = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
)


def get_file(server: "TelegramServer", params: Params) -> dict[str, Any]:
    """getFile"""
    number = str(params.get("file_id") or "")
    if number not in server.files:
        raise bad_request("invalid file_id")
    if len(server.files[number].content) > 20 * 1024 * 1024:
        raise bad_request("file is too big")
    return server.file_body(number) | {"file_path": f"files/{number}"}


METHODS: Final[Mapping[str, Method]] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "copyMessage": copy_message,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback,
    "sendChatAction": chat_action,
    "getChat": get_chat,
    "getFile": get_file,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyDescription": set_text("description", 512),
    "setMyShortDescription": set_text("short_description", 120),
    "setMyName": set_text("name", 64),
    "getMyDescription": get_text("description"),
    "getMyShortDescription": get_text("short_description"),
    "getMyName": get_text("name"),
    "setChatMenuButton": set_menu_button,
}
