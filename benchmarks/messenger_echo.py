"""Bare echo bots, as the libraries' own guides write them: the yardstick of `benchmarks.channels`."""

import asyncio
import logging
import os
import sys

from benchmarks.messenger_load import TELEGRAM_BASE, TELEGRAM_TOKEN, VK_BASE, VK_TOKEN


async def telegram() -> None:
    """aiogram: a dispatcher with one handler."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ[TELEGRAM_BASE]))
    await dispatcher.start_polling(Bot(os.environ[TELEGRAM_TOKEN], session=session))


async def vk() -> None:
    """vkbottle: a bot with one handler."""
    import vkbottle
    from vkbottle.bot import Message

    api = vkbottle.API(os.environ[VK_TOKEN])
    api.API_URL = f"{os.environ[VK_BASE]}/method/"
    bot = vkbottle.Bot(api=api)

    @bot.on.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text)

    await bot.run_polling()


if __name__ == "__main__":
    logging.disable()
    asyncio.run({"telegram": telegram, "vk": vk}[sys.argv[1]]())
