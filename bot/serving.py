"""Run the built parts in one TaskGroup, and stop them in the right order."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.channel import Channel
from bot.dialogue.messages import Address, Incoming, TextSaid
from bot.dialogue.state import State
from bot.knowledge_desk import KnowledgeDesk
from bot.mailbox.mailbox import Mailbox
from bot.mailbox.sweeper import keep_swept
from bot.mailbox.thinking import Engine
from bot.messengers import Messengers
from bot.metrics import Metrics
from bot.path_desk import PathDesk
from bot.staff.watch import StaffWatch
from bot.storage.counts import count_queues
from bot.supervision import Supervisor
from knowledge.catalogue import Catalogue
from knowledge.clock import Clock
from knowledge.database import Database
from knowledge.language.model.port import NoModel
from knowledge.search.retriever import Retriever
from knowledge.shipped import bring_in_shipped

if TYPE_CHECKING:
    from knowledge.language.model.openai_model import OpenAiModel

log = logging.getLogger(__name__)

TURNS_END_SECONDS: Final = 11.0
"""How long turns under way may take after a stop; what is cut then is answered after the next start."""
RARELY: Final = (20_000, 20, 20)
"""How often the collector looks: turns leave few cycles, and looking took a twentieth of their time."""
INDEX_SECONDS: Final = (2.0, 60.0)
"""Chroma waits at least and at most so long."""
MODEL_SECONDS: Final = (1.0, 60.0)
"""So does the library of the language model."""

Start = Callable[[str, Callable[[], Awaitable[None]]], asyncio.Task[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What every face of the consultant needs."""

    database: Database
    catalogue: Catalogue
    desk: KnowledgeDesk
    retriever: Retriever
    engine: Engine
    path_desk: PathDesk
    mailbox: Mailbox
    metrics: Metrics
    clock: Clock
    messengers: Messengers
    model: OpenAiModel | NoModel
    staff_watch: StaffWatch

    async def report(self) -> tuple[bool, Mapping[str, str]]:
        """Is everything there to answer, and how is each part? A dead messenger does not stop the others."""
        try:
            await self.catalogue.version()
        except SQLAlchemyError:
            database = "failed"
        else:
            database = "ok"
        catalogue = "loaded" if self.desk.is_loaded else "loading"
        parts: dict[str, str] = {"database": database, "catalogue": catalogue, "index": self.retriever.state}
        parts["model"] = self.model.state
        return database == "ok" and self.desk.is_loaded, parts | dict(self.messengers.states())

    async def refresh(self) -> None:
        """Count the queues for the figures."""
        counts = await count_queues(self.database)
        self.metrics.inbox_waiting.set(counts.inbox)
        self.metrics.outbox_waiting.set(counts.outbox)
        self.metrics.dead_letters.set(counts.dead)
        for name, state in self.messengers.states().items():
            self.metrics.channel_ok.labels(name).set(state == "ok")


@dataclass(frozen=True, slots=True)
class App:
    """The whole consultant."""

    parts: Parts
    channels: Sequence[Channel]
    doors: Sequence[asyncio.Event] = ()
    """Set by channels that accept connections, while they do."""

    async def run(self, on_ready: Callable[[], None], stop: asyncio.Event) -> None:
        """Serve until `stop` is set or no channel listens any more; then finish the turns under way.

        `on_ready` is called when everything is there to answer and every door is open.
        """
        gc.set_threshold(*RARELY)
        supervisor = Supervisor(lambda part: self.parts.metrics.restarts.labels(part).inc())
        async with asyncio.TaskGroup() as group:

            def start(name: str, run: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
                return group.create_task(supervisor.keep(name, run), name=name)

            aides = [start("mailbox", self.parts.mailbox.run)]
            intake = [start(one.name, partial(one.listen, self.parts.mailbox.inbox)) for one in self.channels]
            await self._load()
            worker = start("worker", self.parts.mailbox.worker.run)
            aides += self._start_aides(start)
            intake += self._start_messengers(start)
            announcing = group.create_task(self._announce(on_ready))
            await self._serve(intake, stop)
            announcing.cancel()
            await self._finish(worker)
            for task in aides:
                task.cancel()

    async def _load(self) -> None:
        if report := await bring_in_shipped(self.parts.catalogue):
            log.info("catalogue-imported", extra={"added": len(report.added), "changed": len(report.changed)})
        await self.parts.desk.load()
        await self._warm_up()

    async def _announce(self, on_ready: Callable[[], None]) -> None:
        for door in self.doors:
            await door.wait()
        on_ready()

    async def _warm_up(self) -> None:
        """Talk once for nobody: what is read at first use (dictionaries, lexicons) must not slow a person."""
        words = TextSaid(text=self.parts.desk.measures()[0].title)
        nobody = Incoming(address=Address(channel="console", account="-"), key="-", content=words)
        try:
            await self.parts.engine.reply(nobody, State(), self.parts.clock.now())
        except Exception:
            log.exception("warm-up-failed")

    def _start_aides(self, start: Start) -> list[asyncio.Task[None]]:
        there = self.parts.messengers
        senders = {f"{one.name}-sender": partial(there.deliver, one) for one in there.all}
        aides: dict[str, Callable[[], Awaitable[None]]] = {
            **senders,
            "catalogue": self.parts.desk.watch,
            "index": self._index,
            "model": self._model,
            "staff": self.parts.staff_watch.run,
            "sweeper": partial(keep_swept, self.parts.database, self.parts.clock, there.unused),
        }
        return [start(name, run) for name, run in aides.items()]

    async def _index(self) -> None:
        """Loading the solver and Chroma takes a core for seconds: people and messengers come first."""
        await self.parts.messengers.opened(*INDEX_SECONDS)
        await self.parts.path_desk.warm()
        await self.parts.retriever.run()

    async def _model(self) -> None:
        """Its library takes a second, too; until it is there every call is absent."""
        await self.parts.messengers.opened(*MODEL_SECONDS)
        await self.parts.model.run()

    def _start_messengers(self, start: Start) -> list[asyncio.Task[None]]:
        there = self.parts.messengers
        return [start(one.name, partial(there.listen, one)) for one in there.all]

    async def _serve(self, intake: Sequence[asyncio.Task[None]], stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as waits:
            stopped = waits.create_task(stop.wait())
            ended = waits.create_task(asyncio.wait(intake))
            await asyncio.wait([stopped, ended], return_when=asyncio.FIRST_COMPLETED)
            log.info("stopping")
            for task in (*intake, stopped, ended):
                task.cancel()
        await asyncio.wait(intake)

    async def _finish(self, worker: asyncio.Task[None]) -> None:
        self.parts.mailbox.worker.stop()
        _done, late = await asyncio.wait([worker], timeout=TURNS_END_SECONDS)
        for task in late:
            log.warning("turns-cut")
            task.cancel()
        await self.parts.messengers.flush()
