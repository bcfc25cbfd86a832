"""Answer the inbox: many talks side by side, one message after the other within a talk.

A turn is read, think, write: the states of a claimed batch are read together, the engine thinks with no
transaction open, and the committer writes mark, state and replies at once. Which talks are being answered is
known in memory only (docs/decisions/0002): after a crash every waiting row is simply found again.
"""

import asyncio
import logging
from collections.abc import Collection
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.dialogue.messages import Address
from bot.errors import AlreadyAnswered, StaleTurn
from bot.mailbox.bell import Bell, heard
from bot.mailbox.inbox import INBOX, Letter, SqlInbox
from bot.mailbox.thinking import Thinker, Thought
from bot.mailbox.turns import Turn, Turns, new_person_id
from bot.metrics import Metrics
from bot.storage.states import Loaded, States
from knowledge.clock import Clock

log = logging.getLogger(__name__)

AT_ONCE: Final = 64
SAFETY_SECONDS: Final = 5.0
"""Look into SQL at least so often, whatever the bell says."""
PAUSE_SECONDS: Final = 1.0
"""How long a talk rests when its turn could not be stored (a full disk, a locked database)."""


class Worker:
    """Takes waiting rows, has them answered, stores the turns."""

    def __init__(  # noqa: PLR0913 - the one place where all parts of the mailbox meet
        self,
        *,
        inbox: SqlInbox,
        states: States,
        thinker: Thinker,
        turns: Turns,
        bell: Bell,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._inbox = inbox
        self._states = states
        self._thinker = thinker
        self._turns = turns
        self._bell = bell
        self._clock = clock
        self._metrics = metrics
        self._talks: set[Address] = set()
        self._people: set[str] = set()
        self._stopping = False

    def stop(self) -> None:
        """Take nothing more; `run` returns when the turns under way are stored."""
        self._stopping = True
        self._bell.ring([INBOX])

    async def run(self) -> None:
        """Answer until `stop`."""
        async with self._bell.listening(INBOX) as ear, asyncio.TaskGroup() as tasks:
            while not self._stopping:
                ear.clear()
                for letter, loaded in await self._claim():
                    tasks.create_task(self._answer(letter, loaded))
                await heard(ear, SAFETY_SECONDS)

    async def _claim(self) -> list[tuple[Letter, Loaded]]:
        """Take the next message of each talk that rests, with its state."""
        room = AT_ONCE - len(self._talks)
        if room <= 0:
            return []
        letters = await self._inbox.heads(room, self._talks)
        busy = frozenset(self._people)  # a person who was answered while we read may have changed since
        states = await self._states.load([letter.address for letter in letters])
        return [
            (letter, states[letter.address])
            for letter in letters
            if self._take(letter.address, states[letter.address].person_id, busy)
        ]

    def _take(self, address: Address, person_id: str | None, busy: Collection[str]) -> bool:
        if person_id and (person_id in busy or person_id in self._people):
            return False
        self._talks.add(address)
        if person_id:
            self._people.add(person_id)
        return True

    async def _answer(self, letter: Letter, loaded: Loaded) -> None:
        try:
            await self._turn(letter, loaded)
        except AlreadyAnswered:
            log.warning("turn-already-answered", extra={"inbox": letter.id})
        except StaleTurn:  # it is found again at once, and thought out from what is true now
            log.info("turn-stale", extra={"inbox": letter.id})
        except SQLAlchemyError as error:
            log.warning("turn-not-stored", extra={"inbox": letter.id, "error": type(error).__name__})
            await asyncio.sleep(PAUSE_SECONDS)
        finally:
            self._talks.discard(letter.address)
            self._people.discard(loaded.person_id or "")
            self._bell.ring([INBOX])

    async def _turn(self, letter: Letter, loaded: Loaded) -> None:
        began, now = asyncio.get_running_loop().time(), self._clock.now()
        self._metrics.inbox_lag_seconds.observe(max(0.0, (now - letter.received_at).total_seconds()))
        thought = await self._thinker.think(letter, loaded.state, now)
        await self._turns.store(
            Turn(
                id=letter.id,
                address=letter.address,
                before=loaded,
                after=thought.after,
                replies=thought.replies,
                at=now,
                person_id=(loaded.person_id or new_person_id()) if thought.after.person else None,
                is_dead=thought.outcome == "dead",
            )
        )
        self._bell.ring([letter.address, letter.address.channel])
        self._report(letter, thought, asyncio.get_running_loop().time() - began)

    def _report(self, letter: Letter, thought: Thought, seconds: float) -> None:
        channel = letter.address.channel
        self._metrics.turns.labels(channel, thought.outcome).inc()
        self._metrics.turn_seconds.observe(seconds)
        facts = {"inbox": letter.id, "channel": channel, "scene": thought.after.conversation.scene}
        log.info("turn", extra={**facts, "outcome": thought.outcome, "ms": round(seconds * 1000, 1)})
