"""The terminal as a channel: a line is a message, a number presses a button, one account `local`."""

import sys
from typing import Final, TextIO
from uuid import uuid4

from bot.channels.channel import Inbox, Mail
from bot.channels.console_screen import Screen, numbered
from bot.channels.lines import lines_of
from bot.dialogue.messages import (
    Address,
    Button,
    ButtonPressed,
    ChannelName,
    Content,
    Incoming,
    Started,
    TextSaid,
)
from bot.texts import Texts

ADDRESS: Final = Address(channel="console", account="local")
LOOK_AGAIN_SECONDS: Final = 5.0


class ConsoleChannel:
    """Asks the outbox itself, like the site's page, since it must know when all answers are out."""

    name: ChannelName = "console"

    def __init__(
        self, *, mail: Mail, texts: Texts, descriptor: int | None = None, output: TextIO | None = None
    ) -> None:
        self._mail = mail
        self._texts = texts
        self._descriptor = sys.stdin.fileno() if descriptor is None else descriptor
        self._screen = Screen(output or sys.stdout, texts)
        self._buttons: dict[str, Button] = {}

    async def listen(self, inbox: Inbox) -> None:
        """Talk until the input ends or the person says so; returns when the last answer is printed."""
        if self._screen.is_terminal:
            self._screen.say(self._texts("console-hello"), "dim")
            await self._turn(inbox, Started())
        self._screen.prompt()
        leaving = self._texts("console-leave-words").split(", ")
        async for line in lines_of(self._descriptor):
            if line.strip().casefold() in leaving:
                break
            self._screen.heard(line)
            if line.strip():
                await self._turn(inbox, self._content(line.strip()))
            self._screen.prompt()
        if self._screen.is_terminal:
            self._screen.say(self._texts("console-bye"), "dim")

    def _content(self, line: str) -> Content:
        button = self._buttons.get(line) or self._labelled(line)
        if button is None or button.action is None:
            return TextSaid(text=line)
        return ButtonPressed(action=button.action, label=button.label)

    def _labelled(self, line: str) -> Button | None:
        """The button on the screen whose label was typed: pressed, it keeps the facts that travel in it."""
        said = line.casefold()
        return next((one for one in self._buttons.values() if one.label.casefold() == said), None)

    async def _turn(self, inbox: Inbox, content: Content) -> None:
        await inbox.record(
            [Incoming(address=ADDRESS, key=f"{ADDRESS.account}:{uuid4().hex}", content=content)]
        )
        self._buttons = {}
        while True:
            was_busy = await self._mail.is_busy(ADDRESS)
            if await self._print_waiting():
                continue
            if not was_busy:
                return
            await self._mail.wait(ADDRESS, LOOK_AGAIN_SECONDS)

    async def _print_waiting(self) -> bool:
        deliveries = await self._mail.waiting(ADDRESS, 0)
        for delivery in deliveries:
            numbers = numbered(delivery.message.rows, self._buttons)
            self._screen.show(delivery.message, numbers)
            self._buttons.update(numbers)
            await self._mail.acknowledge(ADDRESS, delivery.id)
        return bool(deliveries)
