"""Deliver the outbox of one platform: at its pace, in order within a chat, replies before everything else.

The place comes first, the message after it: what is sent is chosen when it may go at once, so a reply never
waits behind announcements that were chosen before it came. A chat has one message on its way at most, so
that a crash between the platform's answer and our mark repeats one and keeps the order.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.channel import (
    Delivery,
    OutcomeUnknown,
    PushChannel,
    Rejected,
    RetryLater,
    TalkRests,
    Unreachable,
)
from bot.dialogue.messages import ChannelName, Outgoing
from bot.mailbox.bell import Bell, heard
from bot.mailbox.outage import Outage
from bot.mailbox.outbox import Choice, Due, Outbox
from bot.metrics import Metrics
from knowledge.clock import Clock

log = logging.getLogger(__name__)

SAFETY_SECONDS: Final = 5.0
"""Look into SQL at least so often, whatever the bell says."""


FLUSH_SECONDS: Final = 0.5
DATABASE_SECONDS: Final = 1.0
"""The pause when the database cannot be read or written just now (locked, a full disk)."""
Stored = TypeVar("Stored")


def sent_on(name: ChannelName) -> str:
    """The bell's key for «a message has left by this channel»."""
    return f"{name}-sent"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a sender waits for what. An outage kills no message before `kept_trying` is over."""

    send_seconds: float = 30.0
    kept_trying: timedelta = timedelta(hours=24)
    most_attempts: int = 12
    """So often a message may fail while others go through."""
    longest_pause: float = 300.0
    first_probe: float = 1.0
    longest_probe: float = 20.0


class Sender:
    """Sends for one channel until cancelled; messages on their way then go again (at least once)."""

    def __init__(
        self,
        channel: PushChannel,
        *,
        outbox: Outbox,
        bell: Bell,
        clock: Clock,
        metrics: Metrics,
        patience: Patience | None = None,
    ) -> None:
        self._channel = channel
        self._pace = channel.pace
        self._outbox = outbox
        self._bell = bell
        self._clock = clock
        self._metrics = metrics
        self._patience = patience = patience or Patience()
        seconds = asyncio.get_running_loop().time
        self._outage = Outage(seconds, patience.first_probe, patience.longest_probe)
        self._busy: set[str] = set()
        self._held: dict[str, datetime] = {}
        """Accounts whose next message was put off, until when: what is newer waits too."""
        self._next_due: datetime | None = None
        self._more = False
        """Is something due that could not be chosen when we last looked?"""
        self._ear: asyncio.Event | None = None
        self._rests = False

    async def run(self) -> None:
        """Send what is due, for ever."""
        seconds = asyncio.get_running_loop().time
        async with self._bell.listening(self._channel.name) as ear, asyncio.TaskGroup() as sends:
            self._ear = ear
            self._held |= await self._stored(lambda: self._outbox.held(self._channel.name))
            looked = -SAFETY_SECONDS
            while True:
                ear.clear()
                if seconds() - looked >= SAFETY_SECONDS:
                    looked = seconds()
                    self._next_due = await self._stored(lambda: self._outbox.next_due(self._channel.name))
                for due in await self._stored(self._choose):
                    self._busy.add(due.address.account)
                    sends.create_task(self._deliver(due))
                await heard(ear, self._pause())

    async def flushed(self) -> None:
        """Return when nothing waits that could go soon: everything is out, or the platform is down."""
        async with self._bell.listening(sent_on(self._channel.name)) as ear:
            while self._busy or (await self._outbox.due(self._channel.name, 1, ())).due:
                if self._outage.is_on:
                    return
                ear.clear()
                await heard(ear, FLUSH_SECONDS)

    async def settled(self) -> None:
        """Begin nothing more; return when what is on its way has arrived and that is noted.

        A send that is cut now would go out once more after the next start.
        """
        self._rests = True
        async with self._bell.listening(sent_on(self._channel.name)) as ear:
            while self._busy:
                ear.clear()
                await heard(ear, FLUSH_SECONDS)

    def _room(self) -> int:
        if self._rests:
            return 0
        in_flight = self._pace.limits.in_flight - len(self._busy)
        return min(in_flight, self._pace.room(), self._outage.room(len(self._busy)))

    async def _choose(self) -> list[Due]:
        """Messages that may go right now, each with its place in the pace taken."""
        self._more = True  # until we know: what ends while we look must make us look again
        if (room := self._room()) <= 0:
            return []
        found = await self._due(room)
        chosen = list(found.due)[: self._pace.room()]  # others may have called the platform meanwhile
        for due in chosen:
            self._pace.take(due.address.account)
        self._more = found.more or len(chosen) < len(found.due)
        return chosen

    async def _due(self, room: int) -> Choice:
        """What may go; while the platform fails, to those first to whom nothing has failed yet."""
        resting = self._resting()
        found = await self._outbox.due(self._channel.name, room, {*resting, *self._outage.tried})
        if found.due or not self._outage.tried:
            return found
        if self._outage.probe_in() > 0:
            return Choice((), more=True)
        found = await self._outbox.due(self._channel.name, room, {*resting, *self._outage.probed})
        if found.due:
            return found
        self._outage.probe_anew()
        return await self._outbox.due(self._channel.name, room, resting)

    def _resting(self) -> Collection[str]:
        """Accounts to which nothing may go now."""
        now = self._clock.now()
        self._held = {account: until for account, until in self._held.items() if until > now}
        return {*self._busy, *self._pace.resting(), *self._held}

    async def _stored(self, work: Callable[[], Awaitable[Stored]]) -> Stored:
        """Read or write, however long the database refuses. A message that went out must not go again because
        that could not be noted: its account stays busy until it is.
        """
        while True:
            try:
                return await work()
            except SQLAlchemyError as error:
                facts = {"channel": self._channel.name, "error": type(error).__name__}
                log.warning("outbox-not-reached", extra=facts)
                await asyncio.sleep(DATABASE_SECONDS)

    def _pause(self) -> float:
        at = self._next_due
        postponed = (at - self._clock.now()).total_seconds() if at else SAFETY_SECONDS
        if postponed <= 0:  # it is due by now, and waits for something else if it is there still
            self._next_due, postponed = None, SAFETY_SECONDS
        if not self._more:
            return max(0.001, min(postponed, SAFETY_SECONDS))
        probes = (self._outage.probe_in(), self._outage.trial_in())
        waits = (self._pace.rest_ends_in(), self._pace.free_in(), *probes)
        soonest = min([wait for wait in waits if wait > 0], default=SAFETY_SECONDS)
        return max(0.001, min(postponed, soonest, SAFETY_SECONDS))

    async def _deliver(self, due: Due) -> None:
        try:
            outcome = await self._send(due)
            self._metrics.sends.labels(self._channel.name, outcome).inc()
        finally:
            self._busy.discard(due.address.account)
            self._bell.ring([sent_on(self._channel.name)])
            if self._more and self._ear:
                self._ear.set()

    async def _send(self, due: Due) -> str:
        if due.repeat_until and self._clock.now() >= due.repeat_until:
            log.warning("message-outcome-unknown", extra=self._facts(due))
            await self._stored(lambda: self._outbox.lost(due, "unknown"))
            return "unknown"
        try:
            delivery = Delivery(due.id, due.address, Outgoing.model_validate_json(due.payload))
            async with asyncio.timeout(self._patience.send_seconds):
                reference = await self._channel.send(delivery)
        except RetryLater as answer:
            self._outage.answered(due.id)
            self._pace.stop(answer.seconds)
            return await self._put_off(due, answer.seconds, is_to_blame=False)
        except TalkRests:
            self._outage.answered(due.id)
            return await self._put_off(due, self._rest(due), is_to_blame=True)
        except Unreachable:
            self._outage.answered(due.id)
            log.info("account-unreachable", extra=self._facts(due))
            await self._stored(lambda: self._outbox.unreachable(due))
            return "unreachable"
        except (Rejected, ValidationError) as error:
            self._outage.answered(due.id)
            log.warning("message-rejected", extra=self._facts(due, error))
            await self._stored(lambda: self._outbox.lost(due, "refused"))
            return "rejected"
        except Exception as error:  # noqa: BLE001 - a network is down in more ways than we can list
            return await self._failed(due, error)
        self._outage.answered(due.id)
        await self._stored(lambda: self._outbox.sent(due, reference))
        self._metrics.delivery_seconds.observe(self._age(due).total_seconds())
        return "sent"

    async def _failed(self, due: Due, error: Exception) -> str:
        if isinstance(error, OutcomeUnknown):
            until = self._clock.now() + error.repeatable
            await self._stored(lambda: self._outbox.repeatable(due, until))
        was_well = not self._outage.is_on
        is_to_blame = self._outage.failed(due.id, due.address.account)
        if was_well or is_to_blame:
            log.warning("send-failed", extra=self._facts(due, error))
        if was_well and self._outage.is_on:
            log.error("platform-down", extra={"channel": self._channel.name})
        pause = 2.0**due.attempts if is_to_blame else self._outage.pause
        await self._put_off(due, min(pause, self._patience.longest_pause), is_to_blame=is_to_blame)
        return "failed"

    async def _put_off(self, due: Due, seconds: float, *, is_to_blame: bool) -> str:
        tried = due.attempts + is_to_blame
        if tried >= self._patience.most_attempts or self._age(due) > self._patience.kept_trying:
            log.warning("message-given-up", extra=self._facts(due))
            await self._stored(lambda: self._outbox.lost(due, "given-up"))
            return "given-up"
        at = await self._stored(lambda: self._outbox.later(due, seconds, failed=is_to_blame))
        self._held[due.address.account] = at
        self._next_due = min(self._next_due or at, at)
        self._more = True
        return "later"

    def _rest(self, due: Due) -> float:
        """Ever longer with each try: seconds."""
        return min(2.0 ** (due.attempts + 1), self._patience.longest_pause)

    def _age(self, due: Due) -> timedelta:
        return max(timedelta(), self._clock.now() - due.created_at)

    def _facts(self, due: Due, error: Exception | None = None) -> dict[str, object]:
        facts: dict[str, object] = {
            "channel": self._channel.name,
            "outbox": due.id,
            "attempt": due.attempts + 1,
        }
        return facts if error is None else {**facts, "error": type(error).__name__}
