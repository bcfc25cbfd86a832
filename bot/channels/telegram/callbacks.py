"""Tell Telegram that a press was seen, so that the clock on the button goes away; best effort, never kept."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from bot.channels.telegram.calls import Calls

log = logging.getLogger(__name__)

SIDE_BY_SIDE: Final = 4
MOST_WAITING: Final = 500
"""What is pressed beyond that keeps its clock for a while."""
ANSWER_SECONDS: Final = 8


class Callbacks:
    """Answers presses one after the other in a few workers."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._waiting: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)

    def seen(self, ids: Iterable[str]) -> None:
        """These presses are recorded."""
        with suppress(asyncio.QueueFull):
            for id_ in ids:
                self._waiting.put_nowait(id_)

    async def run(self) -> None:
        """Answer until cancelled."""
        async with asyncio.TaskGroup() as workers:
            for _ in range(SIDE_BY_SIDE):
                workers.create_task(self._work())

    async def _work(self) -> None:
        while True:
            id_ = await self._waiting.get()
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._calls.call("answerCallbackQuery", {"callback_query_id": id_})
            except Exception as error:  # noqa: BLE001 - too old, or the network: the press is answered anyway
                log.debug("callback-not-answered", extra={"error": type(error).__name__})
