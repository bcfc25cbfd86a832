"""People who talk in several places: the real engine over the real mailbox and the real book of codes."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, func, select

from bot.dialogue.engine import Engine
from bot.dialogue.messages import (
    Address,
    Button,
    ButtonPressed,
    ChannelName,
    Content,
    Incoming,
    Outgoing,
    Started,
    TextSaid,
)
from bot.dialogue.state import State
from bot.dialogue.turn import Books, DeepLink
from bot.mailbox.bell import heard
from bot.mailbox.mailbox import Mailbox, open_mailbox
from bot.mailbox.thinking import Thinker
from bot.metrics import Metrics
from bot.organisation import Organisation, shipped_organisation
from bot.storage import tables
from bot.storage.link_clerks import link_clerks
from bot.storage.links import SqlLinkBook
from bot.storage.states import States
from bot.texts import russian
from knowledge.clock import FixedClock
from knowledge.database import Database, metadata, sqlite_url
from tests.talks import APOLOGY, CHANNELS, NOON, SECRET
from tests.unit.bot.dialogue.conversation import HOME, shelf

DOORS: Final[Mapping[ChannelName, DeepLink]] = {
    "telegram": lambda payload: f"https://t.me/helper?start={payload}",
    "vk": lambda payload: f"https://vk.me/helper?ref={payload}",
    "web": lambda payload: f"https://helper.example/chat?start={payload}",
}


@dataclass
class Place:
    """One account of somebody, and what was said to it last."""

    town: "Town"
    address: Address
    said: Sequence[Outgoing] = ()
    _upto: int = 0

    async def write(self, text: str) -> str:
        return await self.receive(TextSaid(text=text))

    async def press(self, label: str) -> str:
        """Press the button of this label in what was said last."""
        return await self.act(self.button(label).action or "")

    async def act(self, action: str) -> str:
        return await self.receive(ButtonPressed(action=action))

    async def start(self, payload: str = "") -> str:
        return await self.receive(Started(payload=payload))

    async def receive(self, content: Content) -> str:
        """Send a message, a second after the one before; the texts that came back, joined."""
        self.town.later(seconds=1)
        await self.send(content)
        await self.town.answered()
        return await self.read()

    async def send(self, content: Content) -> None:
        """Send a message and do not wait."""
        key = str(next(self.town.keys))
        await self.town.mailbox.inbox.record([Incoming(address=self.address, key=key, content=content)])

    async def read(self) -> str:
        """What came since the last look."""
        news = await self.town.mailbox.mail.waiting(self.address, self._upto)
        if news:
            self.said, self._upto = [one.message for one in news], news[-1].id
        return "\n".join(one.message.text for one in news)

    async def agree(self) -> "Place":
        """Give consent to processing and leave the questions that follow."""
        await self.act("consent")
        await self.press("Мне есть 14, разрешаю")
        await self.write("отмена")
        return self

    async def code(self, channel: str) -> str:
        """A fresh code for that channel, as it stands in its link."""
        await self.act(f"link-{channel}")
        url = next(button.url for button in self.buttons if button.url)
        return url.rpartition("w-")[2]

    async def join(self, other: "Place") -> str:
        """Enter a code of the other place here and say yes; what is said then."""
        await self.write(await other.code(self.address.channel))
        return await self.press("Да, он мой")

    async def state(self) -> State:
        return (await States(self.town.database).load([self.address]))[self.address].state

    def button(self, label: str) -> Button:
        return next(button for button in self.buttons if button.label == label)

    @property
    def buttons(self) -> list[Button]:
        return [button for reply in self.said for row in reply.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]


@dataclass(frozen=True)
class Town:
    """One running consultant."""

    database: Database
    clock: FixedClock
    mailbox: Mailbox
    keys: "count[int]" = field(default_factory=count)

    def place(self, channel: ChannelName, account: str = "anna") -> Place:
        return Place(self, Address(channel=channel, account=account))

    def later(self, **step: int) -> None:
        self.clock.advance(timedelta(**step))

    async def answered(self) -> None:
        """Return when no message waits."""
        async with self.mailbox.bell.listening(*CHANNELS) as ear:
            while await self.count(tables.inbox, tables.inbox.c.state == tables.WAITING):
                await heard(ear, 1)
                ear.clear()

    async def rows(self, table: Table) -> Sequence[Any]:
        async with self.database.read() as connection:
            return (await connection.execute(select(table))).all()

    async def count(self, table: Table, *where: Any) -> int:
        async with self.database.read() as connection:
            found = await connection.scalar(select(func.count()).select_from(table).where(*where))
        return int(found or 0)


@asynccontextmanager
async def open_town(folder: Path, organisation: Organisation | None = None) -> AsyncIterator[Town]:
    """A consultant at work over a database in this folder."""
    database = Database(sqlite_url(folder / "test.db"))
    async with database.write() as connection:
        await connection.run_sync(metadata.create_all)
    clock = FixedClock(NOON)
    engine = Engine(
        knowledge=shelf(),
        texts=russian(),
        organisation=organisation or shipped_organisation(),
        home_region=HOME,
        books=Books(links=SqlLinkBook(database, States(database), SECRET), deep_links=DOORS),
    )
    mailbox = open_mailbox(
        database=database,
        clock=clock,
        thinker=Thinker(engine, APOLOGY),
        secret=SECRET,
        metrics=Metrics(),
        clerks=link_clerks(SECRET),
    )
    try:
        async with asyncio.TaskGroup() as tasks:
            reading_and_writing = tasks.create_task(mailbox.run())
            worker = tasks.create_task(mailbox.worker.run())
            try:
                yield Town(database, clock, mailbox)
            finally:
                mailbox.worker.stop()
                await worker
                reading_and_writing.cancel()
    finally:
        await database.close()
