"""Our own long poll: events are on the disk, with where to go on, before the next ones are asked for."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from bot.channels.channel import RawInbox
from bot.channels.vk.abilities import KnownApps
from bot.channels.vk.answers import PressAnswers
from bot.channels.vk.community import LONG_POLL, Community, OtherCommunity, hear_what_we_must, meet
from bot.channels.vk.errors import Remedy, VkError, VkUnavailable, remedy
from bot.channels.vk.line import NO_RIGHT, Line
from bot.channels.vk.patience import Backoff, Patience
from bot.channels.vk.standing import LISTENING, MISSING_RIGHT, OTHER_COMMUNITY, SWITCH_ON, UNREACHABLE
from bot.channels.vk.sweep import Sweeper
from bot.channels.vk.updates import received
from knowledge.clock import Clock

log = logging.getLogger(__name__)

LOST: Final = 1
KEY_EXPIRED: Final = 2
SWITCHED_OFF: Final = 100
"""groups.getLongPollServer: the community has its Long Poll API switched off."""
MOST_FAILURES: Final = 3
"""In a row and without a pause; then something is wrong that asking again does not mend."""


@dataclass(frozen=True, slots=True)
class Ears:
    """What hears each event beside the inbox."""

    apps: KnownApps
    answers: PressAnswers


@dataclass(frozen=True, slots=True)
class _Server:
    address: str
    key: str
    ts: str


@dataclass(frozen=True, slots=True)
class _Polled:
    ts: str | None
    updates: Sequence[object]
    failed: int


class Receiver:
    """Listens for one community until cancelled; whatever happens to VK, it goes on where it was."""

    def __init__(
        self, line: Line, ears: Ears, clock: Clock, patience: Patience, group_id: int | None = None
    ) -> None:
        self._line = line
        self._ears = ears
        self._patience = patience
        self._group_id = group_id
        self._backoff = Backoff(patience.first, patience.longest)
        self._ts: str | None = None
        self._check_at = 0.0
        self._failures = 0
        self._sweeper = Sweeper(line, clock, patience)
        self.community: Community | None = None

    async def listen(self, inbox: RawInbox) -> None:
        """Receive for ever."""
        while True:
            pause = await self._until_trouble(inbox)
            await asyncio.sleep(pause)

    async def _until_trouble(self, inbox: RawInbox) -> float:
        """Receive until something goes wrong; seconds to wait then."""
        try:
            await self._session(inbox)
        except VkError as error:
            return self._refused(error)
        except OtherCommunity:
            self._line.standing.trouble(LISTENING, OTHER_COMMUNITY)
            return self._patience.refused
        except VkUnavailable as error:
            log.debug("vk-no-answer", extra={"error": str(error)})
            self._line.standing.trouble(LISTENING, UNREACHABLE)
        except Exception:  # the inbox cannot be written: VK keeps the events for us
            log.exception("vk-listening-failed")
        return self._backoff.pause()

    def _refused(self, error: VkError) -> float:
        standing = self._line.standing
        if error.code == SWITCHED_OFF:
            standing.trouble(LISTENING, SWITCH_ON, LONG_POLL)
            self._check_at = 0.0
            return self._patience.refused
        if remedy(error.code) is Remedy.ACCESS:
            if error.code == NO_RIGHT:
                standing.trouble(LISTENING, MISSING_RIGHT, error.method)
            return self._patience.refused
        standing.trouble(LISTENING, UNREACHABLE)
        return self._backoff.pause()

    async def _session(self, inbox: RawInbox) -> None:
        community = self.community = self.community or await meet(self._line, self._group_id)
        await self._see_to_events(community)
        server = await self._server(community)
        self._ts = self._ts or await inbox.cursor("vk")
        if self._ts is None:
            await self._go_on_from(inbox, server.ts)
        while True:
            polled = await self._poll(server)
            if polled.failed:
                server = await self._mend(inbox, polled, server, community)
            else:
                await self._record(inbox, polled, community)
                await self._see_to_events(community)
                await self._sweeper.listened(inbox, community.id, is_quiet=not polled.updates)

    async def _see_to_events(self, community: Community) -> None:
        """At the start; then again and again while somebody must switch something on."""
        now = asyncio.get_running_loop().time()
        if now >= self._check_at:
            hears = await hear_what_we_must(self._line, community)
            self._check_at = inf if hears else now + self._patience.refused

    async def _server(self, community: Community) -> _Server:
        match await self._line.call("groups.getLongPollServer", group_id=community.id):
            case {"server": str(address), "key": str(key), "ts": str() | int() as ts}:
                return _Server(address if "://" in address else f"https://{address}", key, str(ts))
        raise VkUnavailable("groups.getLongPollServer: no server")

    async def _poll(self, server: _Server) -> _Polled:
        wait = self._patience.quiet if self._sweeper.is_due else self._patience.poll
        params = {"key": server.key, "ts": self._ts or server.ts, "wait": str(wait)}
        answer = await self._line.client.poll(server.address, params, wait + self._patience.grace)
        polled = _polled(answer)
        self._line.standing.works(LISTENING)
        self._backoff.reset()
        return polled

    async def _mend(self, inbox: RawInbox, polled: _Polled, server: _Server, community: Community) -> _Server:
        """What `failed` asks for: 1 go on from a newer `ts`, 2 a new key, 3 both anew."""
        self._failures += 1
        if self._failures > MOST_FAILURES:
            self._failures = 0
            raise VkUnavailable("long poll: fails again and again")
        log.info("vk-long-poll-failed", extra={"failed": polled.failed})
        if polled.failed == LOST and polled.ts is not None:
            await self._go_on_from(inbox, polled.ts)
            self._sweeper.lost()
            return server
        fresh = await self._server(community)
        if polled.failed != KEY_EXPIRED:
            await self._go_on_from(inbox, fresh.ts)
            self._sweeper.lost()
        return fresh

    async def _go_on_from(self, inbox: RawInbox, ts: str) -> None:
        await inbox.record_raw("vk", [], cursor=ts)
        self._ts = ts

    async def _record(self, inbox: RawInbox, polled: _Polled, community: Community) -> None:
        self._failures = 0
        for update in polled.updates:
            self._ears.apps.learn(update)
        rows = [row for update in polled.updates for row in received(update, community.id)]
        if rows or polled.ts != self._ts:
            await inbox.record_raw("vk", rows, cursor=polled.ts)
        self._ts = polled.ts
        for update in polled.updates:
            self._ears.answers.add(update)


def _polled(answer: Any) -> _Polled:
    match answer:
        case {"failed": int(failed), **more}:
            ts = more.get("ts")
            return _Polled(None if ts is None else str(ts), (), failed)
        case {"ts": str() | int() as ts, "updates": list(updates)}:
            return _Polled(str(ts), updates, 0)
    raise VkUnavailable("long poll: not an answer")
