"""What Telegram's updates are: told apart cheaply when they come, understood when they are answered."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update

from bot.channels.channel import Received
from bot.channels.telegram.keyboard import label_of
from bot.channels.telegram.session import HEAVY
from bot.dialogue.messages import (
    Address,
    AttachmentSent,
    ButtonPressed,
    ChannelName,
    Content,
    Incoming,
    Notice,
    Started,
    TextSaid,
)

TELEGRAM: Final[ChannelName] = "telegram"
WANTED: Final = ("message", "callback_query", "my_chat_member")
"""Kinds of updates that we ask for."""
NOBODY: Final = "-"

ATTACHMENTS: Final = frozenset({
    "animation", "audio", "checklist", "contact", "dice", "document", "game", "gift", "giveaway", "invoice",
    "live_photo", "location", "paid_media", "photo", "poll", "rich_message", "sticker", "story",
    "unique_gift", "venue", "video", "video_note", "voice",
})  # fmt: skip
"""What a person sends; other kinds of messages are Telegram's own remarks."""

_CHATS: Final = (
    ("message", "chat", "id"),
    ("callback_query", "message", "chat", "id"),
    ("callback_query", "from", "id"),
    ("my_chat_member", "chat", "id"),
    ("edited_message", "chat", "id"),
)
_START: Final = re.compile(r"/start(?:@\w+)?(?:\s+([A-Za-z0-9_-]{1,64}))?(?:\s.*)?", re.DOTALL)
_ADDRESSED: Final = re.compile(r"^(/\w+)@\w+")


def receive(raw: object) -> Received:
    """An update as it came, with its chat and its key; never fails, whatever it is.

    Photos of one album come as messages of their own: those without words share a key, so that one of them is
    answered.
    """
    payload = json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace").decode()
    chat = next((str(found) for path in _CHATS if type(found := _at(raw, *path)) is int), NOBODY)
    return Received(Address(channel=TELEGRAM, account=chat), _key(raw, payload), payload)


def update_id(raw: object) -> int | None:
    """The number of an update; None when it has none."""
    found = _at(raw, "update_id")
    return found if type(found) is int else None


def callback_id(raw: object) -> str | None:
    """The pressed button that waits for our sign; None for other updates."""
    found = _at(raw, "callback_query", "id")
    return found if isinstance(found, str) else None


def _lightly(raw: Any) -> Any:
    """A press brings our whole message back: all of it but the pressed button is left out.

    Building objects of it would cost more than anything else in reading.
    """
    message = _at(raw, "callback_query", "message")
    if isinstance(message, dict):
        rows, action = _at(message, "reply_markup", "inline_keyboard"), _at(raw, "callback_query", "data")
        for part in HEAVY:
            message.pop(part, None)
        pressed = [one for one in _flat(rows) if isinstance(one, dict) and one.get("callback_data") == action]
        message["reply_markup"] = {"inline_keyboard": [pressed[:1]]}
    return raw


def _flat(rows: object) -> Iterator[object]:
    for row in rows if isinstance(rows, list) else ():
        yield from row if isinstance(row, list) else ()


def read(received: Received) -> Incoming | Notice:
    """What an update means.

    Raises: ValueError when it is not what Telegram documents.
    """
    update = Update.model_validate(_lightly(json.loads(received.payload)))
    address, key = received.address, received.key
    if update.my_chat_member is not None:
        return Notice(address=address, key=key, may_write=_may_write(update.my_chat_member))
    content: Content | None = None
    if update.message is not None:
        if update.message.write_access_allowed is not None:
            return Notice(address=address, key=key, may_write=True)
        content = _said(update.message)
    elif update.callback_query is not None:
        content = _pressed(update.callback_query)
    if content is None:
        return Notice(address=address, key=key)
    return Incoming(address=address, key=key, content=content)


def _at(raw: object, *path: str) -> Any:
    for name in path:
        raw = raw.get(name) if isinstance(raw, dict) else None
    return raw


def _key(raw: object, payload: str) -> str:
    album, words = _at(raw, "message", "media_group_id"), _at(raw, "message", "caption")
    if isinstance(album, str) and not words:
        return f"album-{album}"[:80]
    number = update_id(raw)
    return f"raw-{sha256(payload.encode()).hexdigest()[:32]}" if number is None else str(number)


def _said(message: Message) -> Content | None:
    if message.chat.type != "private" or (message.from_user is not None and message.from_user.is_bot):
        return None
    if message.text is not None:
        return _text(message.text)
    kind = ContentType(message.content_type).value
    return AttachmentSent(kind=kind, caption=message.caption or "") if kind in ATTACHMENTS else None


def _text(text: str) -> Content:
    if found := _START.fullmatch(text):
        return Started(payload=found[1] or "")
    return TextSaid(text=_ADDRESSED.sub(r"\1", text))


def _pressed(query: CallbackQuery) -> ButtonPressed | None:
    message = query.message
    if not query.data or message is None or message.chat.type != "private":
        return None
    markup = message.reply_markup if isinstance(message, Message) else None
    return ButtonPressed(action=query.data, label=label_of(markup, query.data), on=str(message.message_id))


def _may_write(change: ChatMemberUpdated) -> bool | None:
    if change.chat.type != "private":
        return None
    return change.new_chat_member.status not in ("kicked", "left")
