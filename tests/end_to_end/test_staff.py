"""Staff on both platforms at once: an invitation, an alarm, a closed thing, a removed member."""

from pathlib import Path

import pytest

from tests.platforms.telegram import TelegramServer
from tests.platforms.vk import VkServer
from tests.running import running

pytestmark = pytest.mark.end_to_end
OWNER, PERSON, EDITOR = 1001, 5005, 3003
LONG = 60.0


async def test_staff_on_both_platforms_hear_of_danger_and_deal_with_it(tmp_path: Path) -> None:
    async with TelegramServer() as telegram, VkServer() as vk:
        settings = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_BASE": telegram.base_url,
            "VK_TOKEN": vk.token,
            "VK_GROUP_ID": str(vk.group_id),
            "VK_API_BASE": vk.base_url,
            "STAFF_TELEGRAM_IDS": str(OWNER),
            "CHROMA_URL": "http://127.0.0.1:9",
        }
        async with running(tmp_path, **settings):
            owner, person = telegram.user(OWNER, "Ольга"), telegram.user(PERSON, "Даша")
            editor = vk.user(EDITOR, "Эдуард")

            owner.say("/staff")
            await owner.sees("Сотрудники", LONG)
            owner.press("Пригласить")
            await owner.sees("Кого зовём?")
            owner.press("Редактор")
            await owner.sees("Как записать")
            owner.say("Эдик")
            made = await owner.sees("Приглашение готово")
            code = made.text.partition("/start i-")[2].split()[0]
            assert f"?start=i-{code}" in made.text
            editor.start(ref=f"i-{code}")
            await editor.sees("теперь ты здесь редактор", LONG)

            person.say("/inbox")
            await person.sees("Такой команды нет")
            person.say("я не хочу жить")
            await person.sees("8-800-2000-122")
            alarm = await owner.sees("грозит беда")
            assert [entity.url for entity in alarm.entities if entity.url] == [f"tg://user?id={PERSON}"]
            assert str(PERSON) in (await editor.sees("грозит беда")).text

            editor.press("Закрыть")
            await editor.sees("Закрыто, спасибо!")
            owner.say("/log")
            assert "Эдик: закрыт сигнал о беде" in (await owner.sees("Журнал")).text
            owner.say("/inbox")
            await owner.sees("всё спокойно")

            owner.say("/staff")
            await owner.sees("Эдик, редактор, VK")
            owner.press("2")
            await owner.answered()
            owner.press("Убрать из сотрудников")
            await owner.sees("Убрать из сотрудников: Эдик?")
            owner.press("Да, убрать")
            await owner.sees("больше не в списке")
            editor.press("Входящие")
            await editor.sees("Эта кнопка уже не работает")
