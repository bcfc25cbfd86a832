"""Deliver the outbox of one platform: at its pace, in order within a chat, replies before everything else."""

import asyncio
import logging
from typing import Final

from pydantic import ValidationError

from bot.channels.channel import Delivery, Pace, PushChannel, Rejected, RetryLater, Unreachable
from bot.dialogue.messages import Outgoing
from bot.mailbox.bell import Bell, heard
from bot.mailbox.outbox import Due, Outbox
from knowledge.clock import Clock

log = logging.getLogger(__name__)

SEND_SECONDS: Final = 30.0
MOST_ATTEMPTS: Final = 12
LONGEST_PAUSE: Final = 300.0
SAFETY_SECONDS: Final = 5.0
"""Look into SQL at least so often, whatever the bell says."""


class Sender:
    """Sends for one channel until cancelled; messages on their way then go again (at least once)."""

    def __init__(self, channel: PushChannel, outbox: Outbox, bell: Bell, clock: Clock) -> None:
        self._channel = channel
        self._outbox = outbox
        self._bell = bell
        self._clock = clock
        self._busy: set[str] = set()

    async def run(self) -> None:
        """Send what is due, for ever."""
        pace = self._channel.pace
        async with self._bell.listening(self._channel.name) as ear, asyncio.TaskGroup() as sends:
            while True:
                ear.clear()
                for due in await self._due(pace):
                    self._busy.add(due.address.account)
                    sends.create_task(self._deliver(due, pace))
                await heard(ear, await self._pause(pace))

    async def _due(self, pace: Pace) -> list[Due]:
        room = self._channel.pace.limits.in_flight - len(self._busy)
        if room <= 0:
            return []
        return await self._outbox.due(self._channel.name, room, {*self._busy, *pace.resting()})

    async def _pause(self, pace: Pace) -> float:
        at = await self._outbox.next_due(self._channel.name)
        postponed = (at - self._clock.now()).total_seconds() if at else SAFETY_SECONDS
        return max(0.001, min(postponed, pace.rest_ends_in(), SAFETY_SECONDS))

    async def _deliver(self, due: Due, pace: Pace) -> None:
        try:
            await pace.slot(due.address.account)
            await self._send(due, pace)
        finally:
            self._busy.discard(due.address.account)
            self._bell.ring([self._channel.name])

    async def _send(self, due: Due, pace: Pace) -> None:
        try:
            delivery = Delivery(due.id, due.address, Outgoing.model_validate_json(due.payload))
            async with asyncio.timeout(SEND_SECONDS):
                reference = await self._channel.send(delivery)
        except RetryLater as answer:
            pace.stop(answer.seconds)
            await self._outbox.later(due, answer.seconds, failed=False)
        except Unreachable:
            log.info("account-unreachable", extra=self._facts(due))
            await self._outbox.unreachable(due)
        except (Rejected, ValidationError) as error:
            log.warning("message-rejected", extra=self._facts(due, error))
            await self._outbox.rejected(due)
        except Exception as error:  # noqa: BLE001 - a network is down in more ways than we can list
            await self._failed(due, error)
        else:
            await self._outbox.sent(due, reference)

    async def _failed(self, due: Due, error: Exception) -> None:
        log.warning("send-failed", extra=self._facts(due, error))
        if due.attempts + 1 >= MOST_ATTEMPTS:
            await self._outbox.rejected(due)
        else:
            await self._outbox.later(due, min(2.0**due.attempts, LONGEST_PAUSE), failed=True)

    def _facts(self, due: Due, error: Exception | None = None) -> dict[str, object]:
        facts: dict[str, object] = {
            "channel": self._channel.name,
            "outbox": due.id,
            "attempt": due.attempts + 1,
        }
        return facts if error is None else {**facts, "error": type(error).__name__}
