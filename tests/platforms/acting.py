"""What a person does, named in data: for the control API, load and the demo page."""

from collections.abc import Mapping
from typing import Any, Final

from tests.platforms.shown import Entity, Shown
from tests.platforms.telegram import TelegramServer, TelegramUser
from tests.platforms.vk import VkServer, VkUser

Server = TelegramServer | VkServer
User = TelegramUser | VkUser

_PLAIN: Final = ("sticker", "voice", "photo", "block", "unblock", "deactivate")


class ActError(ValueError):
    """The act cannot be done: unknown, or there is nothing to press."""


def act(user: User, deed: Mapping[str, Any]) -> None:
    """Do one deed: {"do": "say", "text": ...}, {"do": "start", "payload": ...}, {"do": "press", "message": 7,
    "button": 0} (or "label"), {"do": "block"} ...

    Raises:
        ActError: it cannot be done.
    """
    kind = deed.get("do")
    if kind == "say":
        user.say(str(deed.get("text", "")))
    elif kind == "start":
        user.start(str(deed.get("payload", "")))
    elif kind == "press":
        _press(user, deed)
    elif kind in _PLAIN:
        getattr(user, str(kind))()
    else:
        raise ActError(f"unknown deed {kind!r}")


def _press(user: User, deed: Mapping[str, Any]) -> None:
    try:
        if "message" not in deed:
            user.press(deed["label"] if "label" in deed else int(deed["button"]))
            return
        message = user.message(int(deed["message"]))
        if message is None:
            raise ActError("no such message")
        button = message.buttons[int(deed["button"])]
        if button.kind == "text":
            _press_text(user, button.label, button.data)
        else:
            user.press_on(message, button)
    except (LookupError, TypeError) as error:
        raise ActError(str(error)) from None


def _press_text(user: User, label: str, payload: str | None) -> None:
    if isinstance(user, VkUser):
        user.say(label, payload=payload)
    else:
        user.say(label)


def snapshot(server: Server, user: User) -> dict[str, Any]:
    """The whole screen of a person."""
    notice = next((event.text for event in reversed(user.events) if event.kind == "notified"), "")
    typing = user.typing_at is not None and server.now() - user.typing_at < 5
    said_after = bool(user.said) and user.typing_at is not None and user.said[-1].at > user.typing_at
    return {
        "version": user.version,
        "name": user.name,
        "blocked": user.blocked
        if isinstance(user, TelegramUser)
        else bool(user.messages) and not user.allowed,
        "typing": typing and not said_after,
        "notice": notice,
        "notices": sum(event.kind == "notified" for event in user.events),
        "messages": [_message(message) for message in user.messages],
        "keyboard": [[button.label for button in row] for row in user.keyboard],
    }


def _message(message: Shown) -> dict[str, Any]:
    return {
        "id": message.id,
        "mine": message.mine,
        "text": message.text,
        "entities": [_entity(entity) for entity in message.entities],
        "rows": [
            [{"label": b.label, "kind": b.kind, "url": b.url, "colour": b.colour} for b in row]
            for row in message.rows
        ],
        "files": [{"kind": file.kind, "name": file.name} for file in message.attachments],
        "edits": message.edits,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {"kind": entity.kind, "offset": entity.offset, "length": entity.length, "url": entity.url}
