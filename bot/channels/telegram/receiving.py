"""Receive updates: record first, confirm after; outlive everything that a network and a platform may do."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final, Never

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import ClientTimeout

from bot.channels.channel import RawInbox
from bot.channels.lenient_json import loads
from bot.channels.telegram.callbacks import Callbacks
from bot.channels.telegram.standing import Standing
from bot.channels.telegram.updates import TELEGRAM, WANTED, callback_id, receive_all, update_id

log = logging.getLogger(__name__)

WRONG_TOKEN: Final = (401, 404)
CONFLICT: Final = 409
TOO_MANY: Final = 429
_MAY_DIFFER: Final = Random()
"""Chance that keeps many bots from coming back at the same instant."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds: how long a poll waits, pauses after trouble (growing), between tries of a wrong token.

    A poll that hangs and the longest pause together stay below a minute: so soon is Telegram heard again.
    """

    poll: int = 25
    grace: float = 10.0
    first_pause: float = 1.0
    longest_pause: float = 20.0
    connect: float = 10.0
    wrong_token: float = 60.0

    def pause(self, troubles: int) -> float:
        """After so many troubles in a row (1 the first)."""
        longest = min(self.first_pause * 2.0 ** min(troubles - 1, 10), self.longest_pause)
        return longest * _MAY_DIFFER.uniform(0.5, 1.0)


class Refused(Exception):
    """Telegram answered `ok: false`."""

    def __init__(self, code: int, words: str, retry_after: float | None) -> None:
        super().__init__(f"error {code}")
        self.code = code
        self.is_webhook = "webhook" in words
        self.retry_after = retry_after


class _NotRecorded(Exception):
    """Our own disk or database refused the updates: Telegram keeps them until we come again."""


class Receiver:
    """The one long poll of this bot."""

    def __init__(self, bot: Bot, standing: Standing, callbacks: Callbacks, rhythm: Rhythm) -> None:
        self._bot = bot
        self._standing = standing
        self._callbacks = callbacks
        self._rhythm = rhythm
        self._troubles = 0

    async def run(self, inbox: RawInbox) -> Never:
        """Receive until cancelled."""
        offset = 0
        while True:
            try:
                updates = await self._poll(offset)
                await self._record(inbox, updates)
            except Refused as refusal:
                await asyncio.sleep(await self._refused(refusal))
            except _NotRecorded:
                await asyncio.sleep(self._pause())
            except Exception as error:  # noqa: BLE001 - a network is down in more ways than we can list
                await asyncio.sleep(self._trouble(error))
            else:
                offset = next_offset(updates)
                await self._went_well(is_stuck=bool(updates) and not offset)

    async def _poll(self, offset: int) -> list[object]:
        """The updates from `offset` on; asking for them confirms all that are older."""
        asked = {"offset": offset, "timeout": self._rhythm.poll, "allowed_updates": WANTED}
        limit = self._rhythm.poll + self._rhythm.grace
        patience = ClientTimeout(total=limit, connect=self._rhythm.connect)
        session, url = await self._door("getUpdates")
        async with (
            asyncio.timeout(limit),
            session.post(url, json=asked, timeout=patience, allow_redirects=False) as response,
        ):
            return _result(await response.read())

    async def _door(self, method: str) -> tuple[Any, str]:
        session = self._bot.session
        if not isinstance(session, AiohttpSession):
            raise TypeError("an aiohttp session is needed")
        return await session.create_session(), session.api.api_url(self._bot.token, method)

    async def _record(self, inbox: RawInbox, updates: Sequence[object]) -> None:
        if not updates:
            return
        try:
            await inbox.record_raw(TELEGRAM, receive_all(updates))
        except Exception as error:
            log.exception("updates-not-recorded", extra={"channel": TELEGRAM, "updates": len(updates)})
            raise _NotRecorded from error
        self._callbacks.seen(id_ for raw in updates if (id_ := callback_id(raw)))

    async def _went_well(self, *, is_stuck: bool) -> None:
        self._troubles = 0
        self._standing.becomes("ok")
        if is_stuck:  # nothing of it can be confirmed: do not ask for it in a busy circle
            log.error("telegram-updates-without-number")
            await asyncio.sleep(self._rhythm.longest_pause)

    async def _refused(self, refusal: Refused) -> float:
        """What there is to do; seconds to wait then."""
        if refusal.code in WRONG_TOKEN:
            self._standing.becomes("wrong token")
            return self._rhythm.wrong_token
        if refusal.code == CONFLICT and refusal.is_webhook:
            return await self._drop_webhook()
        if refusal.code == CONFLICT:
            self._standing.becomes("another poller")
            return self._pause()
        if refusal.retry_after is not None:
            return refusal.retry_after
        return self._trouble(refusal)

    async def _drop_webhook(self) -> float:
        log.warning("telegram-webhook-dropped")
        try:
            await self._bot.delete_webhook()
        except Exception as error:  # noqa: BLE001 - as in run
            return self._trouble(error)
        return 0.0

    def _trouble(self, error: Exception) -> float:
        self._standing.becomes("unreachable", type(error).__name__)
        return self._pause()

    def _pause(self) -> float:
        self._troubles += 1
        return self._rhythm.pause(self._troubles)


def next_offset(updates: Sequence[object]) -> int:
    """Confirms these updates. 0 when there were none: all before are confirmed then, and after a silent week
    Telegram may go on with smaller numbers, which a high offset would throw away.
    """
    return max((number + 1 for raw in updates if (number := update_id(raw)) is not None), default=0)


def _result(body: bytes) -> list[object]:
    """The updates of an answer.

    Raises: Refused; ValueError when it is no answer of Telegram (a gateway's page, half a body).
    """
    read = loads(body)
    answer = read if isinstance(read, dict) else {}
    if answer.get("ok") is True and isinstance(answer.get("result"), list):
        found: list[object] = answer["result"]
        return found
    code, parameters = answer.get("error_code"), answer.get("parameters")
    if answer.get("ok") is not False or not isinstance(code, int):
        raise ValueError("no answer of Telegram")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    raise Refused(code, str(answer.get("description")), seconds if isinstance(seconds, int | float) else None)
