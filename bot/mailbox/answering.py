"""What becomes of one letter: read, throttled, thought about, stored."""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.channel import Received
from bot.channels.platforms import Platforms
from bot.dialogue.messages import Incoming, Notice, Outgoing
from bot.errors import AlreadyAnswered
from bot.mailbox.bell import Bell
from bot.mailbox.dead_items import Death
from bot.mailbox.double_taps import DoubleTaps
from bot.mailbox.flight_recorder import FlightRecorder
from bot.mailbox.inbox import INBOX, Letter
from bot.mailbox.quiet import Quiet
from bot.mailbox.thinking import Thinker
from bot.mailbox.throttle import Throttle
from bot.mailbox.turns import Turn, Turns, new_person_id
from bot.mailbox.typing_sign import TypingSign
from bot.metrics import Metrics
from bot.storage.addresses import NOBODY
from bot.storage.states import Loaded
from knowledge.clock import Clock

log = logging.getLogger(__name__)
LATE: Final = timedelta(seconds=5)
"""A message that reaches us so long after it was sent has waited for us, or for its platform."""
MOST_CRASHES: Final = 3
"""A letter over which the process died so often is not thought about again."""


class Answering:
    """Turns letters into turns. `flood_notice`: what whoever floods is told."""

    def __init__(  # noqa: PLR0913 - everything that a letter passes on its way
        self,
        *,
        platforms: Platforms,
        throttle: Throttle,
        flood_notice: str,
        thinker: Thinker,
        turns: Turns,
        recorder: FlightRecorder,
        bell: Bell,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._platforms = platforms
        self._throttle = throttle
        self._taps = DoubleTaps()
        self._flood_notice = (Outgoing(text=flood_notice),)
        self._thinker = thinker
        self._turns = turns
        self._recorder = recorder
        self._sign = TypingSign(platforms)
        self._bell = bell
        self._clock = clock
        self._metrics = metrics

    async def answer(self, letter: Letter, loaded: Loaded) -> None:
        """Have it answered and stored.

        Raises: AlreadyAnswered, StaleTurn, sqlalchemy.exc.SQLAlchemyError; then nothing of it is stored.
        """
        began, now = asyncio.get_running_loop().time(), self._clock.now()
        self._metrics.inbox_lag_seconds.observe(max(0.0, (now - letter.received_at).total_seconds()))
        outcome, result = await self._decide(letter, loaded)
        await self._turns.store(result)
        self._throttle.answered(letter.address, result.at)
        self._bell.ring([letter.address, letter.address.channel])
        if isinstance(result, Turn) and result.after.orders:  # they may have written to others, anywhere
            self._bell.ring([INBOX, *(channel.name for channel in self._platforms)])
        self._report(letter, outcome, result, asyncio.get_running_loop().time() - began)

    async def put_aside(self, letter: Letter, loaded: Loaded) -> None:
        """It cannot be answered: an apology, or nothing when not even that can be stored.

        Raises: AlreadyAnswered, sqlalchemy.exc.SQLAlchemyError.
        """
        result = self._dead(letter, loaded, "failed")
        try:
            await self._turns.store(result)
        except (AlreadyAnswered, SQLAlchemyError):
            raise
        except Exception:
            log.exception("apology-not-stored", extra={"inbox": letter.id})
            await self._turns.store(self._quiet(letter, dead="failed"))
        self._throttle.answered(letter.address, result.at)
        self._bell.ring([letter.address, letter.address.channel])
        self._report(letter, "dead", result, 0.0)

    async def _decide(self, letter: Letter, loaded: Loaded) -> tuple[str, Turn | Quiet]:
        if letter.crashes >= MOST_CRASHES:
            return "dead", self._dead(letter, loaded, "crashed")
        incoming = self._read(letter)
        if incoming is None:
            return "dead", self._dead(letter, loaded, "unreadable")
        if isinstance(incoming, Notice):
            return "notice", self._quiet(letter, incoming.may_write)
        if self._is_bounce(letter, incoming):
            return "bounce", self._quiet(letter)
        verdict = "heard" if loaded.state.role else self._throttle.judge(incoming, _came_at(incoming, letter))
        if verdict == "silent":
            return "flood", self._quiet(letter)
        if verdict == "warned":
            return "flood", self._said(letter, loaded, self._flood_notice)
        return await self._think(letter, loaded, incoming)

    def _is_bounce(self, letter: Letter, incoming: Incoming) -> bool:
        """A second tap on a messenger's button; the site's page sees to it itself."""
        is_pushed = self._platforms.get(letter.address.channel) is not None
        return is_pushed and self._taps.is_second(letter.id, incoming, letter.received_at)

    def _read(self, letter: Letter) -> Incoming | Notice | None:
        try:
            return self._platforms.read(Received(letter.address, letter.key, letter.payload))
        except Exception as error:  # noqa: BLE001 - what comes from outside may break a reader in any way
            log.warning("letter-unreadable", extra={"inbox": letter.id, "error": type(error).__name__})
            return None

    async def _think(self, letter: Letter, loaded: Loaded, incoming: Incoming) -> tuple[str, Turn | Quiet]:
        with self._recorder.thinking(letter.id), self._sign.beside(letter.address):
            thought = await self._thinker.think(incoming, loaded.state, self._clock.now())
        if thought.outcome == "dead":
            return "dead", self._dead(letter, loaded, "failed")
        turn = Turn(
            id=letter.id,
            address=letter.address,
            before=loaded,
            after=thought.after,
            replies=thought.replies,
            at=self._clock.now(),
            person_id=(loaded.person_id or new_person_id()) if thought.after.person else None,
        )
        return thought.outcome, turn

    def _dead(self, letter: Letter, loaded: Loaded, why: Death) -> Turn | Quiet:
        if letter.address.account == NOBODY:
            return self._quiet(letter, dead=why)
        return self._said(letter, loaded, self._thinker.apology, why)

    def _quiet(self, letter: Letter, may_write: bool | None = None, dead: Death | None = None) -> Quiet:
        return Quiet(letter.id, letter.address, self._clock.now(), may_write, dead)

    def _said(
        self, letter: Letter, loaded: Loaded, replies: tuple[Outgoing, ...], dead: Death | None = None
    ) -> Turn:
        """Something is said and the talk stays where it was."""
        return Turn(
            id=letter.id,
            address=letter.address,
            before=loaded,
            after=loaded.state,
            replies=replies,
            at=self._clock.now(),
            person_id=loaded.person_id,
            dead=dead,
        )

    def _report(self, letter: Letter, outcome: str, result: Turn | Quiet, seconds: float) -> None:
        channel = letter.address.channel
        self._metrics.turns.labels(channel, outcome).inc()
        self._metrics.turn_seconds.observe(seconds)
        scene = result.after.conversation.scene if isinstance(result, Turn) else None
        facts = {"inbox": letter.id, "channel": channel, "scene": scene}
        log.info("turn", extra={**facts, "outcome": outcome, "ms": round(seconds * 1000, 1)})


def _came_at(incoming: Incoming, letter: Letter) -> datetime:
    """When it was sent, for what comes late: who wrote all day while we were down has flooded nobody."""
    sent_at = incoming.sent_at
    return sent_at if sent_at and letter.received_at - sent_at > LATE else letter.received_at
