"""Both platforms and the control API as a process of their own: `python -m tests.platforms`.

Prints one line of JSON with the addresses and tokens when everything listens; ends with SIGTERM or Ctrl-C.
"""

import argparse
import asyncio
import gc
import json
import signal
import sys
from typing import Any

from aiohttp import web

from tests.platforms.control import Control
from tests.platforms.door import HOST
from tests.platforms.telegram import TelegramServer
from tests.platforms.telegram.server import ONE_CHAT, ONE_CHAT_BURST
from tests.platforms.telegram.server import TOKEN as TELEGRAM_TOKEN
from tests.platforms.vk import VkServer
from tests.platforms.vk.server import GROUP, OVERALL
from tests.platforms.vk.server import TOKEN as VK_TOKEN


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.platforms", description=__doc__)
    parser.add_argument("--telegram-port", type=int, default=0)
    parser.add_argument("--vk-port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--telegram-token", default=TELEGRAM_TOKEN)
    parser.add_argument("--vk-token", default=VK_TOKEN)
    parser.add_argument("--vk-group", type=int, default=GROUP)
    parser.add_argument("--pace", choices=("burst", "strict", "off"), default="burst")
    parser.add_argument("--log-limit", type=int, default=10_000, help="calls to remember; 0 for benchmarks")
    return parser.parse_args()


async def _serve(options: argparse.Namespace) -> None:
    telegram = TelegramServer(
        options.telegram_port,
        token=options.telegram_token,
        chat_pace={"burst": ONE_CHAT_BURST, "strict": ONE_CHAT, "off": None}[options.pace],
        log_limit=options.log_limit,
    )
    vk = VkServer(
        options.vk_port,
        token=options.vk_token,
        group_id=options.vk_group,
        pace=None if options.pace == "off" else OVERALL,
        log_limit=options.log_limit,
    )
    stopped = asyncio.Event()
    for how in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(how, stopped.set)
    async with telegram, vk:
        runner = web.AppRunner(Control(telegram, vk).app(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, HOST, options.control_port).start()
        _announce(telegram, vk, runner)
        await stopped.wait()
        await runner.cleanup()


def _announce(telegram: TelegramServer, vk: VkServer, runner: web.AppRunner) -> None:
    host, port = runner.addresses[0][:2]
    said: dict[str, Any] = {
        "control": f"http://{host}:{port}",
        "telegram": telegram.base_url,
        "telegram_token": telegram.token,
        "vk": vk.base_url,
        "vk_token": vk.token,
        "vk_group": vk.group_id,
    }
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 100)  # everything is kept, so looking for garbage often only costs
    try:
        asyncio.run(_serve(_options()))
    except OSError as error:
        sys.stderr.write(f"platforms: {error}\n")
        sys.exit(2)
