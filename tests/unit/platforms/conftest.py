"""Local platforms and their real clients."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientTimeout
from vkbottle import API, ABCRequestRescheduler, AiohttpClient

from tests.platforms.telegram import TelegramServer
from tests.platforms.vk import VkServer


class NoRetry(ABCRequestRescheduler):
    """An answer that is no JSON is an error at once."""

    async def reschedule(
        self, ctx_api: object, method: str, data: object, recent_response: object
    ) -> dict[str, Any]:
        raise ValueError(f"{method}: no JSON")


class LocalVk(API):
    """vkbottle's own client with another address."""

    def __init__(self, server: VkServer, token: str | None = None, seconds: float = 5.0) -> None:
        http = AiohttpClient(timeout=ClientTimeout(total=seconds))
        super().__init__(token or server.token, http_client=http, request_rescheduler=NoRetry())
        self.API_URL = f"{server.base_url}/method/"


def telegram_client(server: TelegramServer, token: str | None = None, seconds: float = 5.0) -> Bot:
    """aiogram's own client with another address."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.base_url), timeout=seconds)
    return Bot(token or server.token, session=session)


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def bot(telegram: TelegramServer) -> AsyncIterator[Bot]:
    client = telegram_client(telegram)
    yield client
    assert isinstance(client.session, AiohttpSession)
    await (await client.session.create_session()).close()  # aiogram's own close sleeps for 0.25 s


@pytest.fixture
async def vk() -> AsyncIterator[VkServer]:
    async with VkServer() as server:
        yield server


@pytest.fixture
async def api(vk: VkServer) -> AsyncIterator[LocalVk]:
    client = LocalVk(vk)
    yield client
    await client.http_client.close()
