"""The mailbox: its parts put together over one database."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.channel import PushChannel
from bot.channels.platforms import Platforms
from bot.dialogue.state import Order
from bot.mailbox.answering import Answering
from bot.mailbox.bell import Bell
from bot.mailbox.committer import Committer
from bot.mailbox.flight_recorder import FlightRecorder
from bot.mailbox.inbox import SqlInbox
from bot.mailbox.mail import OutboxMail
from bot.mailbox.outbox import Outbox
from bot.mailbox.sender import Patience, Sender
from bot.mailbox.thinking import Thinker
from bot.mailbox.throttle import Throttle
from bot.mailbox.turns import Clerk, Desk, Returned, Turns, unnoticed
from bot.mailbox.worker import Worker
from bot.metrics import Metrics
from bot.storage.erase import Eraser
from bot.storage.states import ReadRoles, States
from knowledge.clock import Clock
from knowledge.database import Database


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`run` must outlive all else here; `worker.run` answers until `worker.stop`."""

    clock: Clock
    bell: Bell
    committer: Committer
    inbox: SqlInbox
    outbox: Outbox
    mail: OutboxMail
    worker: Worker
    metrics: Metrics

    async def run(self) -> None:
        """Read and write for the others, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.committer.run())
            group.create_task(self.mail.run())

    def sender(self, channel: PushChannel, patience: Patience | None = None) -> Sender:
        """Who delivers to this platform."""
        return Sender(
            channel,
            outbox=self.outbox,
            bell=self.bell,
            clock=self.clock,
            metrics=self.metrics,
            patience=patience,
        )


def open_mailbox(  # noqa: PLR0913 - the one place where all parts of the mailbox are made
    *,
    database: Database,
    clock: Clock,
    thinker: Thinker,
    secret: bytes,
    metrics: Metrics,
    flood_notice: str = "",
    platforms: Platforms | None = None,
    throttle: Throttle | None = None,
    recorder: FlightRecorder | None = None,
    clerks: Mapping[type[Order], Clerk] | None = None,
    returned: Returned = unnoticed,
    read_roles: ReadRoles | None = None,
) -> Mailbox:
    """Put the parts together; `secret` keys the hashes of consents."""
    bell = Bell()
    platforms, recorder = platforms or Platforms(), recorder or FlightRecorder()
    committer = Committer(database)
    inbox = SqlInbox(database, committer, clock, bell)
    answering = Answering(
        platforms=platforms,
        throttle=throttle or Throttle(),
        flood_notice=flood_notice,
        thinker=thinker,
        turns=Turns(committer, Desk(Eraser(secret), platforms.letters, clerks or {}, returned)),
        recorder=recorder,
        bell=bell,
        clock=clock,
        metrics=metrics,
    )
    worker = Worker(
        inbox=inbox,
        states=States(database, read_roles),
        answering=answering,
        platforms=platforms,
        recorder=recorder,
        bell=bell,
    )
    return Mailbox(
        clock=clock,
        bell=bell,
        committer=committer,
        inbox=inbox,
        outbox=Outbox(database, committer, clock),
        mail=OutboxMail(database, committer, bell),
        worker=worker,
        metrics=metrics,
    )
