"""Trouble short of death: platforms that are down, deliver twice, deliver rubbish or know another token."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.organisation import PATH
from tests.platforms.faults import page
from tests.platforms.person import Screen
from tests.platforms.telegram import TelegramServer
from tests.platforms.vk import VkServer
from tests.running import free_port
from tests.torture.forks import LOGS, Nursery, settings_of

pytestmark = [pytest.mark.end_to_end, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]
WAIT = 60.0
"""«Back within a minute»; also what a slow machine may take to start."""


@asynccontextmanager
async def living(children: Nursery, folder: Path, **settings: str) -> AsyncIterator[str]:
    """A consultant at work; the address of its site."""
    port = str(free_port())
    pid = await children.start(folder, WEB_PORT=port, **settings)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await children.stop(pid)


async def parts(base: str) -> dict[str, Any]:
    """What /readyz says."""
    async with aiohttp.ClientSession() as http, http.get(f"{base}/readyz") as answer:
        found: dict[str, Any] = await answer.json()
    return found


async def becomes(base: str, part: str, state: str) -> None:
    async with asyncio.timeout(WAIT):
        while (await parts(base))[part] != state:  # noqa: ASYNC110 - another process has no event for us
            await asyncio.sleep(0.1)


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(f"file:{folder}/consultant.db?mode=ro", uri=True, timeout=5) as connection:
        return connection.execute(query).fetchall()


async def test_what_is_delivered_again_is_answered_once_also_after_a_restart(
    children: Nursery, tmp_path: Path
) -> None:
    async with TelegramServer() as telegram, VkServer() as vk:
        anna, boris = telegram.user(1), vk.user(2)
        first, second = anna.say("/help"), boris.say("/help")
        assert first is not None
        assert second is not None
        for _ in range(2):
            async with living(children, tmp_path, **settings_of(telegram, vk)):
                telegram.redeliver(first)
                vk.redeliver(second)
                vk.redeliver(second)
                for user in (anna, boris):
                    greeted = _greetings(user)
                    user.say("/start")
                    async with asyncio.timeout(WAIT):
                        while _greetings(user) == greeted:
                            await user.differs(user.version, WAIT)

        for user in (anna, boris):
            answers = [text for text in user.texts if "Я ищу меры" in text]
            assert len(answers) == 1
        assert telegram.defects == vk.defects == []


def _greetings(user: Screen) -> int:
    return sum("ИИ-помощник" in text for text in user.texts)


async def test_a_dead_platform_slows_nobody_and_is_back_within_a_minute_with_nothing_lost(
    children: Nursery, tmp_path: Path
) -> None:
    async with TelegramServer() as telegram, VkServer() as vk:
        anna, boris = telegram.user(1), vk.user(2)
        async with living(children, tmp_path, **settings_of(telegram, vk)) as base:
            for user in (anna, boris):
                user.say("/help")
                await user.answered(seconds=WAIT)
            async with vk.door.shut_for_a_while():
                boris.say("/privacy")
                await becomes(base, "vk", "unreachable")
                for words in ("/help", "/open", "/help"):
                    anna.say(words)
                    await anna.answered(seconds=5)
                assert (await parts(base))["ready"] is True
            await boris.answered(seconds=WAIT)
            async with telegram.door.shut_for_a_while():
                anna.say("/privacy")
                await becomes(base, "telegram", "unreachable")
                boris.say("/help")
                await boris.answered(seconds=5)
            await anna.answered(seconds=WAIT)

        assert telegram.defects == vk.defects == []


async def test_an_answer_that_a_platform_refuses_for_a_while_comes_in_the_end_and_in_order(
    children: Nursery, tmp_path: Path
) -> None:
    async with TelegramServer() as telegram, VkServer() as vk:
        async with living(children, tmp_path, **settings_of(telegram, vk)):
            for server, method in ((telegram, "sendMessage"), (vk, "messages.send")):
                user = server.user(1)
                server.faults.add(page(502), method, times=4)
                user.say("/help")
                user.say("/start")
                await user.sees("ИИ-помощник", seconds=WAIT)
                assert [text[:5] for text in user.texts] == ["Я ищу", "Приве"]

        assert rows(tmp_path, "SELECT DISTINCT state FROM outbox") == [("sent",)]


async def test_a_wrong_token_is_one_clear_line_and_the_rest_works(children: Nursery, tmp_path: Path) -> None:
    wrong = "123456789:AAanother-token-of-the-right-shape-000"
    async with TelegramServer() as telegram, VkServer() as vk:
        boris = vk.user(2)
        settings = {**settings_of(telegram, vk), "TELEGRAM_TOKEN": wrong}
        async with living(children, tmp_path, **settings) as base:
            boris.say("/help")
            await boris.answered(seconds=WAIT)
            await becomes(base, "telegram", "wrong token")
            assert (await parts(base))["ready"] is True

    logs = (tmp_path / LOGS).read_text(encoding="utf-8")
    lines = [json.loads(line) for line in logs.splitlines() if line.startswith("{")]
    (told,) = [line for line in lines if line["event"] == "telegram-wrong-token"]
    assert "@BotFather" in told["advice"]
    assert "another-token" not in logs


async def test_rubbish_stops_nobody_and_waits_for_staff(children: Nursery, tmp_path: Path) -> None:
    async with TelegramServer() as telegram, VkServer() as vk:
        anna, boris = telegram.user(1), vk.user(2)
        async with living(children, tmp_path, **settings_of(telegram, vk)):
            for words in ("/help", "/start"):
                for user in (anna, boris):
                    user.say(words)
                    await user.answered(seconds=WAIT)
                telegram.deliver_garbage({"message": {"message_id": "seven"}})
                vk.deliver_garbage({"type": "message_new", "object": {"message": {"text": ["no", "text"]}}})
            await _dead(tmp_path, count=4)

        items = rows(tmp_path, "SELECT channel, kind, text FROM staff_items ORDER BY channel")
        assert items == [(channel, "dead", "unreadable") for channel in ("telegram", "telegram", "vk", "vk")]


async def _dead(folder: Path, count: int) -> None:
    async with asyncio.timeout(WAIT):
        while rows(folder, "SELECT count(*) FROM inbox WHERE state = 'dead'") != [(count,)]:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.05)


async def test_who_blocks_the_bot_gets_nothing_until_they_are_back(children: Nursery, tmp_path: Path) -> None:
    async with TelegramServer() as telegram, VkServer() as vk:
        async with living(children, tmp_path, **settings_of(telegram, vk)):
            for user in (telegram.user(1), vk.user(2)):
                user.say("/help")
                await user.answered(seconds=WAIT)
                user.block()
                await _blocked(tmp_path, count=1)
                user.unblock()
                user.say("/start")
                await user.answered(seconds=WAIT)
                await _blocked(tmp_path, count=0)

        assert telegram.defects == vk.defects == []


async def _blocked(folder: Path, count: int) -> None:
    async with asyncio.timeout(WAIT):
        while rows(folder, "SELECT count(*) FROM accounts WHERE blocked_at IS NOT NULL") != [(count,)]:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.05)


async def test_channels_that_the_organisation_does_not_use_stay_shut(
    children: Nursery, tmp_path: Path
) -> None:
    shipped = PATH.read_text(encoding="utf-8").splitlines()
    lines = ["channels: [telegram]" if line.startswith("channels:") else line for line in shipped]
    file = tmp_path / "organisation.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    async with TelegramServer() as telegram, VkServer() as vk:
        anna, boris = telegram.user(1), vk.user(2)
        boris.say("/help")
        settings = {**settings_of(telegram, vk), "ORGANISATION_FILE": str(file)}
        async with living(children, tmp_path, **settings) as base, aiohttp.ClientSession() as http:
            anna.say("/help")
            await anna.answered(seconds=WAIT)
            async with http.get(f"{base}/chat") as chat, http.get(f"{base}/healthz") as health:
                assert (chat.status, health.status) == (404, 200)
            assert "vk" not in await parts(base)

        assert boris.texts == []
        assert vk.calls.begun == {}
