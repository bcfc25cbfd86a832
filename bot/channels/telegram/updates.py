"""What Telegram's updates are: told apart cheaply when they come, understood when they are answered."""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from bot.channels.channel import Received
from bot.channels.lenient_json import dumps, loads
from bot.channels.unix_time import moment
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

ATTACHMENTS: Final = (
    "audio", "animation", "document", "game", "live_photo", "photo", "sticker", "video", "video_note",
    "voice", "checklist", "contact", "venue", "location", "invoice", "paid_media", "poll", "dice", "giveaway",
    "story", "rich_message", "gift", "unique_gift",
)  # fmt: skip
"""What a person sends, the more telling name first (an animation is a document, too); other kinds of messages
are Telegram's own remarks."""

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
    payload = dumps(raw)
    chat = next((str(found) for path in _CHATS if type(found := _at(raw, *path)) is int), NOBODY)
    return Received(Address(channel=TELEGRAM, account=chat), _key(raw, payload), payload)


def receive_all(batch: Sequence[object]) -> list[Received]:
    """The rows of one answer: before them one for each album with words, of which nothing is to be said.

    Its key is that of the album's photos without words: they are known then, also when they come later, and
    only the words are answered.
    """
    marks = [mark for raw in batch if (mark := _album_mark(raw)) is not None]
    return [*marks, *map(receive, batch)]


def update_id(raw: object) -> int | None:
    """The number of an update; None when it has none."""
    found = _at(raw, "update_id")
    return found if type(found) is int else None


def callback_id(raw: object) -> str | None:
    """The pressed button that waits for our sign; None for other updates."""
    found = _at(raw, "callback_query", "id")
    return found if isinstance(found, str) else None


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Chat(_Part):
    type: str


class _Person(_Part):
    is_bot: bool = False


class _Message(_Part):
    """Ours and people's; what is in `reply_markup` is looked at apart."""

    message_id: int
    chat: _Chat
    date: object = None
    sender: _Person | None = Field(default=None, alias="from")
    text: str | None = None
    caption: str | None = None
    write_access_allowed: object = None


class _Query(_Part):
    data: str | None = None
    message: _Message | None = None


class _Member(_Part):
    status: str


class _Membership(_Part):
    chat: _Chat
    new_chat_member: _Member


class _Update(_Part):
    """As much of an update as we read: building all of aiogram's objects took longer than the answer."""

    update_id: int
    message: _Message | None = None
    callback_query: _Query | None = None
    my_chat_member: _Membership | None = None


def read(received: Received) -> Incoming | Notice:
    """What an update means.

    Raises: ValueError when it is not what Telegram documents.
    """
    raw = loads(received.payload)
    update = _Update.model_validate(raw)
    address, key = received.address, received.key
    if update.my_chat_member is not None:
        return Notice(address=address, key=key, may_write=_may_write(update.my_chat_member))
    content: Content | None = None
    sent_at = None
    if update.message is not None:
        sent_at = moment(update.message.date)
        if update.message.write_access_allowed is not None:
            return Notice(address=address, key=key, may_write=True)
        content = _said(update.message, raw["message"])
    elif update.callback_query is not None:
        content = _pressed(update.callback_query, raw["callback_query"])
    if content is None:
        return Notice(address=address, key=key)
    return Incoming(address=address, key=key, content=content, sent_at=sent_at)


def _at(raw: object, *path: str) -> Any:
    for name in path:
        raw = raw.get(name) if isinstance(raw, dict) else None
    return raw


def _album_mark(raw: object) -> Received | None:
    album = _album(raw)
    if album is None or not _at(raw, "message", "caption"):
        return None
    return Received(receive(raw).address, album, dumps({"update_id": update_id(raw) or 0}))


def _album(raw: object) -> str | None:
    """The key of the album to which a photo belongs."""
    album = _at(raw, "message", "media_group_id")
    return f"album-{album}"[:80] if isinstance(album, str) else None


def _key(raw: object, payload: str) -> str:
    album = _album(raw)
    if album is not None and not _at(raw, "message", "caption"):
        return album
    number = update_id(raw)
    return f"raw-{sha256(payload.encode()).hexdigest()[:32]}" if number is None else str(number)


def _said(message: _Message, raw: Mapping[str, Any]) -> Content | None:
    if message.chat.type != "private" or (message.sender is not None and message.sender.is_bot):
        return None
    if message.text is not None:
        return _text(message.text)
    kind = next((name for name in ATTACHMENTS if raw.get(name)), None)
    return AttachmentSent(kind=kind, caption=message.caption or "") if kind else None


def _text(text: str) -> Content:
    if found := _START.fullmatch(text):
        return Started(payload=found[1] or "")
    return TextSaid(text=_ADDRESSED.sub(r"\1", text))


def _pressed(query: _Query, raw: Mapping[str, Any]) -> ButtonPressed | None:
    message = query.message
    if not query.data or message is None or message.chat.type != "private":
        return None
    label = _label(_at(raw, "message", "reply_markup", "inline_keyboard"), query.data)
    return ButtonPressed(action=query.data, label=label, on=str(message.message_id))


def _label(rows: object, action: str) -> str:
    """The label of the button that carries the action; empty when it cannot be told."""
    for row in rows if isinstance(rows, list) else ():
        for button in row if isinstance(row, list) else ():
            if isinstance(button, dict) and button.get("callback_data") == action:
                return str(button.get("text", ""))
    return ""


def _may_write(change: _Membership) -> bool | None:
    if change.chat.type != "private":
        return None
    return change.new_chat_member.status not in ("kicked", "left")
