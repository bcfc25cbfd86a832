"""Search goes on whatever becomes of Chroma, and Chroma comes back by itself."""

import asyncio
import time
from pathlib import Path

import numpy as np
import pytest
from blockbuster import blockbuster_ctx

from knowledge.regions import regions
from knowledge.search.chroma import POINTER_FILE, ChromaIndex
from knowledge.search.chroma_keeper import ChromaKeeper
from knowledge.search.dense import Texts
from knowledge.search.retriever import Retriever
from knowledge.search.search import Search
from knowledge.shipped import shipped_measures
from knowledge.verdict import Verdict
from tests.keeping import ASKED, FEW, HOME, asked, kept, reach, reach_failure

UNANSWERABLE = "рецепт борща с пампушками"


def by_words_alone() -> Search:
    return Search.build(FEW, regions())


async def test_before_loading_nothing_is_found() -> None:
    with pytest.raises(LookupError):
        await Retriever(None, regions()).find(ASKED)


async def test_without_a_folder_it_searches_by_words(tmp_path: Path) -> None:
    async with kept(None) as retriever:
        assert await asked(retriever) == by_words_alone().find(ASKED, region=HOME)
        assert retriever.state == "lexical"


async def test_a_missing_folder_is_made_and_search_goes_on_meanwhile(tmp_path: Path) -> None:
    async with kept(tmp_path / "data" / "chroma") as retriever:
        await reach(retriever)

        assert (tmp_path / "data" / "chroma" / POINTER_FILE).exists()
        scores = [hit.score for hit in await asked(retriever)]
        assert scores == sorted(scores, reverse=True)
        assert scores != [hit.score for hit in by_words_alone().find(ASKED, region=HOME)]


async def test_what_is_complete_is_opened_and_not_built_again(tmp_path: Path) -> None:
    async with kept(tmp_path) as retriever:
        await reach(retriever)
        first = await asked(retriever)
    built = (tmp_path / POINTER_FILE).stat().st_mtime_ns

    async with kept(tmp_path) as retriever:
        await reach(retriever)

        assert await asked(retriever) == first
    assert (tmp_path / POINTER_FILE).stat().st_mtime_ns == built


async def test_neighbours_never_answer_what_the_words_leave_unanswered(tmp_path: Path) -> None:
    async with kept(tmp_path) as retriever:
        await reach(retriever)

        assert await retriever.find(UNANSWERABLE, region=HOME) == []


async def test_neighbours_of_other_regions_are_not_shown(tmp_path: Path) -> None:
    async with kept(tmp_path, shipped_measures()) as retriever:
        await reach(retriever)
        found = await retriever.find(ASKED, region="Тюменская область", limit=100)

    by_id = {measure.id: measure for measure in shipped_measures()}
    assert found
    for hit in found:
        assert any(regions().covers(name, "Тюменская область") for name in by_id[hit.id].audience.regions)


async def test_what_cannot_fit_comes_last(tmp_path: Path) -> None:
    async with kept(tmp_path) as retriever:
        await reach(retriever)
        first, *_ = await asked(retriever)

        found = await retriever.find(ASKED, region=HOME, limit=100, verdicts={first.id: Verdict.NO})

    assert found[-1].id == first.id


async def test_a_newer_catalogue_takes_over_at_once_and_chroma_follows(tmp_path: Path) -> None:
    newer = shipped_measures()[1::8]
    async with kept(tmp_path) as retriever:
        await reach(retriever)

        await retriever.load(newer)
        known = {measure.id for measure in newer}

        assert {hit.id for hit in await asked(retriever)} <= known
        assert retriever.state == "building"
        await reach(retriever)
        assert {hit.id for hit in await asked(retriever)} <= known


async def test_many_changes_in_a_row_end_with_the_last_one(tmp_path: Path) -> None:
    async with kept(tmp_path) as retriever:
        for number in range(4):
            await retriever.load(shipped_measures()[number::8])
        await reach(retriever)

        known = {measure.id for measure in shipped_measures()[3::8]}
        assert {hit.id for hit in await asked(retriever)} <= known


async def test_a_question_that_chroma_fails_is_answered_by_words_and_chroma_healed(tmp_path: Path) -> None:
    async with kept(tmp_path) as retriever:
        await reach(retriever)
        thief = ChromaIndex(tmp_path)
        thief.open()
        thief.build("measures-of-a-thief", ["a"], np.ones((1, 3), np.float32), lambda: True)
        thief.close()

        assert await asked(retriever) == by_words_alone().find(ASKED, region=HOME)
        assert retriever.state.startswith("failed: ")
        await reach(retriever)


async def test_an_empty_catalogue_is_no_trouble(tmp_path: Path) -> None:
    async with kept(tmp_path, ()) as retriever:
        assert await asked(retriever) == []
        assert retriever.state == "lexical"


async def test_a_folder_that_cannot_be_made_is_said_and_search_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    async with kept(tmp_path / "file" / "chroma") as retriever:
        await reach_failure(retriever)
    assert (tmp_path / "file").read_text() == ""


async def test_a_server_that_is_not_there_is_said_and_search_goes_on(tmp_path: Path) -> None:
    async with kept(tmp_path, url="http://127.0.0.1:9") as retriever:
        await reach_failure(retriever)


async def test_after_a_cancelled_run_another_one_goes_on(tmp_path: Path) -> None:
    retriever = Retriever(tmp_path, regions(), first_pause=0.01)
    await retriever.load(FEW)
    for _ in range(3):
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(retriever.run())
            await asyncio.sleep(0)
            keeping.cancel()
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(retriever.run())
        await reach(retriever)
        keeping.cancel()
    await retriever.settled()


async def test_nothing_blocks_the_loop_while_chroma_is_built(tmp_path: Path) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    many = range(600)
    ids = tuple(str(number) for number in many)
    texts = tuple(f"{FEW[number % len(FEW)].summary} {number}" for number in many)
    keeper = ChromaKeeper(tmp_path)
    keeper.want(Texts(ids, texts))
    with blockbuster_ctx():
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(keeper.run())
            ticking = group.create_task(tick())
            began, cpu = time.monotonic(), time.process_time()
            async with asyncio.timeout(60):
                while keeper.dense is None:
                    assert not keeping.done()
                    await asyncio.sleep(0.01)
            seconds = time.monotonic() - began
            worked = time.process_time() - cpu
            keeping.cancel()
            ticking.cancel()
    await keeper.settled()

    assert worked > 0.1
    assert ticks > seconds * 20  # the loop came round every 50 ms on average, on however busy a machine
