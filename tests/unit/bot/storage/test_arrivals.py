"""Counting where talks come from, however many sources strangers invent."""

from datetime import date
from pathlib import Path

from sqlalchemy import select

from bot.storage.arrivals import MOST_SOURCES, OTHER, count_arrivals
from bot.storage.tables import arrivals
from knowledge.database import Database, metadata, sqlite_url

TODAY = date(2026, 11, 22)


async def test_a_day_keeps_its_first_sources_and_adds_up_the_rest(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "test.db"))
    invented = {(TODAY, f"x{number}"): 1 for number in range(MOST_SOURCES + 50)}
    try:
        async with database.write() as connection:
            await connection.run_sync(metadata.create_all)
            await count_arrivals(connection, {(TODAY, "school"): 2})
            await count_arrivals(connection, invented)
            await count_arrivals(connection, {(TODAY, "school"): 1, (date(2026, 11, 23), "vk-post"): 1})
            rows = (await connection.execute(select(arrivals))).all()
    finally:
        await database.close()

    talks = {(row.day, row.source): row.talks for row in rows}
    assert len(talks) == MOST_SOURCES + 2
    assert talks[TODAY, "school"] == 3
    assert talks[TODAY, OTHER] == 51
    assert talks[date(2026, 11, 23), "vk-post"] == 1
