"""`make demo`: the consultant on local stand-ins of Telegram and VK, with a page on which one plays people.

No tokens, no network: everything listens on this machine. What people say stays in a temporary folder, or in
./data-demo with --keep. Ctrl-C ends everything.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
OURS: Final = (
    "TELEGRAM_",
    "VK_",
    "LLM_",
    "EMBEDDING",
    "STAFF_",
    "WEB_",
    "DATA_DIR",
    "DATABASE_URL",
    "PUBLIC_URL",
)
START_SECONDS: Final = 90.0
STOP_SECONDS: Final = 15.0
OWNERS: Final = {"STAFF_TELEGRAM_IDS": "1004", "STAFF_VK_IDS": "2004"}


class DemoError(Exception):
    """The demo cannot go on; the words are for the terminal."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8090, help="of the page")
    parser.add_argument("--keep", action="store_true", help="keep what people say in ./data-demo")
    return parser.parse_args()


async def main() -> None:
    """Start both processes, wait for Ctrl-C or for one of them to end."""
    options = _options()
    stopped = asyncio.Event()
    for how in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(how, stopped.set)
    with tempfile.TemporaryDirectory(prefix="consultant-demo-") as temporary:
        folder = ROOT / "data-demo" if options.keep else Path(temporary)
        folder.mkdir(exist_ok=True)
        async with _platforms(options.port) as (platforms, said):
            site = _free_port()
            async with _consultant(folder, said, site) as consultant:
                await _until_ready(said["control"], consultant, stopped)
                if not stopped.is_set():
                    print(f"Two phones: {said['control']}/   The site's chat: http://127.0.0.1:{site}/")
                    print("Ctrl-C ends everything.", flush=True)
                await _until_an_end(stopped, platforms, consultant)


@asynccontextmanager
async def _platforms(port: int) -> AsyncIterator[tuple[asyncio.subprocess.Process, Mapping[str, Any]]]:
    arguments = ("-m", "tests.platforms", "--control-port", str(port))
    async with _process(*arguments, folder=ROOT, env={}, listen=True) as process:
        assert process.stdout is not None
        line = await process.stdout.readline()
        if not line:
            raise DemoError(f"the platforms did not start; is port {port} taken? Try --port 8091")
        yield process, json.loads(line)


@asynccontextmanager
async def _consultant(
    folder: Path, platforms: Mapping[str, Any], port: int
) -> AsyncIterator[asyncio.subprocess.Process]:
    env = {
        "TELEGRAM_TOKEN": platforms["telegram_token"],
        "TELEGRAM_API_BASE": platforms["telegram"],
        "VK_TOKEN": platforms["vk_token"],
        "VK_GROUP_ID": str(platforms["vk_group"]),
        "VK_API_BASE": platforms["vk"],
        "DATA_DIR": str(folder),
        "WEB_PORT": str(port),
        **OWNERS,
    }
    async with _process("-m", "bot", "run", folder=folder, env=env, listen=False) as process:
        yield process


@asynccontextmanager
async def _process(
    *arguments: str, folder: Path, env: Mapping[str, str], listen: bool
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A child in a session of its own, so that Ctrl-C reaches only us; ended in good order, then by force."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=folder,
        env={"LOG_LEVEL": "WARNING", **inherited, **env, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE if listen else None,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _until_ready(control: str, process: asyncio.subprocess.Process, stopped: asyncio.Event) -> None:
    """Until the consultant listens on both phones: it has asked each platform for what people said."""
    print("Starting the consultant ...", flush=True)
    deadline = asyncio.get_running_loop().time() + START_SECONDS
    while not await asyncio.to_thread(_listens, control):
        if stopped.is_set():
            return
        if process.returncode is not None:
            raise DemoError("the consultant ended while starting; its words stand above")
        if asyncio.get_running_loop().time() > deadline:
            raise DemoError(f"the consultant is not ready after {START_SECONDS:.0f} s")
        await asyncio.sleep(0.3)


def _listens(control: str) -> bool:
    return _asked(f"{control}/api/telegram", "getUpdates") and _asked(f"{control}/api/vk", "lp")


def _asked(url: str, method: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(json.load(answer)["begun"].get(method))
    except (urllib.error.URLError, OSError):
        return False


async def _until_an_end(stopped: asyncio.Event, *processes: asyncio.subprocess.Process) -> None:
    waits = [asyncio.ensure_future(stopped.wait()), *(asyncio.ensure_future(p.wait()) for p in processes)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    if not stopped.is_set():
        raise DemoError("one of the two processes ended by itself; its words stand above")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except DemoError as error:
        sys.exit(f"demo: {error}")
