"""Who is no staff any more is anybody, and so is every other account of who is."""

from pathlib import Path

import pytest
from sqlalchemy import update

from bot.dialogue.messages import Address, ButtonPressed
from bot.errors import StaleTurn
from bot.storage.tables import accounts, persons
from tests.unit.bot.staff.office import OWNER, STRANGER, open_office, telegram, vk

BOSS = telegram(2002)


@pytest.mark.parametrize("words", ["нет", "да"])
async def test_a_question_of_staff_is_not_there_for_who_was_removed_meanwhile(
    tmp_path: Path, words: str
) -> None:
    async with open_office(tmp_path) as office:
        boss, stranger = await office.staff(BOSS, "owner", "Анна"), office.person(STRANGER)
        await boss.act("staff-remove:telegram.1001")
        await boss.act(f"staff-remove:{BOSS.channel}.{BOSS.account}")
        await office.person(OWNER).act(f"staff-remove:{BOSS.channel}.{BOSS.account}")
        await office.person(OWNER).press("Да, убрать")

        assert await boss.write(words) == await stranger.write(words)


@pytest.mark.parametrize("channel", ["vk", "web"])
async def test_another_account_of_the_same_number_is_nobody(tmp_path: Path, channel: str) -> None:
    async with open_office(tmp_path) as office:
        await office.staff(BOSS, "owner", "Анна")
        namesake = office.person(Address.model_validate({"channel": channel, "account": BOSS.account}))

        assert "Такой команды нет" in await namesake.write("/inbox")


@pytest.mark.parametrize("action", ["staff-yes:telegram.3003", "staff-cancel"])
async def test_an_owner_who_becomes_editor_while_the_turn_is_thought_out_changes_nothing(
    tmp_path: Path, action: str
) -> None:
    async with open_office(tmp_path) as office:
        boss, _ = await office.staff(BOSS, "owner", "Анна"), await office.staff(telegram(3003), "editor", "Б")
        await boss.act("staff-remove:telegram.3003")
        before = (await office.states.load([BOSS]))[BOSS]
        after, replies = await office.think(BOSS, ButtonPressed(action=action), before)
        assert after.orders
        await office.staff(BOSS, "editor", "Анна")

        id_ = await office.record(BOSS)
        with pytest.raises(StaleTurn):
            await office.store(id_, BOSS, before, after, replies)


async def test_linking_makes_nobody_staff(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        boss, elsewhere = await office.staff(BOSS, "owner", "Анна"), office.person(vk(77))
        await boss.write("привет")
        await elsewhere.write("привет")
        async with office.database.write() as connection:
            await connection.execute(persons.insert(), [{"id": "one", "created_at": office.now}])
            await connection.execute(update(accounts).values(person_id="one"))

        loaded = await office.states.load([BOSS, vk(77)])

        assert [loaded[vk(77)].state.linked, loaded[vk(77)].state.role] == [(BOSS,), None]
        assert "Такой команды нет" in await elsewhere.write("/inbox")
        assert await boss.role() == "owner"
