"""The page with a path for parents or a mentor, as a browser gets it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.channels.web.channel import WebChannel
from bot.channels.web.path_page import path_page_routes
from bot.dialogue.state import KeptPath, ShownStep, StepMark
from bot.path_page import PathPages, new_code
from bot.texts import russian
from tests.fakes_site import MemoryMailbox
from tests.unit.bot.dialogue.conversation import Shelf
from tests.unit.bot.path.catalogue import measure

CODE = "abcdefghijklmnopqrstuv"
GRANT = measure(
    "grant",
    title="Грант <b>«Дело»</b>",
    kind="grant",
    benefit={"amount_max": 300_000, "period": "once"},
    steps=["Открыть сайт"],
    documents=["паспорт"],
    url="https://example.org/grant?a=1&b=2",
)
COURSE = measure("course", title="Курс проектов")
PATH = KeptPath(
    marks=(StepMark(id="course", what="done", at=datetime(2026, 11, 21, tzinfo=UTC)),),
    shown=(ShownStep(id="grant", start=12 * 2027 + 1), ShownStep(id="gone", start=12 * 2027 + 2)),
    share=CODE,
)


async def find(code: str) -> KeptPath | None:
    return PATH if code == CODE else None


@asynccontextmanager
async def a_browser() -> AsyncIterator[aiohttp.ClientSession]:
    """A browser on a site that shows this one path."""
    pages = PathPages(find=find, knowledge=Shelf((GRANT, COURSE)), texts=russian())
    mailbox = MemoryMailbox(lambda _content: [])
    routes = path_page_routes(pages.page, russian(), "«Время»")
    channel = WebChannel(host="127.0.0.1", port=0, mail=mailbox, texts=russian(), routes=routes)
    async with asyncio.TaskGroup() as group:
        listening = group.create_task(channel.listen(mailbox))
        await channel.listening.wait()
        async with aiohttp.ClientSession(f"http://127.0.0.1:{channel.port}") as session:
            yield session
        listening.cancel()


async def test_the_page_shows_the_steps_and_is_kept_out_of_search_engines_and_caches() -> None:
    async with a_browser() as browser, browser.get(f"/p/{CODE}") as answer:
        html = await answer.text()

    assert answer.status == 200
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert '<meta name="robots" content="noindex' in html
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Когда подавать: в феврале 2027" in html
    assert "до 300" in html
    assert "Уже сделано: Курс проектов" in html
    assert "паспорт" in html
    assert 'href="https://example.org/grant?a=1&amp;b=2"' in html
    assert "ИИ-помощник организации «Время»" in html


async def test_what_comes_from_records_breaks_out_of_nothing() -> None:
    async with a_browser() as browser, browser.get(f"/p/{CODE}") as answer:
        html = await answer.text()

    assert "Грант &lt;b&gt;«Дело»&lt;/b&gt;" in html
    assert "<script" not in html


@pytest.mark.parametrize("code", ["x", "b" * 22, "%2e%2e%2f", "a" * 4000, "' or 1=1 --"])
async def test_any_other_address_is_kindly_nothing(code: str) -> None:
    async with a_browser() as browser, browser.get(f"/p/{code}") as answer:
        html = await answer.text()

    assert answer.status == 404
    assert "Курс" not in html


async def test_the_page_s_style_is_served() -> None:
    async with a_browser() as browser, browser.get("/static/path.css") as answer:
        assert "@media print" in await answer.text()


def test_codes_are_long_and_never_the_same() -> None:
    codes = {new_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert {len(code) for code in codes} == {22}
