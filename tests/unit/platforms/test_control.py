"""The platforms as a process of their own, played over the control API."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import ClientConnectionError, ClientSession

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Stage:
    """The process, its addresses, and a session to play people with."""

    said: dict[str, Any]
    session: ClientSession

    async def get(self, path: str) -> dict[str, Any]:
        async with self.session.get(self.said["control"] + path) as answer:
            assert answer.status == 200
            found: dict[str, Any] = await answer.json()
            return found

    async def post(self, path: str, body: Any) -> tuple[int, dict[str, Any]]:
        async with self.session.post(self.said["control"] + path, json=body) as answer:
            return answer.status, await answer.json()

    def bot(self) -> Bot:
        api = TelegramAPIServer.from_base(self.said["telegram"])
        return Bot(self.said["telegram_token"], session=AiohttpSession(api=api, timeout=5))

    async def vk(self, method: str, **params: Any) -> Any:
        query = {"access_token": self.said["vk_token"], "v": "5.199"}
        address = f"{self.said['vk']}/method/{method}"
        async with self.session.post(address, params=query, data=params) as answer:
            return await answer.json()


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    arguments = ("-m", "tests.platforms", "--pace", "strict")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    said = json.loads(await process.stdout.readline())
    async with ClientSession() as session:
        yield Stage(said, session)
    process.terminate()
    assert await process.wait() == 0


async def test_people_of_both_platforms_are_played_from_another_process(stage: Stage) -> None:
    bot = stage.bot()
    deeds = [{"user": 7, "do": "start", "payload": "m-1"}, {"user": 8, "do": "say", "text": "привет"}]

    assert await stage.post("/api/telegram/batch", {"deeds": deeds}) == (200, {"done": 2})
    updates = await bot.get_updates()
    rows = [[InlineKeyboardButton(text="Да", callback_data="y")]]
    await bot.send_message(
        7, "<b>ну?</b>", parse_mode="HTML", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows)
    )
    screen = await stage.get("/api/telegram/7")
    message = screen["messages"][-1]
    assert (message["text"], message["entities"][0]["kind"]) == ("ну?", "bold")
    await stage.post("/api/telegram/7", {"do": "press", "message": message["id"], "button": 0})
    pressed = await bot.get_updates(offset=updates[-1].update_id + 1)
    await bot.session.close()

    await stage.post("/api/vk/7?old=1", {"do": "say", "text": "привет"})
    sent = await stage.vk("messages.send", peer_id=7, random_id=1, message="и тебе")
    seen = await stage.get("/api/vk/7?since=0")

    assert [update.message and update.message.text for update in updates] == ["/start m-1", "привет"]
    assert pressed[0].callback_query is not None
    assert (sent, seen["messages"][-1]["text"]) == ({"response": 2}, "и тебе")


async def test_what_cannot_be_done_is_said(stage: Stage) -> None:
    assert (await stage.post("/api/vk/7", {"do": "dance"}))[0] == 409
    assert (await stage.post("/api/vk/7", {"do": "press", "label": "Да"}))[0] == 409
    assert (await stage.post("/api/vk/7", {"do": "press", "message": 5, "button": 0}))[0] == 409


async def test_faults_and_silence_are_planned_from_another_process(stage: Stage) -> None:
    await stage.post("/api/vk/faults", {"kind": "refusal", "status": 9, "method": "groups.getById"})

    assert (await stage.vk("groups.getById"))["error"]["error_code"] == 9
    assert (await stage.vk("groups.getById"))["response"]["groups"]
    assert (await stage.get("/api/vk"))["outcomes"] == {
        "groups.getById refusal": 1,
        "groups.getById ok": 1,
    }
    await stage.post("/api/vk/down", {"seconds": 600})
    with pytest.raises(ClientConnectionError):
        await stage.vk("groups.getById")
    await stage.post("/api/vk/down", {"seconds": 0})
    assert (await stage.vk("groups.getById"))["response"]["groups"]


async def test_the_page_loads_nothing_from_elsewhere(stage: Stage) -> None:
    async with stage.session.get(stage.said["control"] + "/") as answer:
        page = await answer.text()
        policy = answer.headers["Content-Security-Policy"]

    assert "src=" not in page.replace("picture.src = url", "")
    assert "default-src 'none'" in policy
