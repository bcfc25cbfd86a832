"""The other methods that a community bot calls."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import orjson

from tests.platforms.vk.errors import VkError, invalid
from tests.platforms.vk.parameters import Values
from tests.platforms.vk.sending import edit, person_of, send
from tests.platforms.vk.uploads import docs_server, photos_server, save_doc, save_photo

if TYPE_CHECKING:
    from tests.platforms.shown import Shown
    from tests.platforms.vk.server import VkServer
    from tests.platforms.vk.user import VkUser

_SNACKBAR: Final = 90  # [D]
_ANSWERS: Final[Mapping[str, frozenset[str]]] = {
    "show_snackbar": frozenset({"text"}),
    "open_link": frozenset({"link"}),
    "open_app": frozenset({"app_id", "hash"}),
}

Method = Callable[["VkServer", Values], Any]


def group_by_id(server: "VkServer", _values: Values) -> dict[str, Any]:
    """groups.getById"""
    return {"groups": [server.group_body()], "profiles": []}


def _check_group(server: "VkServer", values: Values) -> None:
    if values["group_id"] != server.group_id:
        raise VkError(15, "group_id is not this community")


def long_poll_server(server: "VkServer", values: Values) -> dict[str, Any]:
    """groups.getLongPollServer"""
    _check_group(server, values)
    if not server.long_poll_on:
        raise invalid("longpoll for this group is not enabled")
    return {"key": server.poll.key, "server": f"{server.base_url}/lp", "ts": str(server.poll.ts)}


def long_poll_settings(server: "VkServer", values: Values) -> dict[str, Any]:
    """groups.getLongPollSettings"""
    _check_group(server, values)
    events = {name: int(name in server.events) for name in server.known_events}
    return {"api_version": "5.199", "is_enabled": server.long_poll_on, "events": events}


def set_long_poll_settings(server: "VkServer", values: Values) -> int:
    """groups.setLongPollSettings"""
    _check_group(server, values)
    server.long_poll_on = values.get("enabled", server.long_poll_on)
    for name in server.known_events & set(values):
        (server.events.add if values[name] else server.events.discard)(name)
    return 1


def token_permissions(server: "VkServer", _values: Values) -> dict[str, Any]:
    """groups.getTokenPermissions"""
    bits = {"photos": 4, "messages": 4096, "docs": 131072, "manage": 262144}
    mine = [{"name": name, "setting": bits[name]} for name in sorted(server.rights)]
    return {"mask": sum(bits[name] for name in server.rights), "permissions": mine}


def event_answer(server: "VkServer", values: Values) -> int:
    """messages.sendMessageEventAnswer"""
    data = _event_data(values.get("event_data"))
    user = person_of(server, values["user_id"])
    if values["peer_id"] != user.id or not server.take_press(values["event_id"], user.id):
        raise invalid("event_id is invalid or expired")
    user.happened("notified", None, str(data.get("text") or data.get("link") or ""))
    return 1


def _event_data(text: str | None) -> Mapping[str, Any]:
    if not text:
        return {}
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise invalid("event_data is not a valid JSON") from None
    kind = str(data.get("type")) if isinstance(data, Mapping) else ""
    if kind not in _ANSWERS or _ANSWERS[kind] - set(data):
        raise invalid("event_data is invalid")
    if kind == "show_snackbar" and not 0 < len(data["text"]) <= _SNACKBAR:
        raise invalid("event_data: text is empty or too long")
    return dict(data)


def set_activity(server: "VkServer", values: Values) -> int:
    """messages.setActivity"""
    peer = values.get("peer_id") or values.get("user_id")
    if not peer:
        raise invalid("peer_id is undefined")
    person_of(server, int(peer)).typing(server.now())
    return 1


def conversations(server: "VkServer", values: Values) -> dict[str, Any]:
    """messages.getConversations: newest first."""
    if values.get("filter") in ("important", "archive"):
        return {"count": 0, "items": []}
    waiting = values.get("filter") in ("unanswered", "unread")
    people = [
        user for user in server.users.values() if user.messages and (user.messages[-1].mine or not waiting)
    ]
    people.sort(key=lambda user: -user.messages[-1].id)
    offset = values.get("offset", 0)
    page = people[offset : offset + values.get("count", 20)]
    items = [{"conversation": _conversation(user), "last_message": user.messages[-1].raw} for user in page]
    return {"count": len(people), "items": items} | _extended(server, values, page)


def _conversation(user: "VkUser") -> dict[str, Any]:
    last = user.messages[-1]
    cmid = last.raw["conversation_message_id"]
    return {
        "peer": {"id": user.id, "type": "user", "local_id": user.id},
        "last_message_id": last.id,
        "last_conversation_message_id": cmid,
        "in_read": last.id,
        "out_read": last.id,
        "in_read_cmid": cmid,
        "out_read_cmid": cmid,
        "version": last.id,
        "sort_id": {"major_id": 0, "minor_id": last.id},
        "is_marked_unread": False,
        "important": False,
        "unanswered": last.mine,
        "can_write": {"allowed": user.allowed} | ({} if user.allowed else {"reason": 901}),
    }


def _extended(server: "VkServer", values: Values, people: "list[VkUser]") -> dict[str, Any]:
    if not values.get("extended"):
        return {}
    return {"profiles": [server.profile(user.id) for user in people], "groups": [server.group_body()]}


def history(server: "VkServer", values: Values) -> dict[str, Any]:
    """messages.getHistory: newest first, unless rev."""
    peer = values.get("peer_id") or values.get("user_id")
    if not peer:
        raise invalid("peer_id is undefined")
    user = server.users.get(int(peer))
    messages: list[Shown] = user.messages if user else []
    found = messages if values.get("rev") else messages[::-1]
    if start := values.get("start_message_id"):
        found = [m for m in found if (m.id >= start if values.get("rev") else m.id <= start)]
    offset, count = max(0, values.get("offset", 0)), values.get("count", 20)
    page = [message.raw for message in found[offset : offset + count]]
    return {"count": len(messages), "items": page} | _extended(server, values, [user] if user else [])


def by_conversation_id(server: "VkServer", values: Values) -> dict[str, Any]:
    """messages.getByConversationMessageId"""
    user = person_of(server, values["peer_id"])
    wanted = set(map(int, values["conversation_message_ids"]))
    items = [m.raw for m in user.messages if m.raw["conversation_message_id"] in wanted]
    return {"count": len(items), "items": items}


def delete(server: "VkServer", values: Values) -> Any:
    """messages.delete"""
    if "cmids" in values:
        user = person_of(server, int(values.get("peer_id", 0)))
        wanted = set(map(int, values["cmids"]))
        gone = [m for m in user.messages if m.raw["conversation_message_id"] in wanted]
        for message in gone:
            user.remove(message.id)
        return [
            {"peer_id": user.id, "conversation_message_id": m.raw["conversation_message_id"], "response": 1}
            for m in gone
        ]
    numbers = set(map(int, values.get("message_ids", ())))
    return {str(number): int(_delete(server, number)) for number in numbers}


def _delete(server: "VkServer", number: int) -> bool:
    for user in server.users.values():
        if user.message(number):
            user.remove(number)
            return True
    return False


def is_allowed(server: "VkServer", values: Values) -> dict[str, int]:
    """messages.isMessagesFromGroupAllowed"""
    _check_group(server, values)
    user = server.users.get(values["user_id"])
    return {"is_allowed": int(user is not None and user.allowed)}


def users_get(server: "VkServer", values: Values) -> list[dict[str, Any]]:
    """users.get"""
    numbers = [int(number) for number in values.get("user_ids", ()) if number.isdigit()]
    return [server.profile(number) for number in numbers if number in server.users]


def members(server: "VkServer", values: Values) -> dict[str, Any]:
    """groups.getMembers"""
    people = sorted(server.users)
    offset = values.get("offset", 0)
    return {"count": len(people), "items": people[offset : offset + values.get("count", 1000)]}


METHODS: Final[Mapping[str, Method]] = {
    "docs.getMessagesUploadServer": docs_server,
    "docs.save": save_doc,
    "groups.getById": group_by_id,
    "groups.getLongPollServer": long_poll_server,
    "groups.getLongPollSettings": long_poll_settings,
    "groups.getMembers": members,
    "groups.getTokenPermissions": token_permissions,
    "groups.isMember": lambda server, values: int(values.get("user_id", 0) in server.users),
    "groups.setLongPollSettings": set_long_poll_settings,
    "messages.delete": delete,
    "messages.edit": edit,
    "messages.getByConversationMessageId": by_conversation_id,
    "messages.getConversations": conversations,
    "messages.getHistory": history,
    "messages.isMessagesFromGroupAllowed": is_allowed,
    "messages.markAsRead": lambda _server, _values: 1,
    "messages.send": send,
    "messages.sendMessageEventAnswer": event_answer,
    "messages.setActivity": set_activity,
    "photos.getMessagesUploadServer": photos_server,
    "photos.saveMessagesPhoto": save_photo,
    "users.get": users_get,
    "utils.getServerTime": lambda server, _values: server.date(),
}
