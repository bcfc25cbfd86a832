"""«печатает…»: shown while an answer takes long, beside the work and never in its way."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bot.channels.channel import PushChannel
from bot.channels.platforms import Platforms
from bot.dialogue.messages import Address

log = logging.getLogger(__name__)
AFTER_SECONDS: Final = 1.0
EVERY_SECONDS: Final = 5.0
"""Both messengers take the sign away after five seconds or so."""


class TypingSign:
    """Shows the sign on messengers; the site has a sign of its own."""

    def __init__(self, platforms: Platforms, after: float = AFTER_SECONDS) -> None:
        self._platforms = platforms
        self._after = after

    @contextmanager
    def beside(self, address: Address) -> Iterator[None]:
        """While the block runs, after a moment, the person sees that we are at it."""
        channel = self._platforms.get(address.channel)
        if channel is None:
            yield
            return
        lamp = _Lamp(channel, address)
        waits = asyncio.get_running_loop().call_later(self._after, lamp.light)
        try:
            yield
        finally:
            waits.cancel()
            lamp.go_out()


class _Lamp:
    def __init__(self, channel: PushChannel, address: Address) -> None:
        self._channel = channel
        self._address = address
        self._burning: asyncio.Task[None] | None = None

    def light(self) -> None:
        self._burning = asyncio.get_running_loop().create_task(self._burn(), name="typing")

    def go_out(self) -> None:
        if self._burning is not None:
            self._burning.cancel()

    async def _burn(self) -> None:
        while True:
            try:
                await self._channel.show_typing(self._address)
            except Exception as error:  # noqa: BLE001 - a sign is not worth a failure
                facts = {"channel": self._channel.name, "error": type(error).__name__}
                log.debug("typing-failed", extra=facts)
                return
            await asyncio.sleep(EVERY_SECONDS)
