"""How long from the start of the process to the first answer on the site, cold and warm, and its memory."""

import json
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

RUNS = 5
LIBRARIES = "aiohttp.web, sqlalchemy.ext.asyncio, numpy, pydantic_settings"


def run() -> None:
    """Print seconds to the first answer and resident memory."""
    with tempfile.TemporaryDirectory() as folder:
        cold, _ = _first_answer(Path(folder))
        warm = [_first_answer(Path(folder)) for _ in range(RUNS)]
    bare = statistics.median(_bare_imports() for _ in range(RUNS))
    print(f"yardstick, python that imports {LIBRARIES} and ends: {bare:.2f} s")
    seconds = [each[0] for each in warm]
    print(f"start to first answer: cold {cold:.2f} s; warm median {statistics.median(seconds):.2f} s")
    print(f"resident memory after it: {max(each[1] for each in warm):.0f} MB")


def _bare_imports() -> float:
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", f"import {LIBRARIES}"], check=True)
    return time.monotonic() - started


def _first_answer(folder: Path) -> tuple[float, float]:
    port = _free_port()
    environment = {**os.environ, "DATA_DIR": str(folder), "WEB_PORT": str(port), "LOG_LEVEL": "ERROR"}
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        _answer(f"http://127.0.0.1:{port}", secrets.token_hex(16))
        elapsed = time.monotonic() - started
        time.sleep(3)
        return elapsed, _resident_megabytes(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _answer(base: str, token: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            message = {"id": token[:8], "content": {"type": "text", "text": "деньги на проект"}}
            _post(f"{base}/api/messages", token, message)
            while not _post(f"{base}/api/poll", token, {"after": 0})["messages"]:
                pass
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("no answer within a minute")


def _post(url: str, token: str, body: dict[str, Any]) -> Any:
    headers = {"X-Session": token, "Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.loads(response.read())


def _resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
