"""How often answers were called useful or useless."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select

from bot.storage.tables import answer_ratings
from knowledge.database import Database


@dataclass(frozen=True, slots=True)
class Rating:
    """One version of one answer (`article:<id>`)."""

    subject: str
    version: str
    useful: int
    useless: int


async def read_ratings(database: Database) -> Sequence[Rating]:
    """Every answer that was rated, what misses most often first."""
    table = answer_ratings.c
    useful = func.sum(case((table.useful, table.count), else_=0))
    useless = func.sum(case((table.useful, 0), else_=table.count))
    query = (
        select(table.subject, table.version, useful, useless)
        .group_by(table.subject, table.version)
        .order_by(useless.desc(), table.subject, table.version)
    )
    async with database.read() as connection:
        rows = (await connection.execute(query)).all()
    return [Rating(subject, version, int(good), int(bad)) for subject, version, good, bad in rows]
