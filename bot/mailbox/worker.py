"""Answer the inbox: many talks side by side, one message after the other within a talk.

A turn is read, think, write: the states of a claimed batch are read together, the engine thinks with no
transaction open, and the committer writes mark, state and replies at once. Which talks are being answered is
known in memory only (docs/decisions/0002): after a crash every waiting row is simply found again.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.platforms import Platforms
from bot.dialogue.messages import Address
from bot.errors import AlreadyAnswered, StaleTurn
from bot.mailbox.answering import Answering
from bot.mailbox.bell import Bell, heard
from bot.mailbox.flight_recorder import FlightRecorder
from bot.mailbox.inbox import INBOX, Letter, SqlInbox
from bot.mailbox.places import Places
from bot.storage.states import Loaded, States

log = logging.getLogger(__name__)

SAFETY_SECONDS: Final = 5.0
"""Look into SQL at least so often, whatever the bell says."""
PAUSE_SECONDS: Final = 1.0
"""How long a talk rests when its turn could not be stored (a full disk, a locked database)."""
MOST_STALE: Final = 10
"""So often a turn may be overtaken by what others store; then somebody disagrees with themselves."""
SUSPECT: Final = 2
"""A letter over which the process died so often is thought about with nothing beside it: if the process dies
again, it was this one."""


class Worker:
    """Takes waiting rows and has them answered."""

    def __init__(
        self,
        *,
        inbox: SqlInbox,
        states: States,
        answering: Answering,
        platforms: Platforms,
        recorder: FlightRecorder,
        bell: Bell,
    ) -> None:
        self._inbox = inbox
        self._states = states
        self._answering = answering
        self._platforms = platforms
        self._recorder = recorder
        self._bell = bell
        self._talks: set[Address] = set()
        self._people: set[str] = set()
        self._places = Places(self._look_again)
        self._stale: Counter[int] = Counter()
        self._is_alone = False
        self._stopping = False
        self._more = False
        """Does something wait that could not be taken when we last looked?"""
        self._ear: asyncio.Event | None = None

    def stop(self) -> None:
        """Take nothing more; `run` returns when the turns under way are stored."""
        self._stopping = True
        self._bell.ring([INBOX])

    async def run(self) -> None:
        """Answer until `stop`."""
        await self._inbox.count_crashes(self._recorder.recovered())
        async with self._bell.listening(INBOX) as ear, asyncio.TaskGroup() as tasks:
            self._ear = ear
            while not self._stopping:
                ear.clear()
                for letter, loaded in await self._claimed():
                    tasks.create_task(self._answer(letter, loaded))
                await heard(ear, SAFETY_SECONDS)

    async def _claimed(self) -> list[tuple[Letter, Loaded]]:
        """What may be answered now; nothing, after a pause, while the database cannot be read."""
        try:
            return await self._claim()
        except SQLAlchemyError as error:
            log.warning("inbox-not-read", extra={"error": type(error).__name__})
            await asyncio.sleep(PAUSE_SECONDS)
            return []

    async def _claim(self) -> list[tuple[Letter, Loaded]]:
        """Take the next message of each talk that rests, with its state."""
        room = self._places.room(len(self._talks))
        self._more = True  # until we know: what ends while we look must make us look again
        if room <= 0 or self._is_alone:
            return []
        talks = frozenset(self._talks)  # whoever is answered while we read would be found waiting still
        heads = await self._inbox.heads(room, talks, self._platforms.missing)
        letters = self._choose(heads.letters)
        busy = frozenset(self._people)  # a person who was answered while we read may have changed since
        states = await self._states.load([letter.address for letter in letters])
        taken = [
            (letter, states[letter.address])
            for letter in letters
            if self._take(letter, states[letter.address].person_id, busy)
        ]
        self._more = heads.more or len(taken) < len(heads.letters)
        return taken

    def _choose(self, letters: Sequence[Letter]) -> Sequence[Letter]:
        suspects = [letter for letter in letters if letter.crashes >= SUSPECT]
        if not suspects:
            return letters
        return [] if self._talks else suspects[:1]

    def _take(self, letter: Letter, person_id: str | None, busy: Collection[str]) -> bool:
        if person_id and (person_id in busy or person_id in self._people):
            return False
        self._talks.add(letter.address)
        self._is_alone = letter.crashes >= SUSPECT
        if person_id:
            self._people.add(person_id)
        return True

    async def _answer(self, letter: Letter, loaded: Loaded) -> None:
        try:
            with self._places.taken():
                await self._answer_or_put_aside(letter, loaded)
        except AlreadyAnswered:
            log.warning("turn-already-answered", extra={"inbox": letter.id})
        except SQLAlchemyError as error:
            self._more = True
            log.warning("turn-not-stored", extra={"inbox": letter.id, "error": type(error).__name__})
            await asyncio.sleep(PAUSE_SECONDS)
        finally:
            self._talks.discard(letter.address)
            self._people.discard(loaded.person_id or "")
            self._is_alone = False
            self._look_again()

    def _look_again(self) -> None:
        if self._more and self._ear:
            self._ear.set()

    async def _answer_or_put_aside(self, letter: Letter, loaded: Loaded) -> None:
        """Whatever breaks over one letter stops nobody else, and not for ever."""
        try:
            await self._answering.answer(letter, loaded)
        except StaleTurn:  # it is found again at once, and thought out from what is true now
            log.info("turn-stale", extra={"inbox": letter.id})
            self._more = True
            self._stale[letter.id] += 1
            if self._stale[letter.id] < MOST_STALE:
                return
        except (AlreadyAnswered, SQLAlchemyError):
            raise
        except Exception:
            log.exception("turn-broke", extra={"inbox": letter.id})
        else:
            self._stale.pop(letter.id, None)
            return
        self._stale.pop(letter.id, None)
        await self._answering.put_aside(letter, loaded)
