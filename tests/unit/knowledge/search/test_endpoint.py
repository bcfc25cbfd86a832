"""Vectors from an endpoint: used beside the words, never waited for, never told anything personal."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from knowledge.language.model.embedding import Models, OpenAiEndpoint
from knowledge.language.model.embedding_trouble import EmbeddingChanged, EmbeddingFailed
from knowledge.language.model.outcome import Usage
from knowledge.language.model.transport import Access
from knowledge.regions import regions
from knowledge.search.retriever import Retriever
from knowledge.search.search import Search
from tests.keeping import ASKED, FEW, HOME, PATIENCE_SECONDS, asked, reach, reach_failure
from tests.platforms.model import API_KEY, HONEST, ModelServer, dawdles, fails, garbage

SECRET = "Аполлинария"


def endpoint(server: ModelServer, used: list[Usage] | None = None) -> OpenAiEndpoint:
    access = Access(base_url=server.base_url, api_key=API_KEY, uses_proxy=False)
    yandex = server.shape == "yandex"
    models = Models(
        documents="emb://f/text-search-doc/latest",
        queries="emb://f/text-search-query/latest",
        one_at_a_time=yandex,
    )
    note = (used if used is not None else []).append
    return OpenAiEndpoint(access, models, lambda text: text.replace(SECRET, ""), note)


@asynccontextmanager
async def kept(folder: Path, server: ModelServer) -> AsyncIterator[Retriever]:
    retriever = Retriever(folder, regions(), dense_seconds=PATIENCE_SECONDS, first_pause=0.01)
    retriever.ask_endpoint(endpoint(server))
    await retriever.load(FEW)
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(retriever.run())
        try:
            yield retriever
        finally:
            keeping.cancel()
    await retriever.settled()


async def test_an_endpoints_neighbours_join_the_words_and_nothing_personal_is_sent(tmp_path: Path) -> None:
    async with ModelServer("yandex") as server, kept(tmp_path, server) as retriever:
        await reach(retriever)
        found = await retriever.find(f"{ASKED} {SECRET}", region=HOME)

        assert [hit.score for hit in found] != [
            hit.score for hit in Search.build(FEW, regions()).find(ASKED, region=HOME)
        ]
        models = [one.body["model"] for one in server.embedded]
        assert models.count("emb://f/text-search-doc/latest") == len(FEW) + 1
        assert models[-1] == "emb://f/text-search-query/latest"
        assert SECRET.lower() not in server.heard.lower()


async def test_an_endpoint_that_is_down_costs_neighbours_and_comes_back(tmp_path: Path) -> None:
    async with ModelServer() as server:
        server.embeds = fails(503)
        async with kept(tmp_path, server) as retriever:
            await reach_failure(retriever)
            server.embeds = HONEST
            await reach(retriever)


async def test_another_dimension_means_that_the_index_is_made_anew(tmp_path: Path) -> None:
    async with ModelServer() as server, kept(tmp_path, server) as retriever:
        await reach(retriever)
        server.dimension = 32

        assert await asked(retriever)
        await reach(retriever)

        documents = [one for one in server.embedded if len(one.body["input"]) == len(FEW)]
        assert len(documents) == 2


async def test_nobody_waits_long_for_a_slow_endpoint_and_then_it_is_left_alone() -> None:
    async with ModelServer() as server:
        at = endpoint(server)
        embedding = await at.look_over()
        server.embeds = dawdles(30)
        began = asyncio.get_running_loop().time()

        for text in "абвгде":
            with pytest.raises(EmbeddingFailed):
                await embedding.query(text)
            server.embeds = garbage()

        assert asyncio.get_running_loop().time() - began < 10
        assert len(server.embedded) == 1 + 5
        await at.close()


async def test_a_question_is_asked_once_and_its_tokens_are_told() -> None:
    used: list[Usage] = []
    async with ModelServer() as server:
        at = endpoint(server, used)
        embedding = await at.look_over()
        first = await embedding.query("где взять денег")
        again = await embedding.query("где взять денег")
        await at.close()

    assert (first == again).all()
    assert len(server.embedded) == 2
    assert len(used) == 2


async def test_the_name_that_chroma_remembers_stays_while_address_models_and_dimension_do() -> None:
    async with ModelServer() as server, ModelServer("yandex") as other:
        names = []
        for at in (endpoint(server), endpoint(server), endpoint(other)):
            names.append((await at.look_over()).name)
            await at.close()

    assert names[0] == names[1]
    assert names[0] != names[2]
    assert names[0].endswith("-64")


async def test_vectors_of_another_length_are_no_answer() -> None:
    async with ModelServer() as server:
        at = endpoint(server)
        embedding = await at.look_over()
        server.dimension = 16

        with pytest.raises(EmbeddingChanged):
            await embedding.query("грант")
        await at.close()
