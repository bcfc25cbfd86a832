"""Several people's talks over one database: the real engine, the real book of staff, the real clerks."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

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
from bot.dialogue.staff import Member, Role
from bot.dialogue.state import State
from bot.dialogue.turn import Books
from bot.errors import StaleTurn
from bot.mailbox.quiet import Quiet
from bot.mailbox.turns import Desk, Turn, new_person_id, store_quiet_turns, store_turns
from bot.organisation import shipped_organisation
from bot.staff.alarm import Alarm
from bot.staff.book import SqlStaffBook
from bot.staff.clerks import StaffClerks
from bot.staff.records import add_member
from bot.staff.roles import Roles
from bot.storage.erase import Eraser
from bot.storage.states import Loaded, States
from bot.storage.tables import WAITING, inbox, outbox
from bot.texts import russian
from knowledge.database import Database, metadata, sqlite_url
from tests.unit.bot.dialogue.conversation import HOME, NOON, shelf

KEY: Final = b"a secret of thirty-two bytes ...."
VK_GROUP: Final = 777
MOST_TURNS: Final = 5


def telegram(account: int) -> Address:
    return Address(channel="telegram", account=str(account))


def vk(account: int) -> Address:
    return Address(channel="vk", account=str(account))


OWNER: Final = telegram(1001)
"""An owner by the settings."""
STRANGER: Final = telegram(5005)


class Office:
    """A consultant with staff."""

    def __init__(
        self, database: Database, owners: Collection[Address], push: Collection[ChannelName]
    ) -> None:
        self.database = database
        self.roles = Roles(owners)
        self.book = SqlStaffBook(database, self.roles, KEY, VK_GROUP)
        self.now = NOON
        self.turns_thought = 0
        self._people: dict[Address, Person] = {}
        self._engine = Engine(
            knowledge=shelf(),
            texts=russian(),
            organisation=shipped_organisation(),
            home_region=HOME,
            books=Books(
                staff=self.book,
                deep_links={
                    "telegram": lambda payload: f"https://t.me/our_bot?start={payload}",
                    "vk": lambda payload: None,
                },
            ),
        )
        alarm = Alarm(self.roles, russian(), ZoneInfo("Asia/Yekaterinburg"), push, VK_GROUP)
        self.clerks = StaffClerks(self.roles, alarm)
        self._desk = Desk(Eraser(KEY), clerks=self.clerks.table(), returned=alarm.catch_up)
        self.states = States(database, self.roles.of)

    def person(self, address: Address) -> "Person":
        """The talk of an account, the same each time."""
        return self._people.setdefault(address, Person(self, address))

    async def staff(self, address: Address, role: Role, name: str) -> "Person":
        """Somebody on the list."""
        async with self.database.write() as connection:
            await add_member(connection, Member(address, role, name), self.now)
        return self.person(address)

    def later(self, **step: int) -> None:
        self.now += timedelta(**step)

    async def receive(self, address: Address, content: Content) -> list[Outgoing]:
        """One turn, as the mailbox takes it: thought out anew for as long as it is stale."""
        id_ = await self.record(address)
        for _ in range(MOST_TURNS):
            before = (await self.states.load([address]))[address]
            after, replies = await self.think(address, content, before)
            try:
                await self.store(id_, address, before, after, replies)
            except StaleTurn:
                continue
            return replies
        raise AssertionError(f"the turn stays stale: {content}")

    async def think(self, address: Address, content: Content, before: Loaded) -> tuple[State, list[Outgoing]]:
        self.turns_thought += 1
        incoming = Incoming(address=address, key=str(self.turns_thought), content=content)
        return await self._engine.reply(incoming, before.state, self.now)

    async def store(
        self, id_: int, address: Address, before: Loaded, after: State, replies: Sequence[Outgoing]
    ) -> None:
        person_id = (before.person_id or new_person_id()) if after.person else None
        turn = Turn(
            id=id_,
            address=address,
            before=before,
            after=after,
            replies=replies,
            at=self.now,
            person_id=person_id,
        )
        async with self.database.write() as connection:
            await store_turns(connection, [turn], self._desk)

    async def notice(self, address: Address, *, may_write: bool) -> None:
        """The platform says that somebody blocks us, or does not any more."""
        quiet = Quiet(await self.record(address), address, self.now, may_write)
        async with self.database.write() as connection:
            await store_quiet_turns(connection, [quiet], self._desk)

    async def record(self, address: Address) -> int:
        """A row of the inbox that waits."""
        async with self.database.write() as connection:
            count = await connection.scalar(select(func.count()).select_from(inbox))
            row = {**address.model_dump(), "key": f"{count}", "payload": "{}", "state": WAITING}
            made = await connection.execute(inbox.insert().values(**row, received_at=self.now))
        (id_,) = made.inserted_primary_key or (0,)
        return int(id_)

    async def letters(self, address: Address) -> list[Outgoing]:
        """Everything that has been written to an account."""
        async with self.database.read() as connection:
            mine = (outbox.c.channel == address.channel, outbox.c.account == address.account)
            rows = await connection.execute(select(outbox).where(*mine).order_by(outbox.c.id))
            return [Outgoing.model_validate_json(row.payload) for row in rows if row.payload]

    async def rows(self, table: Table) -> Sequence[Any]:
        async with self.database.read() as connection:
            return (await connection.execute(select(table))).all()

    async def logged(self) -> list[tuple[str, str, str]]:
        """The log, the oldest first: who, what, about."""
        entries = await self.book.log(0, 100)
        return [(entry.who, entry.what, entry.about) for entry in reversed(entries)]


class Person:
    """One account's talk. `said` holds the newest replies."""

    def __init__(self, office: Office, address: Address) -> None:
        self.office = office
        self.address = address
        self.said: list[Outgoing] = []

    async def receive(self, content: Content) -> str:
        self.said = await self.office.receive(self.address, content)
        return self.text

    async def write(self, text: str) -> str:
        return await self.receive(TextSaid(text=text))

    async def act(self, action: str) -> str:
        return await self.receive(ButtonPressed(action=action))

    async def press(self, label: str) -> str:
        return await self.act(self.button(label).action or "")

    async def start(self, payload: str = "") -> str:
        return await self.receive(Started(payload=payload))

    async def role(self) -> Role | None:
        return (await self.office.states.load([self.address]))[self.address].state.role

    def button(self, label: str) -> Button:
        return next(button for button in self.buttons if button.label == label)

    @property
    def buttons(self) -> list[Button]:
        return [button for reply in self.said for row in reply.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    @property
    def text(self) -> str:
        return "\n".join(reply.text for reply in self.said)


@asynccontextmanager
async def open_office(
    folder: Path,
    owners: Collection[Address] = (OWNER,),
    push: Collection[ChannelName] = ("telegram", "vk"),
    now: datetime = NOON,
) -> AsyncIterator[Office]:
    database = Database(sqlite_url(folder / "test.db"))
    async with database.write() as connection:
        await connection.run_sync(metadata.create_all)
    try:
        office = Office(database, owners, push)
        office.now = now
        yield office
    finally:
        await database.close()
