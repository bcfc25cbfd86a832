"""The commands that Telegram's apps offer: one list for everybody, a longer one in the talks of staff."""

import logging
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.texts import Texts

log = logging.getLogger(__name__)

COMMANDS: Final = ("start", "menu", "path", "open", "saved", "profile", "human", "help", "privacy", "link")
STAFF_COMMANDS: Final = ("staff", "inbox", "log")
CALL_SECONDS: Final = 10

_Scope = BotCommandScopeAllPrivateChats | BotCommandScopeChat


class Menu:
    """Sets the lists, each only when Telegram has another one. Never raises: people can type commands."""

    def __init__(self, bot: Bot, texts: Texts) -> None:
        self._bot = bot
        self._words = {name: texts(f"telegram-command-{name}") for name in (*COMMANDS, *STAFF_COMMANDS)}

    async def show(self) -> bool:
        """The list for everybody; False when it could not be set."""
        return await self._set(BotCommandScopeAllPrivateChats(), COMMANDS)

    async def show_staff(self, staff: Collection[str], others: Collection[str]) -> Collection[str]:
        """Staff sees more, who was staff before the usual list again; for whom that is so now."""
        lists = dict.fromkeys(others, ()) | dict.fromkeys(staff, (*COMMANDS, *STAFF_COMMANDS))
        return [account for account, names in lists.items() if await self._set_of(account, names)]

    async def _set_of(self, account: str, names: Sequence[str]) -> bool:
        if not account.isdecimal():
            return not names
        return await self._set(_talk(account), names)

    async def _set(self, scope: _Scope, names: Sequence[str]) -> bool:
        wanted = {name: self._words[name] for name in names}
        try:
            await self._change(scope, wanted)
        except (TelegramBadRequest, TelegramForbiddenError):
            log.info("telegram-commands-not-set", extra={"error": "no such talk"})
            return not names  # where there is no talk, there is nothing to take back either
        except Exception as error:  # noqa: BLE001 - a convenience; the network, mostly
            log.info("telegram-commands-not-set", extra={"error": type(error).__name__})
            return False
        return True

    async def _change(self, scope: _Scope, wanted: Mapping[str, str]) -> None:
        present = await self._bot.get_my_commands(scope, request_timeout=CALL_SECONDS)
        if {one.command: one.description for one in present} == wanted:
            return
        if not wanted:
            await self._bot.delete_my_commands(scope, request_timeout=CALL_SECONDS)
            return
        commands = [BotCommand(command=name, description=words) for name, words in wanted.items()]
        await self._bot.set_my_commands(commands, scope, request_timeout=CALL_SECONDS)


def _talk(account: str) -> BotCommandScopeChat:
    return BotCommandScopeChat(chat_id=int(account))
