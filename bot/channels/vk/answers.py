"""Tell VK that pressed buttons were heard, else they keep spinning: many presses in one call, best effort."""

import asyncio
import json
import logging
import re
from dataclasses import dataclass
from typing import Final

from bot.channels.vk.errors import VkError, VkUnavailable
from bot.channels.vk.line import Line

log = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 25
"""Calls that `execute` makes at most."""
MOST_WAITING: Final = 1000
_EVENT: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")


@dataclass(frozen=True, slots=True)
class Press:
    """One pressed button; VK waits a minute for its answer."""

    event_id: str
    user_id: int
    peer_id: int


def press_of(update: object) -> Press | None:
    """The press that an event tells of."""
    match update:
        case {
            "type": "message_event",
            "object": {"event_id": str(event), "user_id": int(user), "peer_id": int(peer)},
        } if _EVENT.fullmatch(event):
            return Press(event, user, peer)
    return None


class PressAnswers:
    """Gathers presses for `window` seconds and answers them in one call of the 20 a second."""

    def __init__(self, line: Line, window: float) -> None:
        self._line = line
        self._window = window
        self._waiting: asyncio.Queue[Press] = asyncio.Queue(MOST_WAITING)

    def add(self, update: object) -> None:
        """Answer this event soon, if it is a press. Beyond a thousand waiting ones it may spin."""
        press = press_of(update)
        if press is not None and not self._waiting.full():
            self._waiting.put_nowait(press)

    async def run(self) -> None:
        """Answer until cancelled."""
        while True:
            presses = [await self._waiting.get()]
            if self._waiting.qsize() < MOST_AT_ONCE - 1:  # nobody spins for the sake of a fuller call
                await asyncio.sleep(self._window)
            while len(presses) < MOST_AT_ONCE and not self._waiting.empty():
                presses.append(self._waiting.get_nowait())
            await self._answer(presses)

    async def _answer(self, presses: list[Press]) -> None:
        try:
            await self._line.call("execute", code=script(presses))
        except (VkError, VkUnavailable) as error:
            log.debug("vk-presses-unanswered", extra={"count": len(presses), "error": str(error)})


def script(presses: list[Press]) -> str:
    """VKScript that answers them all."""
    calls = (
        {"event_id": press.event_id, "user_id": press.user_id, "peer_id": press.peer_id} for press in presses
    )
    return f"return [{','.join(f'API.messages.sendMessageEventAnswer({json.dumps(one)})' for one in calls)}];"
