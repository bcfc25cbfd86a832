"""Staff who could not be written to learn of those in danger as soon as they can be."""

from pathlib import Path

from bot.dialogue.messages import Address
from bot.mailbox.blocking import block
from bot.staff.alarm import MOST_MISSED
from tests.unit.bot.staff.office import OWNER, STRANGER, Office, open_office, telegram, vk

CRY = "я не хочу жить"
ALARM = "Похоже, кому-то плохо"


async def alarms(office: Office, reader: Address) -> list[str]:
    return [letter.text for letter in await office.letters(reader) if ALARM in letter.text]


async def refused(office: Office, account: Address) -> None:
    """The platform does not let us write: what waits goes."""
    async with office.database.write() as connection:
        await block(connection, [account], office.now)


async def test_an_owner_who_never_wrote_learns_of_an_open_alarm_at_the_first_word(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.person(STRANGER).write(CRY)
        await refused(office, OWNER)
        assert await alarms(office, OWNER) == []

        await office.person(OWNER).start()
        assert len(await alarms(office, OWNER)) == 1
        assert "tg://user?id=5005" in (await alarms(office, OWNER))[0]

        await office.person(OWNER).write("/help")
        assert len(await alarms(office, OWNER)) == 1


async def test_a_member_who_unblocks_us_learns_of_an_open_alarm_at_once(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        editor = await office.staff(vk(3003), "editor", "Борис")
        await editor.write("/help")
        await office.notice(vk(3003), may_write=False)
        await office.person(STRANGER).write(CRY)
        await refused(office, vk(3003))

        await office.notice(vk(3003), may_write=True)

        assert len(await alarms(office, vk(3003))) == 1


async def test_a_closed_alarm_is_old_news(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.staff(telegram(2002), "editor", "Анна")
        await office.person(STRANGER).write(CRY)
        await refused(office, telegram(2002))
        await office.person(OWNER).act("staff-close:i1")

        await office.person(telegram(2002)).start()

        assert await alarms(office, telegram(2002)) == []


async def test_strangers_who_come_or_come_back_learn_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.person(STRANGER).write(CRY)
        await office.person(telegram(7)).start()
        await office.notice(telegram(7), may_write=False)
        await office.notice(telegram(7), may_write=True)

        assert await alarms(office, telegram(7)) == await alarms(office, STRANGER) == []


async def test_of_many_missed_alarms_the_newest_are_told_and_the_others_counted(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        people = [telegram(6000 + number) for number in range(MOST_MISSED + 2)]
        for person in people:
            await office.person(person).write(CRY)
        await refused(office, OWNER)

        await office.person(OWNER).start()

        told = await alarms(office, OWNER)
        assert [person.account in text for person, text in zip(people[2:], told, strict=True)] == [True] * 5
        assert (await office.letters(OWNER))[-1].text == "И ещё 2 сигнала о беде ждут во входящих."


async def test_the_list_of_staff_says_who_cannot_be_written_to(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        editor = await office.staff(telegram(2002), "editor", "Анна")
        owner = office.person(OWNER)
        assert "Анна, редактор, Telegram. ⚠️" in await owner.write("/staff")
        assert owner.text.count("⚠️") == 1

        await editor.start()
        assert "⚠️" not in await owner.write("/staff")

        await office.notice(telegram(2002), may_write=False)
        assert "⚠️" in await owner.write("/staff")
