"""Planned faults as real clients meet them."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramRetryAfter
from aiohttp import ClientError, ClientSession
from vkbottle import CaptchaError, VKAPIError

from tests.platforms import faults
from tests.platforms.faults import Fault
from tests.platforms.telegram import TelegramServer
from tests.platforms.vk import VkServer
from tests.unit.platforms.conftest import LocalVk, telegram_client


@pytest.mark.parametrize(
    ("fault", "error", "shown"),
    [
        pytest.param(faults.page(502), ClientDecodeError, 0, id="page"),
        pytest.param(faults.reset(), TelegramNetworkError, 0, id="reset"),
        pytest.param(faults.refusal(429, 7), TelegramRetryAfter, 0, id="429"),
        pytest.param(faults.malformed(), ClientDecodeError, 1, id="malformed"),
        pytest.param(faults.lost(), TelegramNetworkError, 1, id="lost"),
    ],
)
async def test_telegram_fails_once_and_is_well_again(
    telegram: TelegramServer, bot: Bot, fault: Fault, error: type[Exception], shown: int
) -> None:
    anna = telegram.user(7)
    anna.start()
    telegram.faults.add(fault, "sendMessage")

    await bot.get_me()
    with pytest.raises(error):
        await bot.send_message(7, "раз")
    before = len(anna.texts)
    await bot.send_message(7, "два")

    assert (before, anna.texts[-1]) == (shown, "два")


async def test_half_an_answer_ends_as_a_client_error(vk: VkServer, api: LocalVk) -> None:
    vk.user(7).start()
    vk.faults.add(faults.cut(), "messages.send")

    with pytest.raises(ClientError):
        await api.messages.send(peer_id=7, random_id=1, message="раз")

    assert vk.user(7).texts == ["раз"]
    assert await api.messages.send(peer_id=7, random_id=1, message="раз") == 2
    assert vk.user(7).texts == ["раз"]


async def test_vk_refuses_on_demand(vk: VkServer, api: LocalVk) -> None:
    vk.faults.add(faults.refusal(9), times=2)

    for _ in range(2):
        with pytest.raises(VKAPIError[9]):
            await api.groups.get_by_id()

    assert (await api.groups.get_by_id()).groups[0].id == vk.group_id


async def test_vk_asks_for_a_captcha_on_demand(vk: VkServer, api: LocalVk) -> None:
    vk.faults.add(faults.refusal(14))

    with pytest.raises(CaptchaError) as caught:
        await api.groups.get_by_id()

    assert caught.value.captcha_sid == "1"


async def test_a_platform_that_hangs_is_left_by_the_callers_own_timeout(telegram: TelegramServer) -> None:
    hasty = telegram_client(telegram, seconds=0.2)
    telegram.faults.add(faults.hang())

    with pytest.raises(TelegramNetworkError, match="timeout"):
        await hasty.get_me()

    assert (await hasty.get_me()).is_bot
    await hasty.session.close()


async def test_slow_answers_come_late(telegram: TelegramServer, bot: Bot) -> None:
    telegram.faults.add(faults.slow(0.2), "getMe")
    started = asyncio.get_running_loop().time()

    await bot.get_me()

    assert asyncio.get_running_loop().time() - started >= 0.2


async def test_a_platform_that_is_down_refuses_connections_and_comes_back(
    telegram: TelegramServer, bot: Bot
) -> None:
    polling = asyncio.ensure_future(bot.get_updates(timeout=3))
    await telegram.updates.polled()

    async with telegram.door.shut_for_a_while():
        with pytest.raises(TelegramNetworkError):
            await polling
        with pytest.raises(TelegramNetworkError):
            await bot.get_me()

    assert (await bot.get_me()).is_bot


async def test_faults_may_have_a_chance_and_a_condition(vk: VkServer, api: LocalVk) -> None:
    vk.user(7).start()
    vk.faults.add(faults.refusal(10), times=None, when=lambda params: params.get("message") == "два")
    vk.faults.add(faults.refusal(10), "utils.getServerTime", times=None, chance=0.5)

    await api.messages.send(peer_id=7, random_id=1, message="раз")
    with pytest.raises(VKAPIError[10]):
        await api.messages.send(peer_id=7, random_id=2, message="два")
    calls = [api.request("utils.getServerTime", {}) for _ in range(10)]
    fates = await asyncio.gather(*calls, return_exceptions=True)

    vk.faults.clear()
    assert {type(fate) for fate in fates} == {dict, VKAPIError[10]}
    assert vk.user(7).texts == ["раз"]
    assert 0 < vk.calls.outcomes["utils.getServerTime", "refusal"] < 10


async def test_a_call_that_no_rule_foresaw_shows_as_a_defect(telegram: TelegramServer) -> None:
    telegram.user(7).start()

    async with ClientSession() as session:
        url = f"{telegram.base_url}/bot{telegram.token}/deleteMessage"
        answer = await session.post(url, json={"chat_id": 7, "message_id": "seven"})

    assert answer.status == 500
    assert telegram.defects == ["deleteMessage: ValueError: invalid literal for int() with base 10: 'seven'"]
