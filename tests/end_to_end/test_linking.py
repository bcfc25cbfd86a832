"""One person on the site, in Telegram and on VK: the real process and the real clients."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.platforms.telegram import TelegramServer
from tests.platforms.vk import VkServer
from tests.running import Page, running

pytestmark = pytest.mark.end_to_end
LONG = 60.0


def payload_of(message: Mapping[str, Any]) -> str:
    """What the link of a message hands to the messenger."""
    (url,) = [button["url"] for row in message["rows"] for button in row if button.get("url")]
    return str(url).rpartition("=")[2]


async def test_a_talk_goes_from_the_site_to_telegram_and_on_to_vk(tmp_path: Path) -> None:
    async with TelegramServer() as telegram, VkServer() as vk, aiohttp.ClientSession() as session:
        settings = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_BASE": telegram.base_url,
            "VK_TOKEN": vk.token,
            "VK_GROUP_ID": str(vk.group_id),
            "VK_API_BASE": vk.base_url,
            "CHROMA_URL": "http://127.0.0.1:9",
        }
        async with running(tmp_path, **settings) as consultant:
            page, dasha, dasha_vk = Page(session), telegram.user(5005, "Даша"), vk.user(7007, "Даша")
            dasha.start()
            await dasha.sees("ИИ-помощник", LONG)

            await page.turn(consultant.base, {"type": "button", "action": "m:rosmolodezh-granty"})
            (offer,) = await page.talk(consultant.base, "связать с телеграмом")
            dasha.start(payload_of(offer))
            await dasha.sees("остановились на сайте")
            await dasha.sees("Росмолодёжь.Гранты")

            dasha.say("запомни меня")
            await dasha.sees("Согласие на обработку данных")
            dasha.press("Мне есть 14, разрешаю")
            await dasha.sees("Сколько тебе лет?")
            dasha.say("17")
            await dasha.sees("Где ты живёшь?")
            dasha.say("отмена")
            await dasha.sees("отменил")
            dasha.say("подключить вк")
            code = (await dasha.sees("Твой код")).text.partition("Твой код: ")[2].splitlines()[0]

            dasha_vk.say(f"мой код {code.lower()}")
            await dasha_vk.sees("Согласие на обработку данных", LONG)
            dasha_vk.press("Мне есть 14, разрешаю")
            await dasha_vk.sees("Связать с твоим аккаунтом в Telegram?")
            dasha_vk.press("Да, он мой")
            await dasha_vk.sees("один профиль")
            await dasha.sees("общий с аккаунтом в VK")
            dasha_vk.say("обо мне")
            await dasha_vk.sees("17 лет")

            dasha.say("отвязать")
            await dasha.sees("Что отвязать?")
            dasha.press("Отвязать VK")
            await dasha.sees("Отвязать VK?")
            dasha.press("Да, отвязать")
            await dasha.sees("Готово, отвязал VK")
            await dasha_vk.sees("Этот аккаунт отвязан")
            dasha_vk.say("обо мне")
            await dasha_vk.sees("ничего о тебе не храню")
