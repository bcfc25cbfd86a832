import asyncio
import gc
import weakref
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge_desk import KnowledgeDesk
from bot.metrics import Metrics
from knowledge.catalogue import Catalogue
from knowledge.clock import FixedClock
from knowledge.database import Database, metadata, sqlite_url
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.search.retriever import Retriever
from knowledge.search.search import Search
from knowledge.shipped import shipped_measures
from knowledge.verdict import Verdict
from tests.talks import NOON

TODAY = date(2026, 11, 21)
HOME = "Курганская область"


@pytest.fixture
async def catalogue(tmp_path: Path) -> AsyncIterator[Catalogue]:
    database = Database(sqlite_url(tmp_path / "test.db"))
    async with database.write() as connection:
        await connection.run_sync(metadata.create_all)
    catalogue = Catalogue(database, FixedClock(NOON))
    await catalogue.import_shipped(shipped_measures()[:40])
    yield catalogue
    await database.close()


def open_desk(catalogue: Catalogue) -> KnowledgeDesk:
    return KnowledgeDesk(
        catalogue=catalogue,
        retriever=Retriever(None, regions()),
        regions=regions(),
        home_region=HOME,
        metrics=Metrics(),
        look_seconds=0.05,
    )


async def test_before_loading_nothing_is_answered(catalogue: Catalogue) -> None:
    desk = open_desk(catalogue)

    assert not desk.is_loaded
    with pytest.raises(LookupError):
        desk.measures()


async def test_it_knows_the_published_measures_and_judges_them(catalogue: Catalogue) -> None:
    desk = open_desk(catalogue)
    await desk.load()

    first = shipped_measures()[0]
    assert desk.measure(first.id) == first
    assert desk.measure("nowhere") is None
    assert [measure.id for measure in desk.measures()] == sorted(desk.verdicts(Facts(), TODAY))
    assert desk.judge(first.id, Facts(age=5), TODAY).verdict in Verdict
    with pytest.raises(KeyError):
        desk.judge("nowhere", Facts(), TODAY)


async def test_what_cannot_fit_is_found_last(catalogue: Catalogue) -> None:
    desk = open_desk(catalogue)
    await desk.load()
    facts = Facts(age=90, region=HOME)

    found = await desk.search("хочу грант на проект", facts, TODAY, 10)

    verdicts = desk.verdicts(facts, TODAY)
    fits = [verdicts[one.measure.id] != Verdict.NO for one in found]
    assert found
    assert fits == sorted(fits, reverse=True)


async def test_a_newer_catalogue_is_swapped_in_while_the_desk_answers(catalogue: Catalogue) -> None:
    desk = open_desk(catalogue)
    await desk.load()
    old = desk.edition
    gone = desk.measures()[0].id

    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        watching = group.create_task(desk.watch())
        await catalogue.archive(gone, "staff")
        while desk.edition is old:  # noqa: ASYNC110 - the desk looks into SQL, nobody tells it either
            await asyncio.sleep(0.05)
        watching.cancel()

    assert desk.measure(gone) is None
    assert old.by_id[gone].id == gone


async def test_a_superseded_edition_goes_without_the_collector(catalogue: Catalogue) -> None:
    desk = open_desk(catalogue)
    await desk.load()
    await desk.search("ltymub yf ghjtrn", Facts(region=HOME), TODAY, 10)
    await desk.search("кино, вино и домино в Кургане", Facts(region=HOME), TODAY, 10)
    gc.collect()
    rules, measure = weakref.ref(desk.edition.rules), weakref.ref(desk.measures()[0])
    indexes = {id(one) for one in gc.get_objects() if isinstance(one, Search)}
    await catalogue.revise(shipped_measures()[0].id, {"summary": "Так точнее."}, "Анна")

    await desk.load()

    assert (rules(), measure()) == (None, None)
    assert gc.isenabled()
    gc.unfreeze()
    assert not indexes & {id(one) for one in gc.get_objects() if isinstance(one, Search)}
