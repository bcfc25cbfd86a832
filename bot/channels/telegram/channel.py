"""Telegram as a channel: one bot, one session, one long poll."""

import asyncio
import logging
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.channels.channel import Delivery, Limits, Pace, RawInbox, Received
from bot.channels.splitting import split, split_words
from bot.channels.telegram.callbacks import Callbacks
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.keyboard import without_dead_buttons
from bot.channels.telegram.menu import Menu
from bot.channels.telegram.receiving import Receiver, Rhythm
from bot.channels.telegram.render import measure
from bot.channels.telegram.sending import Sending
from bot.channels.telegram.shape import SHAPE
from bot.channels.telegram.standing import Standing
from bot.channels.telegram.updates import TELEGRAM, read
from bot.dialogue.messages import Address, ChannelName, Incoming, Notice, Outgoing
from bot.texts import Texts

log = logging.getLogger(__name__)

LIMITS: Final = Limits(per_second=28, per_chat_second=1, in_flight=28)
"""«About 30 messages a second, one a second in one chat»: a little less, for clocks differ."""
SESSION_SECONDS: Final = 15.0
TYPING_SECONDS: Final = 5
MENU_TRIES: Final = 6
_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach the Bot API. `proxy`: http, socks4 or socks5."""

    token: str
    api_base: str = "https://api.telegram.org"
    proxy: str | None = None


class TelegramChannel:
    """Implements `bot.channels.channel.PushChannel`. Must be made while the event loop runs.

    `files`: the folder in which pictures and files of messages are looked for.
    """

    name: ChannelName = TELEGRAM

    def __init__(
        self,
        *,
        access: Access,
        texts: Texts,
        files: Path = Path(),
        limits: Limits = LIMITS,
        rhythm: Rhythm | None = None,
    ) -> None:
        session = _session(access)
        self._bot = Bot(access.token, session=session)
        calls = Calls(self._bot, session)
        self._words = split_words(texts)
        self._standing = Standing()
        self._rhythm = rhythm or Rhythm()
        self._username: str | None = None
        self.pace = Pace(limits, asyncio.get_running_loop().time)
        self._callbacks = Callbacks(calls)
        self._menu = Menu(self._bot, texts)
        self._receiver = Receiver(self._bot, self._standing, self._callbacks, self._rhythm)
        self._sending = Sending(calls, self.pace, self._standing, files)

    @property
    def state(self) -> str:
        """ "ok", "starting", "wrong token", "another poller", "unreachable"."""
        return self._standing.state

    @property
    def username(self) -> str | None:
        """The bot's name; None until Telegram has told it."""
        return self._username

    async def listen(self, inbox: RawInbox) -> None:
        """Receive until cancelled. Sending may go on after that, so connections stay open until `close`."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._callbacks.run())
            group.create_task(self._introduce())
            group.create_task(self._receiver.run(inbox))

    async def close(self) -> None:
        """Close connections; a later call opens new ones."""
        await self._bot.session.close()

    def read(self, received: Received) -> Incoming | Notice:
        """What an update means.

        Raises: ValueError.
        """
        return read(received)

    def split(self, message: Outgoing) -> Sequence[Outgoing]:
        """The message as so many as Telegram needs."""
        sent_alone: list[Outgoing] = []
        if message.picture is not None and message.file is not None:
            sent_alone = [Outgoing(text="", file=message.file)]
            message = message.model_copy(update={"file": None})
        return [*sent_alone, *split(without_dead_buttons(message), SHAPE, measure, self._words)]

    def deep_link(self, payload: str) -> str | None:
        """An address that opens the talk with `payload`; None while the bot's name is not known.

        Raises: ValueError when Telegram could not carry the payload.
        """
        if not _PAYLOAD.fullmatch(payload):
            raise ValueError("a start payload is 1-64 letters, digits, _ and -")
        return f"https://t.me/{self._username}?start={payload}" if self._username else None

    async def show_typing(self, address: Address) -> None:
        """«печатает…» for some five seconds, or until the answer comes."""
        try:
            await self._bot.send_chat_action(int(address.account), "typing", request_timeout=TYPING_SECONDS)
        except Exception as error:  # noqa: BLE001 - a courtesy
            log.debug("typing-not-shown", extra={"error": type(error).__name__})

    async def send(self, delivery: Delivery) -> str:
        """Send one message; its number.

        Raises: Unreachable, RetryLater, Rejected.
        """
        return await self._sending.send(delivery)

    async def show_commands(self, staff: Collection[str], others: Collection[str]) -> Collection[str]:
        """The first see the commands of staff from now on, the others do not; whose menu is right now.

        Never raises.
        """
        return await self._menu.show_staff(staff, others)

    async def _introduce(self) -> None:
        """Learn the bot's name and set its commands, as soon as Telegram lets us."""
        for troubles in count(1):
            if await self._learnt_name():
                break
            await asyncio.sleep(self._rhythm.pause(troubles))
        for troubles in range(1, MENU_TRIES + 1):
            if await self._menu.show():
                break
            await asyncio.sleep(self._rhythm.pause(troubles))

    async def _learnt_name(self) -> bool:
        if self._username is None:
            try:
                self._username = (await self._bot.get_me()).username
            except Exception as error:  # noqa: BLE001 - the receiver tells what is wrong
                log.debug("name-not-learnt", extra={"error": type(error).__name__})
        return self._username is not None


def _session(access: Access) -> AiohttpSession:
    api = TelegramAPIServer.from_base(access.api_base)
    return AiohttpSession(proxy=access.proxy, api=api, timeout=SESSION_SECONDS)
