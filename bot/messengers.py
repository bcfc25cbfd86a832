"""Messengers at work: each loads its library after the site has opened, then listens and delivers."""

import asyncio
import gc
import logging
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from bot.channels.channel import PushChannel
from bot.channels.platforms import Platforms
from bot.dialogue.messages import ChannelName
from bot.mailbox.inbox import INBOX
from bot.mailbox.mailbox import Mailbox
from bot.mailbox.sender import Sender

log = logging.getLogger(__name__)
FLUSH_SECONDS: Final = 2.0
"""How long a stop may wait for answers that can go out at once; the others go after the next start."""
SETTLE_SECONDS: Final = 5.0
"""How long it may wait, after that, for what is on its way."""
LOADING: Final = "loading"
BROKEN: Final = "library not loaded"


@dataclass(frozen=True, slots=True)
class Messenger:
    """One platform. `load` imports its library, which takes seconds; then `make` builds the channel."""

    name: ChannelName
    load: Callable[[], None]
    make: Callable[[], PushChannel]
    is_open: asyncio.Event = field(default_factory=asyncio.Event)


class Messengers:
    """Those that have a token."""

    def __init__(self, several: Sequence[Messenger], platforms: Platforms, mailbox: Mailbox) -> None:
        self.all = several
        self._unused = frozenset(platforms.missing) - {one.name for one in several}
        self._platforms = platforms
        self._mailbox = mailbox
        self._senders: dict[ChannelName, Sender] = {}
        self._one_loads = asyncio.Lock()
        self._broken: dict[ChannelName, str] = {}
        """Whose library could not be loaded, and the kind of error."""

    def states(self) -> Mapping[ChannelName, str]:
        """How each one is; "ok" when all is well."""
        there = {one.name: one.state for one in self._platforms}
        return {one.name: there.get(one.name) or self._broken.get(one.name, LOADING) for one in self.all}

    @property
    def unused(self) -> Collection[ChannelName]:
        """Messengers whose letters nobody will read: they have no token (any more)."""
        return self._unused

    async def listen(self, messenger: Messenger) -> None:
        """Load, once; then receive until cancelled."""
        async with self._one_loads:
            channel = self._platforms.get(messenger.name) or await self._open(messenger)
        await channel.listen(self._mailbox.inbox)

    async def deliver(self, messenger: Messenger) -> None:
        """Send what is due until cancelled."""
        await messenger.is_open.wait()
        await self._senders[messenger.name].run()

    async def opened(self, at_least: float, at_most: float) -> None:
        """Return when every one is there, but neither sooner nor later than so many seconds from now."""
        await asyncio.sleep(at_least)
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most - at_least):
                for one in self.all:
                    await one.is_open.wait()

    async def flush(self) -> None:
        """Let answers go out that can go at once, and let those arrive that are on their way."""
        senders = list(self._senders.values())
        if not await _within(FLUSH_SECONDS, [sender.flushed() for sender in senders]):
            log.info("answers-wait-for-the-next-start")
        if not await _within(SETTLE_SECONDS, [sender.settled() for sender in senders]):
            log.warning("sends-cut")

    async def close(self) -> None:
        """Close all connections."""
        for channel in self._platforms:
            await channel.close()

    async def _open(self, messenger: Messenger) -> PushChannel:
        try:
            await _beside(messenger.load)
            channel = messenger.make()
        except Exception as error:
            self._broken[messenger.name] = f"{BROKEN} ({type(error).__name__})"
            raise  # whoever keeps us running logs it and tries again
        self._broken.pop(messenger.name, None)
        self._platforms.add(channel)
        self._senders[messenger.name] = self._mailbox.sender(channel)
        messenger.is_open.set()
        self._mailbox.bell.ring([INBOX])  # letters from before the start can be read from now on
        log.info("messenger-open", extra={"channel": messenger.name})
        return channel


async def _within(seconds: float, waits: Sequence[Coroutine[None, None, None]]) -> bool:
    """Did all of these end in time?"""
    try:
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for wait in waits:
                group.create_task(wait)
    except TimeoutError:
        return False
    return True


async def _beside(load: Callable[[], None]) -> None:
    """Import beside the work, without looking for garbage that is not there."""
    gc.disable()
    try:
        await asyncio.to_thread(load)
    finally:
        gc.freeze()
        gc.enable()
