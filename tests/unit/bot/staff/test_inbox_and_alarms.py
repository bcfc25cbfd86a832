"""«/inbox» and «/log»: what waits for staff, what may be told of people, what was done about it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.channels.markup import parse
from bot.channels.telegram.render import html
from bot.dialogue.messages import Address, ButtonPressed, ChannelName
from bot.dialogue.skills.card import FAULTS
from bot.errors import StaleTurn
from bot.mailbox.answering import MOST_CRASHES
from bot.mailbox.dead_items import MOST_ALONE, UNDELIVERED, DeadItem, add_counted
from bot.mailbox.marks import mark
from bot.mailbox.quiet import Quiet
from bot.staff.alarm import MOST_AN_HOUR
from bot.staff.items import CLOSED_KEPT, add_item, sweep_staff
from bot.storage.tables import (
    ANSWERED,
    WAITING,
    audit_log,
    error_reports,
    inbox,
    outbox,
    staff,
    staff_items,
)
from knowledge.database import metadata
from tests.unit.bot.staff.office import OWNER, STRANGER, Office, open_office, telegram, vk

TELEGRAM_ONLY: tuple[ChannelName, ...] = ("telegram",)
CRY = "я не хочу жить"
EDITOR = telegram(2002)
VK_EDITOR = vk(3003)


async def dead_letter(office: Office, address: Address = STRANGER) -> int:
    """A message that could not be answered, as the mailbox puts it aside."""
    id_ = await office.record(address)
    async with office.database.write() as connection:
        await mark(connection, [Quiet(id_, address, office.now, dead="failed")])
    return id_


async def test_an_empty_inbox_says_that_all_is_well(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        text = await office.person(OWNER).write("/inbox")

        assert "всё спокойно" in text
        assert "Сотрудники" in office.person(OWNER).labels


@pytest.mark.parametrize(
    ("person", "link"),
    [
        (STRANGER, "[открыть переписку](tg://user?id=5005)"),
        (vk(606), "[открыть переписку](https://vk.com/gim777?sel=606)"),
        (Address(channel="web", account="anna"), "первым туда нельзя"),
    ],
    ids=["telegram", "vk", "site"],
)
async def test_an_alarm_reaches_all_staff_at_once_without_a_word_of_the_person(
    tmp_path: Path, person: Address, link: str
) -> None:
    async with open_office(tmp_path) as office:
        await office.staff(EDITOR, "editor", "Анна")
        await office.staff(VK_EDITOR, "editor", "Борис")

        comfort = await office.person(person).write(f"{CRY}, меня зовут Маша")

        assert "8-800-2000-122" in comfort
        for reader in (OWNER, EDITOR):
            (alarm,) = await office.letters(reader)
            assert link in alarm.text
            assert "21.11.2026 12:00" in alarm.text
            assert "Маша" not in alarm.model_dump_json()
            assert "жить" not in alarm.model_dump_json()
        (there,) = await office.letters(VK_EDITOR)
        assert "tg://" not in there.text
        if person == STRANGER:
            assert "номер 5005" in there.text


async def test_telegram_shows_the_way_to_the_person_as_a_link(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.person(STRANGER).write(CRY)

        (alarm,) = await office.letters(OWNER)

        assert '<a href="tg://user?id=5005">открыть переписку</a>' in html(alarm.text)
        assert parse(alarm.text)


async def test_one_person_is_one_alarm_while_it_is_open(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        for _ in range(3):
            await office.person(STRANGER).write(CRY)
        assert len(await office.letters(OWNER)) == 1

        await office.person(OWNER).act("staff-close:i1")
        await office.person(STRANGER).write(CRY)

        assert len(await office.rows(staff_items)) == 2


async def test_an_alarm_that_nobody_closed_sounds_again_after_an_hour(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.person(STRANGER).write(CRY)
        office.later(minutes=61)
        await office.person(STRANGER).write(CRY)

        assert len(await office.letters(OWNER)) == 2


async def test_who_plays_with_the_alarm_does_not_drown_staff_in_messages(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        for number in range(MOST_AN_HOUR + 5):
            await office.person(Address(channel="web", account=f"v{number}")).write(CRY)

        assert len(await office.letters(OWNER)) == MOST_AN_HOUR
        assert f"беде: {MOST_AN_HOUR + 5}" in await office.person(OWNER).write("/inbox")


async def test_who_deletes_everything_between_alarms_does_not_drown_staff_either(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        stranger = office.person(STRANGER)
        for _ in range(MOST_AN_HOUR + 3):
            await stranger.write(CRY)
            await stranger.write("/delete")
            await stranger.press("Да, удалить всё")

        assert len(await office.letters(OWNER)) == MOST_AN_HOUR


async def test_staff_on_a_platform_that_does_not_run_get_no_message_there(tmp_path: Path) -> None:
    async with open_office(tmp_path, push=TELEGRAM_ONLY) as office:
        await office.staff(VK_EDITOR, "editor", "Борис")
        await office.person(STRANGER).write(CRY)

        assert await office.letters(VK_EDITOR) == []
        assert len(await office.letters(OWNER)) == 1


@pytest.mark.parametrize("words", ["мне грустно", "хочу на форум"])
async def test_quiet_sadness_and_wishes_raise_no_alarm(tmp_path: Path, words: str) -> None:
    async with open_office(tmp_path) as office:
        await office.person(STRANGER).write(words)

        assert await office.rows(staff_items) == []


async def test_a_member_in_trouble_is_told_to_the_others(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        editor = await office.staff(EDITOR, "editor", "Анна")
        await editor.write(CRY)

        assert len(await office.letters(EDITOR)) == 1
        assert "tg://user?id=2002" in (await office.letters(OWNER))[0].text


async def test_closing_forgets_who_it_was(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        owner = office.person(OWNER)
        await office.person(STRANGER).write(CRY)
        assert "беде: 1" in await owner.write("/inbox")
        assert "tg://user?id=5005" in await owner.press("1")

        assert "Закрыто" in await owner.press("Закрыть")

        (item,) = await office.rows(staff_items)
        assert (item.account, item.closed_at) == (None, office.now)
        assert await office.logged() == [("telegram:1001", "closed-crisis", "")]
        assert "уже разобрались" in await owner.act("staff-close:i1")
        assert "5005" not in json.dumps([list(map(str, row)) for row in await office.rows(audit_log)])


async def test_delete_leaves_no_alarm_about_the_person(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        stranger = office.person(STRANGER)
        await stranger.write(CRY)
        await stranger.write("/delete")
        await stranger.press("Да, удалить всё")

        for table in metadata.sorted_tables:
            mine = [row for row in await office.rows(table) if getattr(row, "account", None) == "5005"]
            assert all(table is outbox and row.farewell for row in mine), table.name


async def test_the_export_tells_of_alarms_and_of_the_list(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        editor, stranger = await office.staff(EDITOR, "editor", "Анна"), office.person(STRANGER)
        assert "у сотрудников" not in await stranger.write("/export")
        await stranger.write(CRY)

        assert "21.11.2026 12:00: сотрудники узнали" in await stranger.write("/export")
        assert "Анна, редактор, Telegram" in await editor.write("/export")
        assert "перестанешь быть сотрудником" in await editor.write("/delete")
        assert "перестанешь быть сотрудником" not in await stranger.write("/delete")
        assert "перестанешь быть сотрудником" not in await office.person(OWNER).write("/delete")


async def test_a_member_who_deletes_everything_leaves_the_list_and_the_log_stays(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        boss = await office.staff(EDITOR, "owner", "Анна")
        await boss.act("staff-invite:editor")
        await boss.write("Пётр")
        await boss.write("/delete")
        await boss.press("Да, удалить всё")

        assert await boss.role() is None
        assert await office.rows(staff) == []
        assert await office.logged() == [("Анна", "invited-editor", "Пётр")]


async def test_an_owner_of_the_settings_who_deletes_everything_stays_owner(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        owner = office.person(OWNER)
        await owner.write("/delete")
        await owner.press("Да, удалить всё")

        assert await owner.role() == "owner"


async def test_a_report_is_shown_with_title_words_and_age_and_leads_to_the_card(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.person(STRANGER).act("wrong:rosmolodezh-granty")
        await office.person(STRANGER).write("приём **закрыт** [x](https://evil.example)")
        office.later(days=3)
        owner = office.person(OWNER)

        listed = await owner.write("/inbox")
        shown = await owner.press("1")

        assert "Ошибки в мерах: 1" in listed
        assert "Ошибка: Росмолодёжь.Гранты" in listed
        assert "3 дня назад" in listed
        assert "\\*\\*закрыт\\*\\*" in shown
        assert "<a " not in html(shown)
        await owner.press("Открыть карточку")
        assert "Росмолодёжь.Гранты" in owner.text
        await owner.write("назад")
        await owner.press("Закрыть")
        assert await office.logged() == [("telegram:1001", "closed-report", "rosmolodezh-granty")]
        assert "закрыта ошибка: Росмолодёжь.Гранты" in await owner.write("/log")
        assert "всё спокойно" in await owner.write("/inbox")


async def test_equal_reports_are_one_thing_and_bury_no_letter(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await dead_letter(office)
        for number in range(7):
            office.later(minutes=1)
            await office.person(vk(700 + number)).act("wrong:topblog.dates")
            await office.person(vk(800 + number)).act(f"wrong:rosmolodezh-granty.{FAULTS[number % 3]}")
        owner = office.person(OWNER)

        listed = await owner.write("/inbox")
        assert "Ошибки в мерах: 4" in listed
        assert "**1.** Сообщение без ответа" in listed
        assert "7 раз" in listed
        place = next(line[2] for line in listed.splitlines() if "7 раз" in line)
        assert "Об этом написали 7 раз." in await owner.press(place)
        await owner.press("Закрыть")

        assert "Ошибки в мерах: 3" in await owner.write("/inbox")


@pytest.mark.parametrize("fault", ["dates", "other"])
async def test_a_report_by_button_is_told_in_words(tmp_path: Path, fault: str) -> None:
    async with open_office(tmp_path) as office:
        await office.person(STRANGER).act(f"wrong:topblog.{fault}")

        assert fault not in await office.person(OWNER).act("staff-item:r1")


async def test_a_dead_letter_can_be_tried_again(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        id_ = await dead_letter(office)
        owner = office.person(OWNER)
        assert "Без ответа: 1" in await owner.write("/inbox")
        await owner.press("1")
        assert "5005" not in owner.text

        await owner.press("Попробовать ещё раз")

        row = next(row for row in await office.rows(inbox) if row.id == id_)
        assert (row.state, row.answered_at, row.payload) == (WAITING, None, "{}")
        assert await office.logged() == [("telegram:1001", "retried", "")]
        assert "всё спокойно" in await owner.write("/inbox")


@pytest.mark.parametrize(("crashes", "left"), [(0, 0), (1, 1), (MOST_CRASHES, MOST_CRASHES - 1)])
async def test_a_letter_over_which_the_process_died_has_one_more_try(
    tmp_path: Path, crashes: int, left: int
) -> None:
    async with open_office(tmp_path) as office:
        id_ = await dead_letter(office)
        async with office.database.write() as connection:
            await connection.execute(update(inbox).where(inbox.c.id == id_).values(crashes=crashes))

        await office.person(OWNER).act("staff-retry:i1")

        row = next(row for row in await office.rows(inbox) if row.id == id_)
        assert (row.state, row.crashes) == (WAITING, left)


async def test_a_dead_letter_that_fails_again_comes_back(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        id_ = await dead_letter(office)
        await office.person(OWNER).act("staff-retry:i1")
        async with office.database.write() as connection:
            await mark(connection, [Quiet(id_, STRANGER, office.now, dead="failed")])

        assert "Без ответа: 1" in await office.person(OWNER).write("/inbox")


async def test_a_dead_letter_whose_words_are_gone_can_only_be_closed(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        id_ = await dead_letter(office)
        async with office.database.write() as connection:
            gone = update(inbox).where(inbox.c.id == id_).values(state=ANSWERED, payload=None)
            await connection.execute(gone)
        owner = office.person(OWNER)

        text = await owner.act("staff-item:i1")

        assert "уже стёрто" in text
        assert "Попробовать ещё раз" not in owner.labels
        assert "уже стёрто" in await owner.act("staff-retry:i1")
        await owner.act("staff-close:i1")
        assert await office.logged() == [("telegram:1001", "closed-dead", "")]


async def test_letters_that_nobody_can_read_are_told_counted_and_not_tried_again(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        for _ in range(MOST_ALONE + 3):
            id_ = await office.record(STRANGER)
            async with office.database.write() as connection:
                await mark(connection, [Quiet(id_, STRANGER, office.now, dead="unreadable")])
        owner = office.person(OWNER)

        one = await owner.act("staff-item:i1")
        assert "Повторять нет смысла" in one
        assert "Попробовать ещё раз" not in owner.labels
        rest = await owner.act(f"staff-item:i{MOST_ALONE + 1}")

        assert "И ещё 3 таких же" in rest
        assert "Попробовать ещё раз" not in owner.labels


async def test_answers_that_did_not_arrive_are_told_and_not_tried_again(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        undelivered = [DeadItem(STRANGER, "refused", office.now)] * (MOST_ALONE - 1)
        undelivered += [DeadItem(STRANGER, "given-up", office.now)] * 3
        async with office.database.write() as connection:
            await add_counted(connection, undelivered, UNDELIVERED)
        owner = office.person(OWNER)

        assert "платформа его не приняла" in await owner.act("staff-item:i1")
        assert "Попробовать ещё раз" not in owner.labels
        assert "долго не получалось" in await owner.act(f"staff-item:i{MOST_ALONE}")
        rest = await owner.act(f"staff-item:i{MOST_ALONE + 1}")
        assert "И ещё 2 ответа не дошли до людей" in rest
        assert "Закрыть" in owner.labels


async def test_a_letter_of_nobody_is_shown_with_its_channel(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await dead_letter(office, Address(channel="vk", account="-"))

        assert "Сообщение без ответа (VK)" in await office.person(OWNER).write("/inbox")


async def test_two_members_close_one_thing_once(tmp_path: Path) -> None:
    """The second turn was thought out while the thing was open: it is thought out anew."""
    async with open_office(tmp_path) as office:
        await dead_letter(office)
        await office.staff(EDITOR, "editor", "Анна")
        id_ = await office.record(EDITOR)
        before = (await office.states.load([EDITOR]))[EDITOR]
        after, replies = await office.think(EDITOR, ButtonPressed(action="staff-close:i1"), before)
        await office.person(OWNER).act("staff-close:i1")

        with pytest.raises(StaleTurn):
            await office.store(id_, EDITOR, before, after, replies)

        assert "уже разобрались" in await office.person(EDITOR).act("staff-close:i1")
        assert await office.logged() == [("telegram:1001", "closed-dead", "")]


async def test_a_cry_for_help_stands_before_whatever_came_after_it(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.person(STRANGER).write(CRY)
        for _ in range(6):
            office.later(minutes=1)
            await dead_letter(office, vk(606))

        text = await office.person(OWNER).write("/inbox")

        assert "**1.** Сигнал о беде" in text


async def test_the_inbox_is_paged_by_buttons_and_by_words(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        async with office.database.write() as connection:
            for number in range(12):
                at = office.now - timedelta(hours=number)
                row = {"measure": "topblog", "text": f"слово{number:02d}", "at": at}
                await connection.execute(error_reports.insert(), [row])
        owner = office.person(OWNER)
        seen = await owner.write("входящие")
        assert "слово00" in seen
        seen += await owner.press("Дальше")
        seen += await owner.write("Дальше")

        assert "Дальше" not in owner.labels
        assert all(f"слово{number:02d}" in seen for number in range(12))
        assert "слово11" in await owner.write("12")


@pytest.mark.parametrize(
    "action",
    [
        "inbox:99999",
        "inbox:-1",
        "inbox:x",
        "staff-item:i999",
        "staff-item:x",
        "staff-item",
        "staff-close:r1",
        "staff-close:i99999999999999999999999",
        "staff-retry:r1",
        "log:99999",
        "log:x",
        "staff-who:web.1",
        "staff-remove:x",
        "staff-yes",
        "staff-invite:king",
        "staff:777",
    ],
)
async def test_damaged_buttons_of_staff_are_answered_sensibly(tmp_path: Path, action: str) -> None:
    async with open_office(tmp_path) as office:
        assert await office.person(OWNER).act(action)
        assert await office.logged() == []


async def test_the_log_is_paged_and_says_who_what_and_when(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        editor = await office.staff(EDITOR, "editor", "Анна [к](http://x)")
        for number in range(12):
            async with office.database.write() as connection:
                await add_item(connection, "channel", "vk", "wrong token", None, office.now)
            await editor.act(f"staff-close:i{number + 1}")
            office.later(minutes=1)

        text = await editor.write("журнал")

        assert "21.11.2026 12:11, Анна \\[к\\](http://x): закрыта запись о канале VK" in text
        assert text.count("закрыта") == 10
        assert (await editor.press("Дальше")).count("закрыта") == 2
        assert "Дальше" not in editor.labels


async def test_an_empty_log_says_so(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        assert "пока пусто" in await office.person(OWNER).write("/log")


async def test_what_was_dealt_with_is_swept_after_a_month(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.person(STRANGER).write(CRY)
        await office.person(vk(606)).write(CRY)
        await office.person(OWNER).act("staff-close:i1")

        async with office.database.write() as connection:
            await sweep_staff(connection, office.now + CLOSED_KEPT + timedelta(days=1))

        (left,) = await office.rows(staff_items)
        assert (left.channel, left.account, left.closed_at) == ("vk", None, None)
        assert "уже не хранится" in await office.person(OWNER).act("staff-item:i2")
        assert len(await office.logged()) == 1
        async with office.database.write() as connection:
            await sweep_staff(connection, office.now + timedelta(days=366))
        assert await office.logged() == []
