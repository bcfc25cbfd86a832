"""The real process, talked to as the chat page does: the whole way from a message to its answer."""

import asyncio
import json
import random
import re
import signal
import sqlite3
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.running import Consultant, Page, running, text_of

pytestmark = pytest.mark.end_to_end


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=40)) as session:
        yield session


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the database of a process, running or dead."""
    with sqlite3.connect(f"file:{folder}/consultant.db?mode=ro", uri=True) as connection:
        return connection.execute(query).fetchall()


def everything(folder: Path) -> str:
    """Every value of every row of every table, as one text."""
    tables = [name for (name,) in rows(folder, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return "\n".join(f"{table}: {row}" for table in tables for row in rows(folder, f"SELECT * FROM {table}"))


async def press(page: Page, base: str, label: str) -> list[dict[str, Any]]:
    """Press the newest button of this label and wait for the answer."""
    newest = sorted(page.messages.values(), key=lambda message: -int(message["id"]))
    buttons = [button for message in newest for row in message["rows"] for button in row]
    action = next(button["action"] for button in buttons if label in button["label"] and "action" in button)
    before = set(page.messages)
    await page.press(base, action)
    while await page.poll(base) or set(page.messages) == before:
        pass
    return [message for id_, message in sorted(page.messages.items()) if id_ not in before]


async def agree(page: Page, base: str) -> None:
    """Consent to being remembered."""
    await page.talk(base, "/profile")
    await press(page, base, "Запомнить меня")
    await press(page, base, "Мне есть 14")


async def test_a_newcomer_gets_measures_and_the_logs_hold_no_word_of_it(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    async with running(tmp_path) as consultant:
        page = Page(http)

        answer = await page.talk(consultant.base, "хочу на форум летом, мне 19, живу в Шадринске")

        assert any("Форум" in text_of(message) for message in answer)
        async with http.get(f"{consultant.base}/chat") as chat:
            assert chat.status == 200
        async with http.get(f"{consultant.base}/healthz") as health:
            assert health.status == 200
        async with http.get(f"{consultant.base}/readyz") as ready:
            parts = await ready.json()
        assert parts["ready"] is True
        assert parts["index"] in ("lexical", "building", "ready")
        async with http.get(f"{consultant.base}/metrics") as figures:
            text = await figures.text()
        assert 'consultant_turns_total{channel="web",outcome="answered"} 1.0' in text
        assert "consultant_catalogue_measures 2" in text
        async with http.get(
            f"{consultant.base}/metrics", headers={"X-Forwarded-For": "198.51.100.7"}
        ) as outside:
            assert outside.status == 404
        assert await consultant.stop() == 0

    logs = [json.loads(line) for line in consultant.logs]
    (turn,) = [line for line in logs if line["event"] == "turn"]
    assert turn["channel"] == "web"
    assert turn["ms"] > 0
    told = "\n".join(consultant.logs)
    assert not any(word in told for word in ("Шадринск", "форум", page.token, account(page)))


async def test_a_talk_goes_on_after_ctrl_c_and_a_restart_and_a_resend_is_not_answered_twice(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    page = Page(http)
    async with running(tmp_path) as consultant:
        await agree(page, consultant.base)
        await page.say(consultant.base, "мне 19 лет, живу в Шадринске", id_="the-same-message")
        while await page.poll(consultant.base):
            pass
        assert await consultant.stop(signal.SIGINT) == 0
    known = set(page.messages)

    async with running(tmp_path) as consultant:
        await page.say(consultant.base, "мне 19 лет, живу в Шадринске", id_="the-same-message")
        await page.poll(consultant.base, wait=0.2)
        assert set(page.messages) == known
        answer = await page.talk(consultant.base, "/profile")

    assert "Шадринск" in " ".join(map(text_of, answer))


async def share_path(page: Page, base: str) -> str:
    """The way to the page for others that shows this person's path."""
    await page.talk(base, "хватит, покажи")
    await press(page, base, "Ещё о пути")
    answer = await press(page, base, "Показать родителям")
    (found,) = set(re.findall(r"https://consultant\.example(/p/[\w-]{22})", json.dumps(answer)))
    return str(found)


async def test_who_is_deleted_leaves_no_row_but_the_hash_of_the_consent_and_no_page(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    page, other = Page(http), Page(http)
    async with running(tmp_path, PUBLIC_URL="https://consultant.example") as consultant:
        await other.talk(consultant.base, "привет")
        await agree(page, consultant.base)
        await page.talk(consultant.base, "мне 19 лет, живу в Шадринске")
        await page.talk(consultant.base, "хочу на форум")
        assert account(page) in everything(tmp_path)
        (person,) = rows(tmp_path, "SELECT id FROM persons")
        shared = await share_path(page, consultant.base)
        async with http.get(consultant.base + shared) as answer:
            assert (answer.status, answer.headers["X-Robots-Tag"][:7]) == (200, "noindex")
            assert account(page) not in await answer.text()

        await page.talk(consultant.base, "/delete")
        *_, farewell = await press(page, consultant.base, "Да, удалить")
        assert farewell["forget"] is True
        await page.poll(consultant.base, wait=0)

        async with http.get(consultant.base + shared) as answer:
            assert answer.status == 404
        left = everything(tmp_path)
        assert account(page) not in left
        assert person[0] not in left
        assert account(other) in left
        assert rows(tmp_path, "SELECT count(*) FROM consent_hashes") == [(1,)]
        assert rows(tmp_path, "SELECT count(*) FROM facts") == [(0,)]


@pytest.mark.timeout(400)  # six starts
async def test_kill_9_under_load_loses_nothing_and_answers_once(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    """Five times: visitors write, the process dies at some instant, pages resend what was not confirmed."""
    chance = random.Random(9)
    answers_to_help = 1
    sent = cut = 0
    visitors = [Page(http) for _ in range(4)]
    pending: dict[str, tuple[Page, str]] = {}
    for attempt in range(6):
        async with running(tmp_path) as consultant:
            for id_, (page, text) in list(pending.items()):
                await page.say(consultant.base, text, id_=id_)
                del pending[id_]
            await all_answered(visitors, consultant)
            assert rows(tmp_path, "SELECT count(*) FROM inbox WHERE state = 'answered'") == [(sent,)]
            assert sum(len(page.messages) for page in visitors) == sent * answers_to_help
            if attempt == 5:
                break
            async with asyncio.TaskGroup() as group:
                for page in visitors:
                    for number in range(8):
                        id_ = f"message-{attempt}-{number}-{page.token[:8]}"
                        pending[id_] = (page, "/help")
                        sent += 1
                        group.create_task(say_or_keep(page, consultant, id_, pending))
                group.create_task(die_after(consultant, chance.uniform(0.0, 0.25)))
        cut += len(pending) + rows(tmp_path, "SELECT count(*) FROM inbox WHERE state = 'waiting'")[0][0]
    assert cut > 0, "no blow fell in the middle of anything: the test has proved nothing"


async def say_or_keep(
    page: Page, consultant: Consultant, id_: str, pending: dict[str, tuple[Page, str]]
) -> None:
    """Send; what was confirmed is the consultant's from now on, what was not the page sends again."""
    try:
        await page.say(consultant.base, pending[id_][1], id_=id_)
    except (aiohttp.ClientError, OSError):
        return
    del pending[id_]


async def die_after(consultant: Consultant, seconds: float) -> None:
    await asyncio.sleep(seconds)  # the instant of the blow is the point of the test, nothing waits for it
    await consultant.kill()


async def all_answered(visitors: list[Page], consultant: Consultant) -> None:
    for page in visitors:
        while await page.poll(consultant.base, wait=0.5) or await page.poll(consultant.base, wait=0):
            pass


def account(page: Page) -> str:
    """What the database knows instead of the session's token."""
    return sha256(page.token.encode()).hexdigest()[:32]
