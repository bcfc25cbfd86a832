"""INSERT ... ON CONFLICT for the two databases that we run on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Rows = Sequence[dict[str, Any]]


async def insert_new(connection: AsyncConnection, table: Table, rows: Rows) -> None:
    """Insert rows; those that are there already are left as they are."""
    await execute_many(connection, _insert(connection, table).on_conflict_do_nothing(), rows)


async def upsert(connection: AsyncConnection, table: Table, rows: Rows, *, update: Sequence[str]) -> None:
    """Insert rows; of those that are there already, set the named columns."""
    statement = _insert(connection, table)
    values = {name: statement.excluded[name] for name in update}
    keys = [column.name for column in table.primary_key]
    await execute_many(connection, statement.on_conflict_do_update(index_elements=keys, set_=values), rows)


async def add_up(connection: AsyncConnection, table: Table, rows: Rows, *, column: str) -> None:
    """Insert rows; of those that are there already, raise the column by what the row says."""
    statement = _insert(connection, table)
    keys = [key.name for key in table.primary_key]
    total = {column: table.c[column] + statement.excluded[column]}
    await execute_many(connection, statement.on_conflict_do_update(index_elements=keys, set_=total), rows)


async def execute_many(connection: AsyncConnection, statement: Executable, rows: Rows) -> None:
    """One statement for many rows; nothing for none."""
    if rows:
        await connection.execute(statement, rows)


def _insert(connection: AsyncConnection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
