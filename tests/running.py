"""The real process on a free port with a folder of its own, and a page's side of the site's API."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import aiohttp

ROOT: Final = Path(__file__).parents[1]
START_SECONDS: Final = 240.0
"""A start that hangs is told by this, a slow machine with much else to do is not."""
NAMES_OF_OURS: Final = ("TELEGRAM_", "VK_", "LLM_", "EMBEDDING", "STAFF_", "WEB_", "LOG_LEVEL", "REGION")


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **settings: str) -> Mapping[str, str]:
    """The settings of a test's own consultant, whatever the developer has set."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(NAMES_OF_OURS)}
    return {**inherited, "DATA_DIR": str(folder), "WEB_PORT": str(free_port()), **settings}


async def start(
    *arguments: str, cwd: Path, env: Mapping[str, str], stdin: int = asyncio.subprocess.DEVNULL
) -> asyncio.subprocess.Process:
    """`consultant ...` as a process of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=cwd,
        env={**env, "PYTHONPATH": str(ROOT)},
        stdin=stdin,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@dataclass(frozen=True)
class Consultant:
    """A running consultant."""

    process: asyncio.subprocess.Process
    base: str
    logs: list[str] = field(default_factory=list)

    async def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        await self.process.wait()

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """As the system does; its exit code."""
        self.process.send_signal(how)
        async with asyncio.timeout(20):
            return await self.process.wait()


@asynccontextmanager
async def running(folder: Path, *arguments: str, **settings: str) -> AsyncIterator[Consultant]:
    """`consultant run`, ready to answer; stopped at the end if it still runs."""
    process = await start("run", *arguments, cwd=folder, env=environment(folder, **settings))
    assert process.stdout is not None
    logs: list[str] = []
    reading = asyncio.ensure_future(_read(process, logs))
    try:
        async with asyncio.timeout(START_SECONDS):
            line = (await process.stdout.readline()).decode().strip()
        assert line.startswith("Site chat: http"), "\n".join(logs)
        consultant = Consultant(process, line.removeprefix("Site chat: ").removesuffix("/chat"), logs)
        yield consultant
        if process.returncode is None:
            assert await consultant.stop() == 0
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await reading


async def _read(process: asyncio.subprocess.Process, logs: list[str]) -> None:
    assert process.stderr is not None
    async for line in process.stderr:
        logs.append(line.decode().rstrip())


@dataclass
class Page:
    """One visitor's page: keeps what it was told and acknowledges it, as the real one does."""

    session: aiohttp.ClientSession
    token: str = field(default_factory=lambda: uuid4().hex)
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)

    async def post(self, base: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Ask the API; who is told to slow down waits for as long as told, as the page does."""
        headers = {"X-Session": self.token}
        while True:
            async with self.session.post(f"{base}/api/{path}", json=body, headers=headers) as answer:
                if answer.status != HTTPStatus.TOO_MANY_REQUESTS:
                    answer.raise_for_status()
                    found: dict[str, Any] = await answer.json()
                    return found
            await asyncio.sleep(float(answer.headers["Retry-After"]))

    async def say(self, base: str, text: str, id_: str | None = None) -> None:
        """Send words."""
        content = {"type": "text", "text": text}
        await self.post(base, "messages", {"id": id_ or uuid4().hex, "content": content})

    async def press(self, base: str, action: str) -> None:
        """Press a button."""
        await self.post(
            base, "messages", {"id": uuid4().hex, "content": {"type": "button", "action": action}}
        )

    async def poll(self, base: str, wait: float = 5) -> bool:
        """Fetch what is new; is a message still being answered?"""
        after = max(self.messages, default=0)
        found = await self.post(base, "poll", {"after": after, "wait": wait})
        self.messages.update({message["id"]: message for message in found["messages"]})
        return bool(found["busy"])

    async def talk(self, base: str, text: str) -> list[dict[str, Any]]:
        """Send words and wait for the whole answer."""
        return await self.turn(base, {"type": "text", "text": text})

    async def turn(self, base: str, content: Mapping[str, str]) -> list[dict[str, Any]]:
        """Send anything and wait for the whole answer."""
        before = set(self.messages)
        await self.post(base, "messages", {"id": uuid4().hex, "content": content})
        while await self.poll(base) or set(self.messages) == before:
            pass  # each poll waits for what is new
        return [message for id_, message in sorted(self.messages.items()) if id_ not in before]


def text_of(message: Mapping[str, Any]) -> str:
    """The words of a message, without its form."""

    def words(node: Any) -> str:
        if isinstance(node, str):
            return node
        if isinstance(node, list):
            return " ".join(filter(None, map(words, node)))
        if isinstance(node, dict):
            return " ".join(
                words(value) for key, value in node.items() if key not in ("type", "kind", "href")
            )
        return ""

    return words(message["blocks"])
