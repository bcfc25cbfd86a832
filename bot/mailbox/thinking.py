"""Have one message answered: in bounded time, and with an apology when everything else fails."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, Protocol

from bot.dialogue.messages import Incoming, Outgoing
from bot.dialogue.state import State

log = logging.getLogger(__name__)
TURN_SECONDS: Final = 25.0
ATTEMPTS: Final = 2


class Engine(Protocol):
    """What answers (`bot.dialogue.engine.Engine`)."""

    async def reply(
        self, incoming: Incoming, state: State, now: datetime
    ) -> tuple[State, list[Outgoing]]: ...


@dataclass(frozen=True, slots=True)
class Thought:
    """What became of a message. `dead`: put the row aside for staff."""

    after: State
    replies: tuple[Outgoing, ...]
    outcome: Literal["answered", "slow", "dead"] = "answered"


class Thinker:
    """Asks the engine; `apology` is said when there is no answer, and the state stays as it was."""

    def __init__(self, engine: Engine, apology: str, seconds: float = TURN_SECONDS) -> None:
        self._engine = engine
        self.apology = (Outgoing(text=apology),)
        self._seconds = seconds

    async def think(self, incoming: Incoming, state: State, now: datetime) -> Thought:
        """The answer to one message; never raises."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._ask(incoming, state, now)
        except TimeoutError:
            log.warning("turn-too-slow", extra={"channel": incoming.address.channel})
            return Thought(state, self.apology, "slow")

    async def _ask(self, incoming: Incoming, state: State, now: datetime) -> Thought:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                after, replies = await self._engine.reply(incoming, state, now)
            except Exception:
                log.exception("turn-failed", extra={"channel": incoming.address.channel, "attempt": attempt})
            else:
                return Thought(after, tuple(replies))
        return Thought(state, self.apology, "dead")
