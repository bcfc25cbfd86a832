"""A mailbox over a fresh database with a small engine of the test's own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, get_args

from sqlalchemy import Table, func, select

from bot.channels.platforms import Platforms
from bot.dialogue.messages import Address, ChannelName, Incoming, Outgoing, TextSaid
from bot.dialogue.state import Order, State
from bot.mailbox.bell import heard
from bot.mailbox.flight_recorder import FlightRecorder
from bot.mailbox.mailbox import Mailbox, open_mailbox
from bot.mailbox.thinking import Thinker
from bot.mailbox.turns import Clerk
from bot.metrics import Metrics
from bot.storage import tables
from bot.storage.states import ReadRoles
from knowledge.clock import FixedClock
from knowledge.database import Database, metadata, sqlite_url

NOON: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECRET: Final = b"a secret of thirty-two bytes ...."
APOLOGY: Final = "Что-то сломалось. Попробуй ещё раз."
FLOOD_NOTICE: Final = "Не так быстро."

CHANNELS: Final = get_args(ChannelName)
"""Their senders are rung for when something was answered."""

Reply = Callable[[Incoming, State], Awaitable[tuple[State, list[Outgoing]]]]


class Scripted:
    """An engine whose answer is a function of the test."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self.heard: list[Incoming] = []

    async def reply(self, incoming: Incoming, state: State, now: datetime) -> tuple[State, list[Outgoing]]:
        self.heard.append(incoming)
        return await self._reply(incoming, state)


async def echo(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
    """Says what it heard and counts in the conversation's memory."""
    count = int(str(state.conversation.memory.get("count", 0))) + 1
    conversation = state.conversation.model_copy(update={"memory": {"count": count}})
    text = incoming.content.text if isinstance(incoming.content, TextSaid) else "?"
    return state.model_copy(update={"conversation": conversation}), [Outgoing(text=f"{count}: {text}")]


@dataclass(frozen=True)
class Talks:
    """The mailbox under test and what tests ask of it."""

    database: Database
    clock: FixedClock
    engine: Scripted
    mailbox: Mailbox
    metrics: Metrics

    async def say(self, account: str, *texts: str, channel: str = "web") -> None:
        """Record messages with keys of their own."""
        start = await self.count(tables.inbox)
        await self.mailbox.inbox.record(
            [said(account, text, f"{account}:{start + index}", channel) for index, text in enumerate(texts)]
        )

    async def answered(self) -> None:
        """Return when no message waits."""
        async with self.mailbox.bell.listening(*CHANNELS) as ear:
            while await self.count(tables.inbox, tables.inbox.c.state == tables.WAITING):
                await heard(ear, 1)
                ear.clear()

    async def replies(self, account: str, count: int) -> list[str]:
        """What the outbox holds for the account once there is so much."""
        async with self.mailbox.bell.listening(web(account)) as ear:
            while len(found := await self.heard_back(account)) < count:
                await heard(ear, 1)
                ear.clear()
        return found

    async def heard_back(self, account: str, channel: str = "web") -> list[str]:
        """What the outbox holds for the account."""
        address = Address.model_validate({"channel": channel, "account": account})
        return [delivery.message.text for delivery in await self.mailbox.mail.waiting(address, 0)]

    async def rows(self, table: Table) -> Sequence[Any]:
        async with self.database.read() as connection:
            return (await connection.execute(select(table))).all()

    async def count(self, table: Table, *where: Any) -> int:
        async with self.database.read() as connection:
            found = await connection.scalar(select(func.count()).select_from(table).where(*where))
        return int(found or 0)


def web(account: str) -> Address:
    """An account of the site."""
    return Address(channel="web", account=account)


def said(account: str, text: str, key: str, channel: str = "web") -> Incoming:
    """A message in words."""
    address = Address.model_validate({"channel": channel, "account": account})
    return Incoming(address=address, key=key, content=TextSaid(text=text))


@asynccontextmanager
async def open_talks(
    folder: Path,
    reply: Reply = echo,
    *,
    works: bool = True,
    turn_seconds: float = 25.0,
    secret: bytes = SECRET,
    platforms: Platforms | None = None,
    recorder: FlightRecorder | None = None,
    read_roles: ReadRoles | None = None,
    clerks: Mapping[type[Order], Clerk] | None = None,
) -> AsyncIterator[Talks]:
    """A mailbox at work (or with a worker at rest: `works=False`); closing stops it as the app does."""
    database = Database(sqlite_url(folder / "test.db"))
    async with database.write() as connection:
        await connection.run_sync(metadata.create_all)
    clock, engine, metrics = FixedClock(NOON), Scripted(reply), Metrics()
    thinker = Thinker(engine, APOLOGY, turn_seconds)
    mailbox = open_mailbox(
        database=database,
        clock=clock,
        thinker=thinker,
        secret=secret,
        metrics=metrics,
        flood_notice=FLOOD_NOTICE,
        platforms=platforms,
        recorder=recorder,
        read_roles=read_roles,
        clerks=clerks,
    )
    try:
        async with asyncio.TaskGroup() as tasks:
            reading_and_writing = tasks.create_task(mailbox.run())
            worker = tasks.create_task(mailbox.worker.run()) if works else None
            try:
                yield Talks(database, clock, engine, mailbox, metrics)
            finally:
                mailbox.worker.stop()
                if worker:
                    await worker
                reading_and_writing.cancel()
    finally:
        await database.close()
