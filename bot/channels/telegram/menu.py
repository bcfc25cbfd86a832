"""The commands that Telegram's apps offer: one list for everybody, a longer one in the talks of staff."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from aiogram import Bot
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
        self._staff: frozenset[str] = frozenset()

    async def show(self) -> bool:
        """The list for everybody; False when it could not be set."""
        return await self._set(BotCommandScopeAllPrivateChats(), COMMANDS)

    async def show_staff(self, accounts: Iterable[str]) -> None:
        """Staff sees more; who was staff before and is not any more sees the usual list again."""
        now = frozenset(account for account in accounts if account.isdecimal())
        gone, self._staff = self._staff - now, now
        for account in sorted(now):
            await self._set(_talk(account), (*COMMANDS, *STAFF_COMMANDS))
        for account in sorted(gone):
            await self._set(_talk(account), ())

    async def _set(self, scope: _Scope, names: Sequence[str]) -> bool:
        wanted = {name: self._words[name] for name in names}
        try:
            await self._change(scope, wanted)
        except Exception as error:  # noqa: BLE001 - a convenience; they never wrote to the bot, or the network
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
