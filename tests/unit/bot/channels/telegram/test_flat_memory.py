"""Nothing piles up while Telegram is down, neither where we listen nor where we send."""

import asyncio
import gc
import tracemalloc
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

from bot.dialogue.messages import Outgoing
from bot.mailbox.sender import Patience
from bot.storage.tables import outbox
from tests.platforms import faults
from tests.talks import NOON, open_talks
from tests.unit.bot.channels.telegram.conftest import Bench, until

GROWTH: Final = 30_000
"""Bytes over 25 troubles: an error that is kept with its traceback takes more than its share."""


async def grown(troubles: Callable[[int], Awaitable[None]]) -> int:
    """Bytes that came in the best of three rounds: a cache that fills grows in one, a leak in all."""
    tracemalloc.start(1)
    try:
        await troubles(20)
        gc.collect()
        sizes = [tracemalloc.get_traced_memory()[0]]
        for _ in range(3):
            await troubles(25)
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
        return min(after - before for before, after in pairwise(sizes))
    finally:
        tracemalloc.stop()


async def test_nothing_grows_where_we_listen_while_telegram_is_down(bench: Bench) -> None:
    bench.telegram.calls.limit = 0  # what the played Telegram remembers is not ours
    bench.telegram.faults.add(faults.page(502), "getUpdates", times=None)

    async def troubles(count: int) -> None:
        seen = bench.telegram.calls.counts["getUpdates"]
        await until(lambda: bench.telegram.calls.counts["getUpdates"] >= seen + count)

    async with bench.listening():
        await until(lambda: bench.channel.state == "unreachable")
        assert await grown(troubles) < GROWTH


async def test_nothing_grows_where_we_send_while_telegram_is_down(bench: Bench, tmp_path: Path) -> None:
    bench.telegram.calls.limit = 0  # what the played Telegram remembers is not ours
    bench.telegram.faults.add(faults.page(502), "sendMessage", times=None)
    letter = {
        "channel": "telegram",
        "payload": Outgoing(text="Ответ").model_dump_json(),
        "priority": 0,
        "state": "waiting",
        "not_before": NOON,
        "attempts": 0,
        "farewell": False,
        "created_at": NOON,
    }
    async with open_talks(tmp_path) as talks, asyncio.TaskGroup() as tasks:
        async with talks.database.write() as connection:
            await connection.execute(
                outbox.insert(), [{**letter, "account": str(one)} for one in range(1, 31)]
            )

        async def troubles(count: int) -> None:
            enough = bench.telegram.calls.counts["sendMessage"] + count
            while bench.telegram.calls.counts["sendMessage"] < enough:
                talks.clock.advance(timedelta(seconds=1))
                talks.mailbox.bell.ring(["telegram"])
                await asyncio.sleep(0.01)

        sender = talks.mailbox.sender(bench.channel, Patience(first_probe=0.005, longest_probe=0.005))
        sending = tasks.create_task(sender.run())
        assert await grown(troubles) < GROWTH
        assert await talks.count(outbox, outbox.c.state == "waiting") == 30
        sending.cancel()
