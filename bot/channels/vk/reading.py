"""What a raw event means: words, a button, an attachment, a start, or a notice."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from bot.channels.channel import Received
from bot.channels.lenient_json import loads
from bot.channels.unix_time import moment
from bot.channels.vk.updates import REF, is_private, is_start, payload_of
from bot.dialogue.messages import (
    AttachmentSent,
    ButtonPressed,
    Content,
    Incoming,
    Notice,
    Started,
    TextSaid,
)

_KINDS: Final = {"audio_message": "voice", "doc": "document", "geo": "location"}
"""VK's names of attachments where the talk knows another one."""
_SNIPPET: Final = "link"
"""VK adds it to words that hold an address: it is no attachment of the person's."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Attachment(_Part):
    type: str


class _Message(_Part):
    peer_id: int
    from_id: int
    text: str | None = None
    payload: object = None
    ref: object = None
    attachments: tuple[_Attachment, ...] | None = None
    geo: object = None
    fwd_messages: tuple[object, ...] | None = None
    date: object = None


class _NewMessage(_Part):
    message: _Message


class _Press(_Part):
    user_id: int
    peer_id: int
    payload: object = None
    conversation_message_id: int | None = Field(default=None, ge=0)


class _Permission(_Part):
    user_id: int


def read(received: Received, update: Mapping[str, Any] | None = None) -> Incoming | Notice:
    """What an event says; `update`: its payload, when that is parsed already.

    Raises: ValueError when it cannot be understood.
    """
    update = update or parsed(received.payload)
    body = update.get("object")
    match update["type"]:
        case "message_new":
            return _message(received, body, is_ref=update.get("part") == REF)
        case "message_event":
            return _press(received, _Press.model_validate(body))
        case "message_allow" | "message_deny":
            _Permission.model_validate(body)
            return _notice(received, may_write=update["type"] == "message_allow")
        case _:
            return _notice(received)


def parsed(payload: str) -> dict[str, Any]:
    """The event of a payload.

    Raises: ValueError when it is none.
    """
    try:
        update = loads(payload)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(update, dict) or not isinstance(update.get("type"), str):
        raise ValueError("not an event of VK")  # noqa: TRY004 - what came is wrong, not who called
    return update


def _notice(received: Received, *, may_write: bool | None = None) -> Notice:
    return Notice(address=received.address, key=received.key, may_write=may_write)


def _message(received: Received, body: object, *, is_ref: bool) -> Incoming | Notice:
    bare = isinstance(body, dict) and "message" not in body
    message = _Message.model_validate(body) if bare else _NewMessage.model_validate(body).message
    if not is_private({"peer_id": message.peer_id, "from_id": message.from_id}):
        return _notice(received)
    content = _started(message, before_words=True) if is_ref else _content(message)
    return Incoming(address=received.address, key=received.key, content=content, sent_at=moment(message.date))


def _content(message: _Message) -> Content:
    text = (message.text or "").replace("\x00", " ")
    payload = payload_of(message.payload)
    if is_start(payload):
        return _started(message)
    if (action := _action(payload)) is not None:
        return ButtonPressed(action=action, label=text)
    if kind := _attached(message, text):
        return AttachmentSent(kind=kind, caption=text)
    return TextSaid(text=text)


def _started(message: _Message, *, before_words: bool = False) -> Started:
    ref = message.ref if isinstance(message.ref, str) else ""
    return Started(payload=ref, before_words=before_words)


def _press(received: Received, press: _Press) -> Incoming | Notice:
    if not is_private({"peer_id": press.peer_id, "from_id": press.user_id}):
        return _notice(received)
    number = press.conversation_message_id
    content = ButtonPressed(
        action=_action(payload_of(press.payload)) or "",
        on=str(number) if number else None,
    )
    return Incoming(address=received.address, key=received.key, content=content)


def _action(payload: object) -> str | None:
    """What our buttons carry; None for the payload of anybody else's."""
    action = payload.get("a") if isinstance(payload, dict) else None
    return action if isinstance(action, str) else None


def _attached(message: _Message, text: str) -> str | None:
    kinds = [attachment.type for attachment in message.attachments or ()]
    if text.strip():
        kinds = [kind for kind in kinds if kind != _SNIPPET]
    if message.geo is not None:
        kinds.append("geo")
    if message.fwd_messages and not text.strip():
        kinds.append("forwarded")
    return _KINDS.get(kinds[0], kinds[0]) if kinds else None
