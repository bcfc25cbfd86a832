"""The process from outside: how it starts, refuses to start and ends."""

import asyncio
import json
import signal
import socket
from pathlib import Path

import aiohttp
import pytest

from tests.running import Page, environment, running, start

pytestmark = pytest.mark.end_to_end


async def outcome(
    *arguments: str, folder: Path, typed: str = "", **settings: str
) -> tuple[int | None, str, str]:
    """Run a command to its end: exit code, stdout, stderr."""
    env = environment(folder, **settings)
    process = await start(*arguments, cwd=folder, env=env, stdin=asyncio.subprocess.PIPE)
    try:
        async with asyncio.timeout(240):
            out, errors = await process.communicate(typed.encode())
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode, out.decode(), errors.decode()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WEB_PORT", "eighty"),
        ("REGION", "Тридевятое царство"),
        ("TELEGRAM_TOKEN", "42-secret"),
        ("ORGANISATION_FILE", "organisation.yaml"),
        ("DATABASE_URL", "sqlite+aiosqlite:///a-file/consultant.db"),
        ("DATA_DIR", "a-file"),
        ("WEB_HOST", "192.0.2.1"),
    ],
)
async def test_a_wrong_setting_is_one_line_and_exit_code_2(tmp_path: Path, variable: str, value: str) -> None:
    (tmp_path / "organisation.yaml").write_text("name: ''\n", encoding="utf-8")
    (tmp_path / "a-file").write_text("")

    code, out, errors = await outcome("run", folder=tmp_path, **{variable: value})

    assert (code, out) == (2, "")
    (line,) = errors.splitlines()
    assert line.startswith(f"{variable}: ")
    assert "secret" not in line


async def test_told_to_stop_while_starting_it_ends_with_0(tmp_path: Path) -> None:
    process = await start("run", cwd=tmp_path, env=environment(tmp_path))
    async with asyncio.timeout(120):
        while not _listens_to_sigterm(process.pid):  # noqa: ASYNC110 - another process has no event for us
            await asyncio.sleep(0)

    process.terminate()

    async with asyncio.timeout(30):
        assert await process.wait() == 0


def _listens_to_sigterm(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


async def test_a_port_that_is_taken_is_a_wrong_setting(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        code, out, errors = await outcome("run", folder=tmp_path, WEB_PORT=port)

    assert (code, out) == (2, "")
    assert errors.startswith(f"WEB_PORT: cannot listen on 127.0.0.1:{port} (")


async def test_settings_come_from_the_file_in_the_working_folder_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=shout\n")

    code, _, errors = await outcome("run", folder=tmp_path)

    assert code == 2
    assert errors.startswith("LOG_LEVEL: ")


async def test_a_second_process_is_refused_and_the_first_ends_cleanly_while_a_page_waits(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as first, aiohttp.ClientSession() as http:
        code, out, errors = await outcome("run", folder=tmp_path)
        assert (code, out) == (3, "")
        assert errors == f"DATA_DIR {tmp_path}: another consultant is running here; stop it first\n"
        code, out, errors = await outcome("chat", folder=tmp_path, typed="привет\n")
        assert (code, out) == (3, "")
        code, out, _ = await outcome("backup", folder=tmp_path)
        assert code == 0
        assert (tmp_path / "backups" / Path(out.strip()).name).is_file()
        code, out, _ = await outcome("doctor", "--json", folder=tmp_path)
        assert code == 0
        assert "a consultant is running here" in out

        page = Page(http)
        async with asyncio.TaskGroup() as group:
            poll = group.create_task(page.poll(first.base, wait=25))
            await page.say(first.base, "привет")
            await poll
            poll = group.create_task(page.poll(first.base, wait=25))
            async with http.get(f"{first.base}/readyz"):  # by now the poll hangs
                assert await first.stop() == 0

    assert all(json.loads(line)["level"] == "info" for line in first.logs)


async def test_a_start_that_is_interrupted_leaves_nothing_broken(tmp_path: Path) -> None:
    for seconds in (0.5, 1.5, 2.5, 3.5):
        process = await start("run", cwd=tmp_path, env=environment(tmp_path))
        await asyncio.sleep(seconds)  # the instant of the blow is the point of the test
        process.kill()
        await process.communicate()

    async with running(tmp_path) as consultant, aiohttp.ClientSession() as http:
        answer = await Page(http).talk(consultant.base, "/help")

    assert answer


async def test_the_doctor_tells_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    code, out, _ = await outcome("doctor", folder=tmp_path)
    assert code == 0
    assert "not made yet" in out

    (tmp_path / "consultant.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 8192)
    code, out, _ = await outcome("doctor", folder=tmp_path, LLM_MODEL="m", WEB_HOST="203.0.113.1")

    assert code == 1
    assert "✗ database" in out
    assert "✗ model: LLM_BASE_URL: must be set, because LLM_MODEL is" in out
    assert "✗ site: cannot listen on 203.0.113.1" in out


async def test_a_piped_talk_in_the_terminal_is_answered_to_the_end(tmp_path: Path) -> None:
    code, out, errors = await outcome("chat", folder=tmp_path, typed="хочу на форум\n1\n/help\n")

    assert (code, errors) == (0, "")
    assert out.index("[1]") < out.index("Первый шаг") < out.index("/delete")


async def test_a_backup_is_put_back(tmp_path: Path) -> None:
    await outcome("chat", folder=tmp_path, typed="привет\n")
    _, out, _ = await outcome("backup", folder=tmp_path)
    (tmp_path / "consultant.db").unlink()

    code, told, errors = await outcome("restore", out.strip(), folder=tmp_path)

    assert (code, errors) == (0, "")
    assert told.startswith("restored from ")
    assert (tmp_path / "consultant.db").is_file()
    code, _, errors = await outcome("restore", "nowhere.zip", folder=tmp_path)
    assert (code, errors) == (2, "nowhere.zip: not a backup of this program\n")
