"""«/staff»: who may see and change the list, how one becomes staff and stops being it."""

import re
from pathlib import Path

import pytest

from bot.dialogue.messages import Address, Outgoing, Started
from bot.dialogue.staff import MOST_INVITES
from bot.dialogue.state import State
from bot.errors import StaleTurn
from bot.storage.states import Loaded
from bot.storage.tables import audit_log, staff, staff_invites
from tests.unit.bot.staff.office import OWNER, STRANGER, Office, Person, open_office, telegram, vk

EDITOR = telegram(2002)
HIDDEN = ["staff", "inbox", "log"]
FORGED = [
    "staff",
    "inbox",
    "log",
    "staff-who:telegram.1001",
    "staff-remove:telegram.1001",
    "staff-yes:telegram.1001",
    "staff-leave",
    "staff-invite",
    "staff-invite:owner",
    "staff-cancel",
    "staff-item:i1",
    "staff-close:i1",
    "staff-retry:i1",
]


async def invite(owner: Person, role: str = "Редактор", name: str = "Пётр") -> str:
    """Make an invitation; its code."""
    await owner.write("/staff")
    await owner.press("Пригласить")
    await owner.press(role)
    text = await owner.write(name)
    return code_in(text)


def code_in(text: str) -> str:
    """The code of an invitation that is to be typed."""
    return str(re.findall(r"/start i-(\w+)", text)[0])


@pytest.mark.parametrize("command", HIDDEN)
async def test_a_strangers_staff_command_is_answered_as_any_unknown_one(tmp_path: Path, command: str) -> None:
    async with open_office(tmp_path) as office:
        stranger = office.person(STRANGER)
        unknown = await stranger.write("/abracadabra")
        labels = stranger.labels

        assert await stranger.write(f"/{command}") == unknown
        assert await stranger.write(f"/{command}@our_bot 5") == unknown
        assert stranger.labels == labels
        assert f"/{command}" not in unknown


@pytest.mark.parametrize("action", FORGED)
async def test_a_forged_button_is_answered_as_any_old_one(tmp_path: Path, action: str) -> None:
    async with open_office(tmp_path) as office:
        stranger = office.person(STRANGER)
        old = await stranger.act("abracadabra:1")

        assert await stranger.act(action) == old
        assert await office.logged() == []


async def test_a_strangers_command_leaves_a_question_waiting_as_an_unknown_one_does(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        stranger = office.person(STRANGER)
        await stranger.act("wrong:topblog")

        await stranger.write("/inbox")

        assert "Спасибо" in await stranger.write("сроки другие")


@pytest.mark.parametrize(
    "address",
    [
        Address(channel="web", account="1001"),
        Address(channel="console", account="1001"),
        vk(1001),
        Address(channel="telegram", account="01001"),
        Address(channel="telegram", account="١٠٠١"),
    ],
    ids=["site", "terminal", "other platform", "padded", "other digits"],
)
async def test_only_the_number_on_the_platform_makes_staff(tmp_path: Path, address: Address) -> None:
    async with open_office(tmp_path) as office:
        person = office.person(address)

        assert await person.role() is None
        assert "Такой команды нет" in await person.write("/staff")


async def test_an_owner_of_the_settings_sees_the_list(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.staff(EDITOR, "editor", "Анна *К*")
        owner = office.person(OWNER)

        text = await owner.write("/staff")

        assert "**1.** номер 1001, владелец, Telegram (это ты)" in text
        assert "**2.** Анна \\*К\\*, редактор, Telegram" in text
        assert {"1", "2", "Пригласить", "Входящие", "Журнал"} <= set(owner.labels)


async def test_an_editor_sees_the_list_and_changes_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        editor = await office.staff(EDITOR, "editor", "Анна")
        await office.staff(telegram(3003), "editor", "Борис")

        await editor.write("сотрудники")

        assert "Пригласить" not in editor.labels
        assert "1" not in editor.labels
        for action in ("staff-invite", "staff-invite:editor", "staff-cancel", "staff-remove:telegram.3003"):
            assert "только владельцы" in await editor.act(action)
        assert "Да, убрать" not in editor.labels
        assert len(await office.rows(staff)) == 2


async def test_an_invitation_makes_staff_once(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        owner, peter, other = office.person(OWNER), office.person(vk(77)), office.person(STRANGER)
        code = await invite(owner)
        assert f"https://t.me/our_bot?start=i-{code}" in owner.text
        assert "Ждёт ответа 1 приглашение" in await owner.write("/staff")

        assert "теперь ты здесь редактор" in await peter.start(f"i-{code}")

        assert await peter.role() == "editor"
        assert "Пётр, редактор, VK" in await owner.write("/staff")
        assert "не сработает" in await other.start(f"i-{code}")
        assert await other.role() is None
        assert await office.logged() == [
            ("telegram:1001", "invited-editor", "Пётр"),
            ("Пётр", "joined-editor", ""),
        ]
        assert await office.rows(staff_invites) == []


async def test_a_code_typed_by_hand_works_however_it_is_typed(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        code = await invite(office.person(OWNER), "Владелец")
        assert len(code) * 5 >= 128

        await office.person(STRANGER).write(f"/start I-{code.upper()}".replace("I-", "i-"))

        assert await office.person(STRANGER).role() == "owner"


async def test_the_code_is_nowhere_in_the_database_but_in_the_owners_message(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        code = await invite(office.person(OWNER))

        (row,) = await office.rows(staff_invites)

        assert code not in str(row)
        assert code not in str(await office.rows(audit_log))


async def test_an_invitation_lives_a_day(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        code = await invite(office.person(OWNER))
        office.later(hours=24)

        assert "прошли сутки" in await office.person(STRANGER).start(f"i-{code}")
        assert await office.person(STRANGER).role() is None


async def test_ones_own_invitation_is_left_whole(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        owner = office.person(OWNER)
        code = await invite(owner)

        assert "твоё же приглашение" in await owner.start(f"i-{code}")
        assert "теперь ты здесь" in await office.person(STRANGER).start(f"i-{code}")


async def test_who_is_on_the_list_uses_no_invitation_up_unless_it_is_a_step_up(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        owner, editor = office.person(OWNER), await office.staff(EDITOR, "editor", "Анна")
        same, higher = await invite(owner), await invite(owner, "Владелец", "Анна")

        assert "уже в списке" in await editor.start(f"i-{same}")
        assert "теперь ты здесь владелец" in await editor.start(f"i-{higher}")

        assert await editor.role() == "owner"
        assert len(await office.rows(staff_invites)) == 1


async def test_five_wrong_codes_mean_a_wait_even_for_the_right_one(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        code = await invite(office.person(OWNER))
        guesser = office.person(STRANGER)
        for number in range(5):
            assert "не сработает" in await guesser.start(f"i-{number:026d}")

        assert "Подожди десять минут" in await guesser.start(f"i-{code}")
        assert await guesser.role() is None
        office.later(minutes=10)
        assert "теперь ты здесь" in await guesser.start(f"i-{code}")


@pytest.mark.parametrize("payload", ["i-", "i", "i-" + "x" * 54, "i-../../etc", "i-%00"])
async def test_damaged_links_are_told_plainly(tmp_path: Path, payload: str) -> None:
    async with open_office(tmp_path) as office:
        text = await office.person(STRANGER).start(payload)

        assert "не сработает" in text or "Привет" in text


async def test_the_site_sends_to_a_messenger(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        code = await invite(office.person(OWNER))

        text = await office.person(Address(channel="web", account="anna")).start(f"i-{code}")

        assert "только в Telegram и VK" in text
        assert await office.rows(staff) == []


@pytest.mark.parametrize(
    "name", ["Я" * 3900, "**жирно** [x](https://evil.example)", "имя\nв две\u202eстроки"]
)
async def test_names_are_short_lines_without_markup(tmp_path: Path, name: str) -> None:
    async with open_office(tmp_path) as office:
        owner = office.person(OWNER)
        await owner.act("staff-invite:editor")

        text = await owner.write(name)

        if len(name) > 60:
            assert "покороче" in text
            text = await owner.write("Яна")
        assert "**жирно**" not in text
        (row,) = await office.rows(staff_invites)
        assert "\n" not in row.name
        assert "\u202e" not in row.name


async def test_invitations_are_bounded_and_can_be_cancelled(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        owner = office.person(OWNER)
        codes = [await invite(owner, name=str(number)) for number in range(MOST_INVITES)]

        assert "больше пока нельзя" in await owner.act("staff-invite")
        await owner.press("Отменить приглашения")

        assert await office.rows(staff_invites) == []
        assert "не сработает" in await office.person(STRANGER).start(f"i-{codes[0]}")
        assert "Пригласить" in await owner.write("/staff") or "Пригласить" in owner.labels


async def test_removal_takes_two_steps_and_works_at_once(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        owner, editor = office.person(OWNER), await office.staff(EDITOR, "editor", "Анна")
        await editor.write("/inbox")
        old_buttons = [button.action or "" for button in editor.buttons]

        await owner.write("/staff")
        await owner.press("2")
        await owner.press("Убрать из сотрудников")
        assert await editor.role() == "editor"
        assert "больше не в списке" in await owner.press("Да, убрать")

        assert await editor.role() is None
        assert "Такой команды нет" in await editor.write("/inbox")
        for action in old_buttons:
            if action != "menu":
                assert "Эта кнопка уже не работает" in await editor.act(action)
        assert "Входящие" not in await editor.write("назад")
        assert (await office.logged())[-1] == ("telegram:1001", "removed", "Анна")


async def test_what_a_removed_member_was_doing_ends_too(tmp_path: Path) -> None:
    """The scene that waits for a name, the label of a button in words, the place that «назад» leads to."""
    async with open_office(tmp_path) as office:
        boss = await office.staff(EDITOR, "owner", "Анна")
        await boss.write("/staff")
        await boss.act("staff-invite:owner")
        await office.person(OWNER).act("staff-remove:telegram.2002")
        await office.person(OWNER).press("Да, убрать")

        await boss.write("Сообщник")
        await boss.write("Журнал")
        await boss.write("назад")

        assert await office.rows(staff_invites) == []
        assert "Журнал" not in boss.text


async def test_invitations_go_with_who_made_them(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        boss = await office.staff(EDITOR, "owner", "Анна")
        code = await invite(boss)
        await office.person(OWNER).act("staff-remove:telegram.2002")
        await office.person(OWNER).press("Да, убрать")

        assert "не сработает" in await office.person(STRANGER).start(f"i-{code}")


@pytest.mark.parametrize("words", ["нет", "Отмена", "назад", "привет"])
async def test_anything_else_keeps_everybody(tmp_path: Path, words: str) -> None:
    async with open_office(tmp_path) as office:
        owner, editor = office.person(OWNER), await office.staff(EDITOR, "editor", "Анна")
        await owner.act("staff-remove:telegram.2002")

        await owner.write(words)
        await owner.write("да")

        assert await editor.role() == "editor"


async def test_yes_in_words_removes(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        owner, editor = office.person(OWNER), await office.staff(EDITOR, "editor", "Анна")
        await owner.act("staff-remove:telegram.2002")

        await owner.write("да")

        assert await editor.role() is None


async def test_the_second_step_alone_only_asks(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        owner, editor = office.person(OWNER), await office.staff(EDITOR, "editor", "Анна")

        assert "Убрать из сотрудников: Анна?" in await owner.act("staff-yes:telegram.2002")
        assert await editor.role() == "editor"


async def test_an_owner_of_the_settings_stays(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        boss = await office.staff(EDITOR, "owner", "Анна")

        assert "в настройках сервера" in await boss.act("staff-remove:telegram.1001")
        assert "в настройках сервера" in await office.person(OWNER).act("staff-leave")
        assert await office.person(OWNER).role() == "owner"


async def test_the_last_owner_stays(tmp_path: Path) -> None:
    async with open_office(tmp_path, owners=()) as office:
        owner = await office.staff(OWNER, "owner", "Анна")
        await office.staff(EDITOR, "editor", "Борис")

        assert "последний владелец" in await owner.act("staff-leave")
        assert await owner.role() == "owner"


async def test_everybody_may_leave(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        editor = await office.staff(EDITOR, "editor", "Анна")
        await editor.write("/staff")
        await editor.press("Уйти из сотрудников")

        assert "больше не сотрудник" in await editor.press("Да, ухожу")
        assert await editor.role() is None
        assert await office.logged() == [("Анна", "left", "")]


async def test_two_people_cannot_use_one_invitation(tmp_path: Path) -> None:
    """Both turns are thought out before either is stored."""
    async with open_office(tmp_path) as office:
        code = await invite(office.person(OWNER))
        one, other = telegram(71), telegram(72)
        first = await prepared(office, one, f"i-{code}")
        second = await prepared(office, other, f"i-{code}")

        await office.store(*first)
        with pytest.raises(StaleTurn):
            await office.store(*second)

        assert [row.account for row in await office.rows(staff)] == ["71"]


async def test_a_role_that_ends_while_the_turn_is_thought_out_makes_it_stale(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        boss = await office.staff(EDITOR, "owner", "Анна")
        await boss.act("staff-invite:owner")
        await boss.write("Ева")
        code = code_in(boss.text)
        late = await prepared(office, telegram(71), f"i-{code}")
        await office.person(OWNER).act("staff-remove:telegram.2002")
        await office.person(OWNER).press("Да, убрать")

        with pytest.raises(StaleTurn):
            await office.store(*late)


async def test_a_list_of_many_is_paged(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        for number in range(20):
            await office.staff(telegram(9000 + number), "editor", f"Имя {number}")
        owner = office.person(OWNER)
        await owner.write("/staff")
        seen = owner.text

        while "Дальше" in owner.labels:
            assert len(owner.buttons) <= 12
            seen += await owner.press("Дальше")

        assert all(f"Имя {number}," in seen for number in range(20))


async def prepared(
    office: Office, address: Address, payload: str
) -> tuple[int, Address, Loaded, State, list[Outgoing]]:
    """A turn that is thought out and not stored yet."""
    id_ = await office.record(address)
    before = (await office.states.load([address]))[address]
    after, replies = await office.think(address, Started(payload=payload), before)
    return id_, address, before, after, replies


async def test_help_names_the_commands_of_staff_to_staff_only(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        assert "/inbox" in await office.person(OWNER).write("/help")
        assert "/inbox" not in await office.person(STRANGER).write("/help")


async def test_back_from_one_of_the_staff_leads_to_the_list(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.staff(EDITOR, "editor", "Лена")
        owner = office.person(OWNER)
        await owner.write("/log")
        await owner.write("/staff")
        await owner.press("2")

        assert "Сотрудники" in await owner.write("назад")
