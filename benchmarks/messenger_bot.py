"""The consultant as a process of its own for the benchmark, without limits of pace unless asked for them."""

import asyncio
import os
import signal
import sys
from typing import Final

from bot.app import Paces, build
from bot.channels.pace import Limits
from bot.logs import set_up_logging
from bot.organisation import shipped_organisation
from bot.process_lock import process_lock
from bot.settings import read_settings
from knowledge.clock import SystemClock

UNLIMITED: Final = Limits(per_second=1_000_000, per_chat_second=1_000_000, in_flight=32)


async def _serve(is_limited: bool) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    limits: Paces | None = None if is_limited else {"telegram": UNLIMITED, "vk": UNLIMITED}
    async with build(read_settings(), shipped_organisation(), SystemClock(), "site", limits) as app:
        await app.run(lambda: None, stop)


def main() -> None:
    """Run until told to stop."""
    settings = read_settings()
    set_up_logging(settings.log_level)
    with process_lock(settings.data_dir):
        asyncio.run(_serve("limited" in sys.argv))
    os._exit(0)  # threads that build the index may be cut


if __name__ == "__main__":
    main()
