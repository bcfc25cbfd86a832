"""A messenger that fails for minutes is in staff's inbox, once; menus follow the list."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from bot.dialogue.messages import ChannelName, Outgoing
from bot.dialogue.staff import Member
from bot.mailbox.bell import Bell
from bot.staff.items import close_item
from bot.staff.records import add_member, drop_member
from bot.staff.watch import StaffWatch
from bot.storage.tables import outbox, staff_items
from bot.texts import russian
from tests.unit.bot.staff.office import OWNER, Office, open_office, telegram, vk


class Hands:
    """A clock that the test moves."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def now(self) -> datetime:
        return self._office.now


class Menu:
    """A channel with a menu that remembers what it was told to show; it cannot change those of `refused`."""

    def __init__(self, name: ChannelName) -> None:
        self.name: ChannelName = name
        self.shown: list[tuple[set[str], set[str]]] = []
        self.refused: set[str] = set()

    async def show_commands(self, staff: Collection[str], others: Collection[str]) -> Collection[str]:
        self.shown.append((set(staff), set(others)))
        return {*staff, *others} - self.refused


def watch(office: Office, states: dict[ChannelName, str], *channels: object) -> StaffWatch:
    return StaffWatch(
        database=office.database,
        clock=Hands(office),
        roles=office.roles,
        texts=russian(),
        bell=Bell(),
        states=lambda: states,
        channels=channels,
    )


async def told(office: Office) -> list[tuple[str, str, str]]:
    """What staff were sent: to whom, and how it begins."""
    rows = await office.rows(outbox)
    texts = [Outgoing.model_validate_json(row.payload).text for row in rows]
    begun = [text.partition(" ")[2].partition(".")[0] for text in texts]
    return [(row.channel, row.account, words) for row, words in zip(rows, begun, strict=True)]


async def open_items(office: Office) -> list[tuple[str, str]]:
    return [(row.about, row.text) for row in await office.rows(staff_items) if row.closed_at is None]


async def test_a_messenger_that_fails_for_minutes_is_an_item_until_it_works_again(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        states: dict[ChannelName, str] = {"telegram": "unreachable", "vk": "ok"}
        watched = watch(office, states)
        await watched.look()
        office.later(minutes=5)
        await watched.look()
        assert await open_items(office) == []

        office.later(seconds=10)
        await watched.look()
        await watched.look()
        assert await open_items(office) == [("telegram", "unreachable")]
        owner = office.person(OWNER)
        assert "Не работает канал: Telegram" in await owner.write("/inbox")
        assert "unreachable" in await owner.press("1")

        states["telegram"] = "ok"
        await watched.look()
        office.later(minutes=2, seconds=1)
        await watched.look()
        assert await open_items(office) == []
        assert len(await office.rows(staff_items)) == 1


async def test_staff_are_told_of_a_trouble_once_and_once_of_its_end(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        async with office.database.write() as connection:
            await add_member(connection, Member(vk(3003), "editor", "Борис"), office.now)
        states: dict[ChannelName, str] = {"telegram": "unreachable", "vk": "ok"}
        watched = watch(office, states)
        for _ in range(4):
            await watched.look()
            office.later(minutes=4)
        assert await told(office) == [("vk", "3003", "Больше пяти минут не отвечает Telegram")]

        for state in ("ok", "unreachable", "ok"):  # it comes and goes: that is no end and no new trouble
            states["telegram"] = state
            await watched.look()
            office.later(minutes=1)
        assert len(await told(office)) == 1
        office.later(minutes=2)
        await watched.look()
        await watched.look()

        assert await told(office) == [
            ("vk", "3003", "Больше пяти минут не отвечает Telegram"),
            ("telegram", "1001", "Снова работает Telegram"),
            ("vk", "3003", "Снова работает Telegram"),
        ]


async def test_a_trouble_that_staff_closed_is_not_told_again(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        watched = watch(office, {"telegram": "ok", "vk": "wrong token"})
        await watched.look()
        office.later(minutes=6)
        await watched.look()
        async with office.database.write() as connection:
            await close_item(connection, "i1", office.now)
        office.later(minutes=6)
        await watched.look()

        assert len(await told(office)) == 1
        assert await open_items(office) == []


async def test_a_short_trouble_is_nobodys_business(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        states: dict[ChannelName, str] = {"vk": "unreachable"}
        watched = watch(office, states)
        for _ in range(10):
            states["vk"] = "unreachable"
            await watched.look()
            office.later(minutes=4)
            states["vk"] = "ok"
            await watched.look()

        assert await office.rows(staff_items) == []


async def test_a_restart_doubles_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        for _ in range(2):
            watched = watch(office, {"vk": "wrong token"})
            await watched.look()
            office.later(minutes=6)
            await watched.look()

        assert await open_items(office) == [("vk", "wrong token")]


async def test_the_item_of_a_messenger_that_is_switched_off_closes(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        failing = watch(office, {"vk": "wrong token"})
        await failing.look()
        office.later(minutes=6)
        await failing.look()

        await watch(office, {}).look()

        assert await open_items(office) == []


async def test_menus_follow_the_list_whoever_changes_it(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        states: dict[ChannelName, str] = {"telegram": "ok"}
        menu = Menu("telegram")
        watched = watch(office, states, menu, object())
        for person in (OWNER, telegram(2002)):
            await office.person(person).start()
        await watched.look()
        await watched.look()
        assert menu.shown == [({"1001"}, set())]

        async with office.database.write() as connection:
            await add_member(connection, Member(telegram(2002), "editor", "Анна"), office.now)
            await add_member(connection, Member(vk(3003), "editor", "Борис"), office.now)
        await watched.look()
        assert menu.shown[1:] == [({"2002"}, set())]

        async with office.database.write() as connection:
            await drop_member(connection, telegram(2002))
        states["telegram"] = "unreachable"
        await watched.look()
        assert len(menu.shown) == 2
        states["telegram"] = "ok"
        await watched.look()
        assert menu.shown[2:] == [(set(), {"2002"})]


async def test_a_menu_waits_for_the_first_word(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        menu = Menu("telegram")
        watched = watch(office, {"telegram": "ok"}, menu)
        await watched.look()
        assert menu.shown == []

        await office.person(OWNER).start()
        await watched.look()
        assert menu.shown == [({"1001"}, set())]


async def test_a_menu_that_could_not_be_set_is_tried_again_after_minutes(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        menu = Menu("telegram")
        menu.refused = {"1001"}
        watched = watch(office, {"telegram": "ok"}, menu)
        await office.person(OWNER).start()
        for _ in range(2):
            await watched.look()
            office.later(minutes=4)
        assert menu.shown == [({"1001"}, set())]

        menu.refused = set()
        for _ in range(3):
            await watched.look()
            office.later(minutes=6)
        assert menu.shown == [({"1001"}, set())] * 2


async def test_who_is_removed_while_nobody_looks_loses_the_menu_after_the_start(tmp_path: Path) -> None:
    async with open_office(tmp_path, owners=()) as office:
        member, menu = await office.staff(telegram(2002), "editor", "Анна"), Menu("telegram")
        await member.start()
        await watch(office, {"telegram": "ok"}, menu).look()
        async with office.database.write() as connection:
            await drop_member(connection, telegram(2002))

        menu.refused = {"2002"}
        await watch(office, {"telegram": "ok"}, menu).look()
        menu.refused = set()
        await watch(office, {"telegram": "ok"}, menu).look()
        await watch(office, {"telegram": "ok"}, menu).look()

        assert menu.shown == [({"2002"}, set()), (set(), {"2002"}), (set(), {"2002"})]


async def test_nothing_is_asked_of_a_menu_when_nobody_is_staff(tmp_path: Path) -> None:
    async with open_office(tmp_path, owners=()) as office:
        menu = Menu("telegram")
        await watch(office, {"telegram": "ok"}, menu).look()

        assert menu.shown == []
