"""The nursery as the test sees it."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.platforms.telegram import TelegramServer
from tests.platforms.vk import VkServer
from tests.running import ROOT, environment, free_port
from tests.torture.nursery import NO_THREADS

LOGS: Final = "children.log"
READY_SECONDS: Final = 180.0
END_SECONDS: Final = 30.0


@dataclass(slots=True)
class Nursery:
    """Forks consultants."""

    process: asyncio.subprocess.Process
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _logs: Path = Path()

    async def start(self, folder: Path, **settings: str) -> int:
        """A new consultant with this DATA_DIR; its process id."""
        self._logs = folder / LOGS
        chosen = {"DATA_DIR": str(folder), "WEB_PORT": str(free_port()), "LOG_LEVEL": "INFO", **settings}
        answer = await self._ask({"settings": chosen, "logs": str(self._logs)})
        return int(answer["pid"])

    async def kill(self, pid: int) -> None:
        """As a power cut does."""
        os.kill(pid, signal.SIGKILL)
        ended = await self._end(pid)
        assert ended == -signal.SIGKILL, f"ended with {ended}: {self._told()}"

    async def stop(self, pid: int) -> None:
        """As the system does."""
        os.kill(pid, signal.SIGTERM)
        ended = await self._end(pid)
        assert ended == 0, f"ended with {ended}: {self._told()}"

    async def _end(self, pid: int) -> int:
        async with asyncio.timeout(END_SECONDS):
            return int((await self._ask({"wait": pid}))["ended"])

    async def _ask(self, order: Mapping[str, Any]) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        async with self._asking:
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
            answer: dict[str, Any] = json.loads(await self.process.stdout.readline())
        return answer

    def _told(self) -> str:
        return self._logs.read_text(encoding="utf-8")[-3000:]


@asynccontextmanager
async def nursery(folder: Path) -> AsyncIterator[Nursery]:
    """A nursery that is ready to fork; `folder` is where it stands."""
    env = {**environment(folder), **NO_THREADS, "PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.torture.nursery",
        cwd=folder,
        env=env,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        async with asyncio.timeout(READY_SECONDS):
            assert json.loads(await process.stdout.readline()) == {"ready": True}
        yield Nursery(process)
    finally:
        process.stdin.close()
        if process.returncode is None:
            process.kill()
        await process.wait()


def settings_of(telegram: TelegramServer | None = None, vk: VkServer | None = None) -> dict[str, str]:
    """How a consultant finds these platforms."""
    found: dict[str, str] = {}
    if telegram:
        found |= {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_BASE": telegram.base_url}
    if vk:
        found |= {"VK_TOKEN": vk.token, "VK_GROUP_ID": str(vk.group_id), "VK_API_BASE": vk.base_url}
    return found
