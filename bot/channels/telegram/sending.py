"""Send one message: the calls of the Bot API and what its refusals mean for us."""

import asyncio
import logging
import re
from pathlib import Path
from typing import Any, Final

from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.channels.channel import Delivery, Pace, Rejected, RetryLater, Unreachable
from bot.channels.markup import parse
from bot.channels.rendering import plain
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.keyboard import keyboard
from bot.channels.telegram.render import html, words
from bot.channels.telegram.shape import SHAPE
from bot.channels.telegram.standing import Standing
from bot.dialogue.messages import Outgoing

log = logging.getLogger(__name__)
WRONG_TOKEN_SECONDS: Final = 60.0
LARGEST_FILE: Final = 50 * 1024 * 1024

_NO_SUCH_PERSON: Final = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "peer_id_invalid",
    "user_is_blocked",
    "input_user_deactivated",
    "chat_write_forbidden",
)
_NOT_MODIFIED: Final = "message is not modified"
_NUMBER: Final = re.compile(r"[0-9]{1,15}")
_BROKEN_MARKUP: Final = "can't parse entities"


class _NoFile(Exception):
    """The file is gone, cannot be read or is too large."""


class Sending:
    """Sends by these calls. `files`: where names of pictures and files are looked for."""

    def __init__(self, calls: Calls, pace: Pace, standing: Standing, files: Path) -> None:
        self._calls = calls
        self._pace = pace
        self._standing = standing
        self._files = files

    async def send(self, delivery: Delivery) -> str:
        """The number of the message.

        Raises: Unreachable, RetryLater, Rejected; what the network did (aiogram's errors) as it is.
        """
        try:
            return str(await self._put(int(delivery.address.account), delivery.message))
        except TelegramRetryAfter as error:
            raise RetryLater(error.retry_after) from error
        except TelegramForbiddenError as error:
            raise Unreachable from error
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            self._standing.becomes("wrong token")
            raise RetryLater(WRONG_TOKEN_SECONDS) from error
        except TelegramBadRequest as error:
            raise _meaning(error) from error
        except (TelegramEntityTooLarge, TelegramMigrateToChat, _NoFile, ValueError) as error:
            raise Rejected(type(error).__name__) from error

    async def _put(self, chat: int, message: Outgoing) -> int:
        if message.replaces and _NUMBER.fullmatch(message.replaces) and not _carries(message):
            edited = await self._edit(chat, int(message.replaces), message)
            if edited is not None:
                return edited
        try:
            return await self._new(chat, message, html(message.text), parse_mode="HTML")
        except TelegramBadRequest as error:
            if _is_nobody(error):
                raise
            is_markup = _BROKEN_MARKUP in _words(error)
        return await self._bare(chat, message, keeps_buttons=is_markup)

    async def _bare(self, chat: int, message: Outgoing, *, keeps_buttons: bool) -> int:
        """Without what Telegram does not take: words alone are better than silence."""
        log.warning("telegram-message-refused", extra={"buttons": keeps_buttons})
        await self._pace.slot(str(chat))
        said = message if keeps_buttons else message.model_copy(update={"rows": ()})
        try:
            return await self._new(chat, said, bare(said), parse_mode=None)
        except TelegramBadRequest as error:
            if _is_nobody(error) or not said.rows:
                raise
        return await self._bare(chat, message, keeps_buttons=False)

    async def _edit(self, chat: int, number: int, message: Outgoing) -> int | None:
        """The number of the changed message; None when a new one must say it."""
        said = {"chat_id": chat, "message_id": number, "parse_mode": "HTML", **_words_of(message)}
        try:
            await self._calls.call("editMessageText", {**said, "text": html(message.text)})
        except TelegramBadRequest as error:
            if _NOT_MODIFIED in _words(error):
                return number
            if _is_nobody(error):
                raise
            await self._pace.slot(str(chat))
            return None
        return number

    async def _new(self, chat: int, message: Outgoing, text: str, *, parse_mode: str | None) -> int:
        said: dict[str, Any] = {"chat_id": chat, "parse_mode": parse_mode}
        if not _carries(message):
            return _number(
                await self._calls.call("sendMessage", {**said, **_words_of(message), "text": text})
            )
        said |= {"caption": text or None, "reply_markup": keyboard(message.rows)}
        kind, method = ("photo", "sendPhoto") if message.picture is not None else ("document", "sendDocument")
        name = message.picture or message.file or ""
        if name.startswith(("https://", "http://")):  # Telegram itself fetches it
            return _number(await self._calls.call(method, {**said, kind: name}))
        path = self._files / name
        content = await asyncio.to_thread(_content, path)
        return _number(await self._calls.upload(method, said, kind, path.name, content))


def bare(message: Outgoing) -> str:
    """The text without markup, addresses beside their words when there is room."""
    limit = SHAPE.caption if _carries(message) else SHAPE.text
    told = plain(parse(message.text))
    return told if len(told.encode("utf-16-le")) // 2 <= limit else words(message.text)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _NoFile
        return path.read_bytes()
    except OSError as error:
        raise _NoFile from error


def _carries(message: Outgoing) -> bool:
    return message.picture is not None or message.file is not None


def _words_of(message: Outgoing) -> dict[str, Any]:
    """What goes with words."""
    preview = {"is_disabled": not message.preview}
    return {"reply_markup": keyboard(message.rows), "link_preview_options": preview}


def _number(sent: Any) -> int:
    """The number of the message that Telegram tells of.

    Raises: ValueError when it tells of none.
    """
    match sent:
        case {"message_id": int(number)}:
            return number
    raise ValueError("no message")


def _words(error: TelegramBadRequest) -> str:
    return error.message.lower()


def _is_nobody(error: TelegramBadRequest) -> bool:
    return any(words in _words(error) for words in _NO_SUCH_PERSON)


def _meaning(error: TelegramBadRequest) -> Unreachable | Rejected:
    return Unreachable() if _is_nobody(error) else Rejected(type(error).__name__)
