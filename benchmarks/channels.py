"""Telegram and VK, the whole way: platform in, inbox, engine, outbox, platform out; bare echo bots beside it.

Servers and people live in this process, each bot in one of its own, on another core where there are two.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil

from benchmarks.messenger_load import (
    TELEGRAM_BASE,
    TELEGRAM_TOKEN,
    VK_BASE,
    VK_TOKEN,
    Measured,
    Script,
    Server,
    echo,
    flood,
    trickle,
)
from tests.platforms.person import NoAnswerError
from tests.platforms.telegram import TelegramServer
from tests.platforms.vk import VkServer
from tests.running import environment

PEOPLE: Final = 1_500
AT_ONCE: Final = 100
WARM_SECONDS: Final = 5.0
SLICES: Final = 5
SLICE_SECONDS: Final = 4.0
TRICKLE_SECONDS: Final = 40.0
START_SECONDS: Final = 120.0
AGAIN_SECONDS: Final = 5.0


def run() -> None:
    """Print the figures."""
    asyncio.run(_run())


async def _run() -> None:
    if cores := _cores():
        os.sched_setaffinity(0, {cores[1]})
    for name in ("telegram", "vk"):
        await _flood_of(name)
    await _trickle()


async def _flood_of(name: str) -> None:
    """Ours and the echo in turns, a few seconds each: machines do not run at one speed for long."""
    script, ours, bare = Script(5), Slices(), Slices()
    async with _server(name, paced=False) as server, _server(name, paced=False) as other:
        with (
            _bot(["benchmarks.messenger_bot"], server) as bot,
            _bot(["benchmarks.messenger_echo", name], other) as echo_bot,
        ):
            await asyncio.gather(_is_answered(server), _is_answered(other))
            await flood(server, PEOPLE, AT_ONCE, script.act, WARM_SECONDS)
            await flood(other, PEOPLE, AT_ONCE, echo, WARM_SECONDS)
            for _ in range(SLICES):
                await ours.add(bot, flood(server, PEOPLE, AT_ONCE, script.act, SLICE_SECONDS))
                await bare.add(echo_bot, flood(other, PEOPLE, AT_ONCE, echo, SLICE_SECONDS))
        _tell_defects(server)
    print(
        f"{name}: {ours.rate:.0f} turns/s beside {bare.rate:.0f} of a bare echo: ratio"
        f" {ours.rate / bare.rate:.2f} (goals 200 and 0.25); processor {ours.cpu:.2f} ms a turn beside"
        f" {bare.cpu:.2f}: {bare.cpu / ours.cpu:.2f}; {ours.unanswered} without an answer"
    )


@dataclass(slots=True)
class Slices:
    """What came of several short runs of one bot."""

    turns: int = 0
    seconds: float = 0.0
    spent: float = 0.0
    unanswered: int = 0

    async def add(self, bot: psutil.Process, load: Coroutine[Any, Any, Measured]) -> None:
        """One more."""
        before = bot.cpu_times()
        measured = await load
        after = bot.cpu_times()
        self.spent += after.user + after.system - before.user - before.system
        self.turns += len(measured.waits)
        self.seconds += measured.seconds
        self.unanswered += measured.unanswered

    @property
    def rate(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds

    @property
    def cpu(self) -> float:
        """Milliseconds of processor for a turn, whatever else is going on."""
        return 1000 * self.spent / self.turns


async def _trickle() -> None:
    async with _server("telegram", paced=True) as telegram, _server("vk", paced=True) as vk:
        script = Script(6)
        began = time.monotonic()
        with _bot(["benchmarks.messenger_bot", "limited"], telegram, vk):
            await asyncio.gather(_is_answered(telegram), _is_answered(vk))
            print(f"start to answers on both: {time.monotonic() - began:.1f} s (goal 10)")
            await asyncio.gather(*(flood(one, 20, 1, script.act, WARM_SECONDS) for one in (telegram, vk)))
            on_telegram, on_vk = await asyncio.gather(
                trickle(telegram, 300, 15, script.act, TRICKLE_SECONDS),
                trickle(vk, 300, 10, script.act, TRICKLE_SECONDS),
            )
        _tell("telegram, 15 arrivals/s", on_telegram)
        _tell("vk, 10 arrivals/s", on_vk)
        _tell_defects(telegram)
        _tell_defects(vk)


def _tell(what: str, measured: Measured) -> None:
    median, late = (1000 * measured.percentile(share) for share in (0.5, 0.95))
    print(
        f"{what}: median {median:.0f} ms, p95 {late:.0f} ms (goal 150), {len(measured.waits)} turns,"
        f" {measured.unanswered} without an answer"
    )


def _tell_defects(server: Server) -> None:
    for line in sorted(set(server.defects)):
        print(f"defect: {line}")


def _server(name: str, *, paced: bool) -> Server:
    """A server that remembers no calls."""
    if name == "vk":
        return VkServer(log_limit=0) if paced else VkServer(log_limit=0, pace=None)
    return TelegramServer(log_limit=0) if paced else TelegramServer(log_limit=0, chat_pace=None)


async def _is_answered(server: Server, patience: float = START_SECONDS) -> None:
    """Return when the bot has answered somebody; vkbottle's own loop skips what was said before its start."""
    first = server.user(99)
    while True:
        first.say("привет")
        try:
            await first.answered(seconds=AGAIN_SECONDS)
        except NoAnswerError:
            patience -= AGAIN_SECONDS
            if patience < 0:
                raise
        else:
            return


@contextmanager
def _bot(command: list[str], *servers: Server) -> Iterator[psutil.Process]:
    """A bot on these servers, on a core of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"LOG_LEVEL": os.environ.get("BENCH_LOG", "ERROR")}
        for server in servers:
            settings |= _settings(server)
        env = {**environment(Path(folder), **settings), "PYTHONPATH": os.fspath(Path.cwd())}
        process = subprocess.Popen([sys.executable, "-m", *command], env=env, cwd=folder)
        if cores := _cores():
            os.sched_setaffinity(process.pid, {cores[0]})
        try:
            yield psutil.Process(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _settings(server: Server) -> Mapping[str, str]:
    if isinstance(server, VkServer):
        return {VK_TOKEN: server.token, VK_BASE: server.base_url, "VK_GROUP_ID": str(server.group_id)}
    return {TELEGRAM_TOKEN: server.token, TELEGRAM_BASE: server.base_url}


_ALL: Final = tuple(sorted(os.sched_getaffinity(0)))


def _cores() -> tuple[int, int] | None:
    """One for the bot, one for servers and people; None on a machine of one core."""
    return (_ALL[0], _ALL[1]) if len(_ALL) > 1 else None


if __name__ == "__main__":
    run()
