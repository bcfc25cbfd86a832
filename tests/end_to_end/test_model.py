"""The process with a language model beside it: how it starts, what it says, what it sends there."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.platforms.model import API_KEY, ModelServer, fails
from tests.running import START_SECONDS, Consultant, Page, running

pytestmark = pytest.mark.end_to_end


async def parts(http: aiohttp.ClientSession, consultant: Consultant) -> dict[str, Any]:
    async with http.get(f"{consultant.base}/readyz") as answer:
        found: dict[str, Any] = await answer.json()
        return found


async def reach(http: aiohttp.ClientSession, consultant: Consultant, **states: str) -> None:
    """Wait until these parts are in these states."""
    async with asyncio.timeout(START_SECONDS):
        while not states.items() <= (await parts(http, consultant)).items():  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.2)


async def test_a_model_may_be_down_or_up_and_nobody_who_talks_notices(tmp_path: Path) -> None:
    async with ModelServer() as server, aiohttp.ClientSession() as http:
        server.brain = lambda _asked: {"sum": 5, "colour": "green"}
        server.behave(fails(503))
        given = {"LLM_BASE_URL": server.base_url, "LLM_API_KEY": API_KEY, "LLM_MODEL": "test-model"}
        vectors = {"EMBEDDINGS": "openai", "EMBEDDING_MODEL": "test-vectors"}
        async with running(tmp_path, **given, **vectors) as consultant:
            await reach(http, consultant, model="unreachable")
            assert (await parts(http, consultant))["ready"] is True
            assert await Page(http).talk(consultant.base, "деньги на свой проект")

            server.honest()
            await reach(http, consultant, model="ok", index="ready")
            assert await Page(http).talk(
                consultant.base, "Меня зовут Аполлинария Квакина, ищу деньги на кружок"
            )
            async with http.get(f"{consultant.base}/metrics") as answer:
                figures = await answer.text()

        assert "consultant_model_ok 1.0" in figures
        assert 'consultant_model_tokens_total{direction="in",use="embed"}' in figures
        assert "деньг" in server.embedded[-1].text
        assert "квакина" not in server.heard.lower()
        assert API_KEY not in "".join(consultant.logs)
