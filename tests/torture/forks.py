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

from tests.running import ROOT, environment
from tests.torture.nursery import NO_THREADS

READY_SECONDS: Final = 180.0
END_SECONDS: Final = 30.0


@dataclass(slots=True)
class Nursery:
    """Forks consultants over one folder, one at a time."""

    process: asyncio.subprocess.Process
    settings: Mapping[str, str]
    logs: Path
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def start(self) -> int:
        """A new consultant; its process id."""
        answer = await self._ask({"settings": dict(self.settings), "logs": str(self.logs)})
        return int(answer["pid"])

    async def kill(self, pid: int) -> None:
        """As a power cut does."""
        os.kill(pid, signal.SIGKILL)
        assert await self._end(pid) == -signal.SIGKILL, self._told()

    async def stop(self, pid: int) -> None:
        """As the system does."""
        os.kill(pid, signal.SIGTERM)
        assert await self._end(pid) == 0, self._told()

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
        return self.logs.read_text(encoding="utf-8")[-3000:]


@asynccontextmanager
async def nursery(folder: Path, **settings: str) -> AsyncIterator[Nursery]:
    """A nursery that is ready to fork; `folder` is every child's DATA_DIR."""
    chosen = {**settings, "DATA_DIR": str(folder), "LOG_LEVEL": "INFO"}
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
        yield Nursery(process, chosen, folder / "children.log")
    finally:
        process.stdin.close()
        if process.returncode is None:
            process.kill()
        await process.wait()
