"""The bot's own page: commands by scope, descriptions, menu button."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import orjson

from tests.platforms.front import Params
from tests.platforms.telegram.refusal import bad_request
from tests.platforms.telegram.texts import json_value

if TYPE_CHECKING:
    from tests.platforms.telegram.messages import Method
    from tests.platforms.telegram.server import TelegramServer

_NAME: Final = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES: Final[Mapping[str, frozenset[str]]] = {
    "default": frozenset(),
    "all_private_chats": frozenset(),
    "all_group_chats": frozenset(),
    "all_chat_administrators": frozenset(),
    "chat": frozenset({"chat_id"}),
    "chat_administrators": frozenset({"chat_id"}),
    "chat_member": frozenset({"chat_id", "user_id"}),
}
_MENU_BUTTONS: Final = frozenset({"commands", "web_app", "default"})


def set_commands(server: "TelegramServer", params: Params) -> bool:
    """setMyCommands"""
    commands = json_value(params, "commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object: expected an Array")
    if len(commands) > 100:
        raise bad_request("too many commands specified")
    server.commands[_scope(server, params)] = [_command(item) for item in commands]
    return True


def _command(item: Any) -> dict[str, str]:
    if not isinstance(item, Mapping) or not {"command", "description"} <= set(item):
        raise bad_request('can\'t parse BotCommand: Can\'t find field "command" or "description"')
    if unknown := set(item) - {"command", "description", "is_ephemeral"}:
        raise bad_request(f"can't parse BotCommand: unknown fields {sorted(unknown)}")
    name, words = str(item["command"]).removeprefix("/"), str(item["description"]).strip()
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(words) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": words}


def _scope(server: "TelegramServer", params: Params) -> str:
    stated = json_value(params, "scope") or {"type": "default"}
    kind = str(stated.get("type"))
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if missing := _SCOPES[kind] - set(stated):
        raise bad_request(f"can't parse BotCommandScope: Can't find field {sorted(missing)[0]!r}")
    if "chat_id" in stated and server.users.get(int(stated["chat_id"])) is None:
        raise bad_request("chat not found")
    language = str(params.get("language_code") or "")
    return orjson.dumps({**stated, "language": language}, option=orjson.OPT_SORT_KEYS).decode()


def get_commands(server: "TelegramServer", params: Params) -> list[dict[str, str]]:
    """getMyCommands"""
    return server.commands.get(_scope(server, params), [])


def delete_commands(server: "TelegramServer", params: Params) -> bool:
    """deleteMyCommands"""
    server.commands.pop(_scope(server, params), None)
    return True


def set_text(name: str, limit: int) -> "Method":
    """setMyDescription, setMyShortDescription, setMyName"""

    def method(server: "TelegramServer", params: Params) -> bool:
        value = str(params.get(name) or "")
        if len(value) > limit:
            raise bad_request(f"{name.replace('_', ' ')} is too long")  # [U] the words; the limit is [D]
        server.about[name, str(params.get("language_code") or "")] = value
        return True

    return method


def get_text(name: str) -> "Method":
    """getMyDescription, getMyShortDescription, getMyName"""

    def method(server: "TelegramServer", params: Params) -> dict[str, str]:
        return {name: server.about.get((name, str(params.get("language_code") or "")), "")}

    return method


def set_menu_button(server: "TelegramServer", params: Params) -> bool:
    """setChatMenuButton"""
    button = json_value(params, "menu_button") or {"type": "default"}
    if button.get("type") not in _MENU_BUTTONS:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    server.about["menu_button", str(params.get("chat_id") or "")] = str(button["type"])
    return True
