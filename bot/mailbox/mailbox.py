"""The mailbox: its parts put together over one database."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.channel import PushChannel
from bot.dialogue.messages import ChannelName
from bot.dialogue.state import Order
from bot.mailbox.bell import Bell
from bot.mailbox.committer import Committer
from bot.mailbox.inbox import SqlInbox
from bot.mailbox.mail import OutboxMail
from bot.mailbox.outbox import Outbox
from bot.mailbox.sender import Sender
from bot.mailbox.thinking import Thinker
from bot.mailbox.turns import Clerk, Desk, Split, Turns
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

    async def run(self) -> None:
        """Read and write for the others, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.committer.run())
            group.create_task(self.mail.run())

    def sender(self, channel: PushChannel) -> Sender:
        """Who delivers to this platform."""
        return Sender(channel, self.outbox, self.bell, self.clock)


def open_mailbox(  # noqa: PLR0913 - the one place where all parts of the mailbox are made
    *,
    database: Database,
    clock: Clock,
    thinker: Thinker,
    secret: bytes,
    metrics: Metrics,
    splits: Mapping[ChannelName, Split] | None = None,
    clerks: Mapping[type[Order], Clerk] | None = None,
    read_roles: ReadRoles | None = None,
) -> Mailbox:
    """Put the parts together; `secret` keys the hashes of consents."""
    bell = Bell()
    committer = Committer(database)
    inbox = SqlInbox(database, committer, clock, bell)
    worker = Worker(
        inbox=inbox,
        states=States(database, read_roles),
        thinker=thinker,
        turns=Turns(committer, Desk(Eraser(secret), splits or {}, clerks or {})),
        bell=bell,
        clock=clock,
        metrics=metrics,
    )
    return Mailbox(
        clock=clock,
        bell=bell,
        committer=committer,
        inbox=inbox,
        outbox=Outbox(database, committer, clock),
        mail=OutboxMail(database, committer, bell),
        worker=worker,
    )
