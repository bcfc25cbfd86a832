"""Methods that put, change and remove messages."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tests.platforms.front import Params, Upload
from tests.platforms.shown import Attachment, Shown
from tests.platforms.telegram.keyboards import Markup, read_markup
from tests.platforms.telegram.refusal import Refusal, bad_request, forbidden
from tests.platforms.telegram.texts import (
    CAPTION_LIMIT,
    Text,
    entity_bodies,
    json_value,
    read_text,
    text_defects,
    url_problem,
)

if TYPE_CHECKING:
    from tests.platforms.telegram.server import TelegramServer
    from tests.platforms.telegram.user import TelegramUser

EDITABLE_SECONDS: Final = 48 * 3600.0  # [D] for deleteMessage
_BYTES: Final = {"photo": 10 * 1024 * 1024, "document": 50 * 1024 * 1024}  # [D]
_IMAGES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")
_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_OPTIONS: Final = {  # what a plain bot in a private chat may not ask for, and the answer [E]
    "business_connection_id": "business connection not found",
    "message_thread_id": "message thread not found",
    "message_effect_id": "EFFECT_ID_INVALID",
    "allow_paid_broadcast": "FLOODSKIP_NOT_ALLOWED",
    "suggested_post_parameters": "suggested posts can be sent only to channel direct messages",
}
_PREVIEW_FIELDS: Final = {
    "is_disabled": bool,
    "url": str,
    "prefer_small_media": bool,
    "prefer_large_media": bool,
    "show_above_text": bool,
}

Method = Callable[["TelegramServer", Params], Any | Awaitable[Any]]


def chat_of(server: "TelegramServer", params: Params, name: str = "chat_id") -> "TelegramUser":
    """The person of a private chat; there are no other chats here.

    Raises:
        Refusal: unknown, blocked, deactivated, or never started the bot.
    """
    _check_options(params)
    user = _known(server, params, name)
    if user.deactivated:
        raise forbidden("user is deactivated")
    if user.blocked:
        raise forbidden("bot was blocked by the user")
    if not user.started:
        raise forbidden("bot can't initiate conversation with a user")
    return user


def _check_options(params: Params) -> None:
    for option, words in _OPTIONS.items():
        if params.get(option) not in (None, "", "false", False):
            raise bad_request(words)


def _known(server: "TelegramServer", params: Params, name: str) -> "TelegramUser":
    value = params.get(name)
    if value in (None, ""):
        raise bad_request(f"{name} is empty")
    try:
        user = server.users.get(int(str(value)))
    except ValueError:
        user = None
    if user is None:
        raise bad_request("chat not found")
    return user


def send_message(server: "TelegramServer", params: Params) -> dict[str, Any]:
    """sendMessage"""
    user = chat_of(server, params)
    text = read_text(params)
    markup = read_markup(params)
    preview = _preview(params)
    server.spend(user.id)
    return _put(server, user, "text", text, markup, preview=preview, reply_to=_reply_to(user, params))


def send_photo(server: "TelegramServer", params: Params) -> dict[str, Any]:
    """sendPhoto"""
    return _send_file(server, params, "photo")


def send_document(server: "TelegramServer", params: Params) -> dict[str, Any]:
    """sendDocument"""
    return _send_file(server, params, "document")


def _send_file(server: "TelegramServer", params: Params, kind: str) -> dict[str, Any]:
    user = chat_of(server, params)
    caption = read_text(params, "caption", CAPTION_LIMIT)
    markup = read_markup(params)
    attachment, file = _file(server, params, kind)
    server.spend(user.id)
    body: Any = (
        [{**file, "width": 90, "height": 67}] if kind == "photo" else file | {"file_name": attachment.name}
    )
    return _put(server, user, "caption", caption, markup, files=(attachment,), also={kind: body})


def _file(server: "TelegramServer", params: Params, kind: str) -> tuple[Attachment, dict[str, Any]]:
    value = params.get(kind)
    if isinstance(value, str) and value.startswith("attach://"):
        value = params.get(value.removeprefix("attach://"))
    if value is None or value == "":
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(value, Upload):
        _check_file(value, kind)
        return Attachment(kind, value.name, value.content), server.keep_file(kind, value.name, value.content)
    known = server.files.get(str(value))
    if known is None:
        raise bad_request("wrong remote file identifier specified: can't unserialize it. Wrong string length")
    return replace(known, kind=kind), server.file_body(str(value))


def _check_file(file: Upload, kind: str) -> None:
    if not file.content:
        raise bad_request("file must be non-empty")
    if len(file.content) > _BYTES[kind]:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo" and not file.content.startswith(_IMAGES):
        raise bad_request("IMAGE_PROCESS_FAILED")


def _preview(params: Params) -> bool:
    options = json_value(params, "link_preview_options")
    if options is None:
        return str(params.get("disable_web_page_preview", "")).lower() not in ("true", "1")
    for name, value in options.items():
        if name not in _PREVIEW_FIELDS:
            raise bad_request(f'link preview options have no field "{name}"')
        if not isinstance(value, _PREVIEW_FIELDS[name]):
            kind = "Boolean" if _PREVIEW_FIELDS[name] is bool else "String"
            raise bad_request(f'field "{name}" must be of type {kind}')
    if "url" in options and url_problem(options["url"]):
        raise bad_request("WEBPAGE_URL_INVALID")
    return not options.get("is_disabled", False)


def _reply_to(user: "TelegramUser", params: Params) -> int | None:
    stated = json_value(params, "reply_parameters") or {}
    number = stated.get("message_id", params.get("reply_to_message_id"))
    if stated and number is None:
        raise bad_request('can\'t find field "message_id"')
    if number is None:
        return None
    if user.message(int(number)) is None and not stated.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return int(number)


def _put(
    server: "TelegramServer",
    user: "TelegramUser",
    slot: str,
    text: Text,
    markup: Markup,
    *,
    preview: bool = False,
    reply_to: int | None = None,
    files: tuple[Attachment, ...] = (),
    also: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    server.defects.extend(text_defects(text))
    body: dict[str, Any] = {
        "message_id": server.new_message_id(),
        "from": server.me,
        "chat": user.chat,
        "date": server.date(),
        **(also or {}),
        **_words(slot, text),
    }
    if markup.kind == "inline":
        body["reply_markup"] = markup.raw
    if reply_to is not None and (answered := user.message(reply_to)) is not None:
        body["reply_to_message"] = {
            key: value for key, value in answered.raw.items() if key != "reply_to_message"
        }
    rows = markup.rows if markup.kind == "inline" else ()
    shown = Shown(
        body["message_id"],
        False,
        text.text,
        server.now(),
        text.entities,
        rows,
        files,
        preview=preview,
        raw=body,
    )
    if markup.kind in ("reply", "remove"):
        user.keyboard = markup.rows
        server.with_reply_markup.add(shown.id)
    user.put(shown)
    return body


def _words(slot: str, text: Text) -> dict[str, Any]:
    if not text.text:
        return {}
    entities = {("entities" if slot == "text" else "caption_entities"): entity_bodies(text.entities)}
    return {slot: text.text} | (entities if text.entities else {})


def edit_text(server: "TelegramServer", params: Params) -> dict[str, Any]:
    """editMessageText"""
    user, message = _own(server, params, "edit")
    if message.attachments:
        raise bad_request("there is no text in the message to edit")
    text = read_text(params)
    preview = _preview(params)
    return _change(server, user, message, text, read_markup(params, inline_only=True), preview=preview)


def edit_caption(server: "TelegramServer", params: Params) -> dict[str, Any]:
    """editMessageCaption"""
    user, message = _own(server, params, "edit")
    if not message.attachments:
        raise bad_request("there is no caption in the message to edit")
    caption = read_text(params, "caption", CAPTION_LIMIT)
    return _change(server, user, message, caption, read_markup(params, inline_only=True), preview=False)


def edit_markup(server: "TelegramServer", params: Params) -> dict[str, Any]:
    """editMessageReplyMarkup"""
    user, message = _own(server, params, "edit")
    text = Text(message.text, message.entities)
    markup = read_markup(params, inline_only=True)
    return _change(server, user, message, text, markup, preview=message.preview)


def _own(server: "TelegramServer", params: Params, verb: str) -> tuple["TelegramUser", Shown]:
    user = chat_of(server, params)
    number = params.get("message_id")
    if number in (None, "", "0", 0):
        raise bad_request("message identifier is not specified")
    message = user.message(int(str(number)))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if verb == "edit" and (message.mine or message.id in server.with_reply_markup):
        raise bad_request("message can't be edited")
    return user, message


def _change(
    server: "TelegramServer",
    user: "TelegramUser",
    message: Shown,
    text: Text,
    markup: Markup,
    *,
    preview: bool,
) -> dict[str, Any]:
    server.spend_edit(user.id)
    if (message.text, message.entities, message.rows) == (text.text, text.entities, markup.rows):
        raise bad_request(_NOT_MODIFIED)
    server.defects.extend(text_defects(text))
    message.text, message.entities, message.rows, message.preview = (
        text.text,
        text.entities,
        markup.rows,
        preview,
    )
    message.edits += 1
    gone = ("text", "entities", "caption", "caption_entities", "reply_markup")
    body = {name: value for name, value in message.raw.items() if name not in gone}
    body |= {"edit_date": server.date(), **_words("caption" if message.attachments else "text", text)}
    if markup.kind == "inline":
        body["reply_markup"] = markup.raw
    message.raw = body
    user.happened("edited", message)
    return body


def delete_message(server: "TelegramServer", params: Params) -> bool:
    """deleteMessage"""
    user, message = _own(server, params, "delete")
    if server.now() - message.at > EDITABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    user.remove(message.id)
    return True


def copy_message(server: "TelegramServer", params: Params) -> dict[str, Any]:
    """copyMessage"""
    user = chat_of(server, params)
    source = chat_of(server, params, "from_chat_id")
    message = source.message(int(str(params.get("message_id") or 0)))
    if message is None:
        raise bad_request("message to copy not found")
    server.spend(user.id)
    text = Text(message.text, message.entities)
    slot = "caption" if message.attachments else "text"
    body = _put(server, user, slot, text, read_markup(params), files=message.attachments)
    return {"message_id": body["message_id"]}
