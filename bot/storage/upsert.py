"""INSERT ... ON CONFLICT for the two databases that we run on."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Rows = Sequence[dict[str, Any]]


async def insert_new(connection: AsyncConnection, table: Table, rows: Rows) -> None:
    """Insert rows; those that are there already are left as they are."""
    if rows:
        await connection.execute(_insert_new(connection.dialect.name, table), rows)


async def upsert(connection: AsyncConnection, table: Table, rows: Rows, *, update: Sequence[str]) -> None:
    """Insert rows; of those that are there already, set the named columns."""
    if rows:
        await connection.execute(_upsert(connection.dialect.name, table, tuple(update)), rows)


async def add_up(connection: AsyncConnection, table: Table, rows: Rows, *, column: str) -> None:
    """Insert rows; of those that are there already, raise the column by what the row says."""
    if rows:
        await connection.execute(_add_up(connection.dialect.name, table, column), rows)


async def execute_many(connection: AsyncConnection, statement: Executable, rows: Rows) -> None:
    """One statement for many rows; nothing for none."""
    if rows:
        await connection.execute(statement, rows)


# Each statement is made once: to write it down takes SQLAlchemy longer than to run it.


@cache
def _insert_new(dialect: str, table: Table) -> Executable:
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _upsert(dialect: str, table: Table, columns: Sequence[str]) -> Executable:
    statement = _insert(dialect, table)
    values = {name: statement.excluded[name] for name in columns}
    return statement.on_conflict_do_update(index_elements=_keys(table), set_=values)


@cache
def _add_up(dialect: str, table: Table, column: str) -> Executable:
    statement = _insert(dialect, table)
    total = {column: table.c[column] + statement.excluded[column]}
    return statement.on_conflict_do_update(index_elements=_keys(table), set_=total)


def _keys(table: Table) -> list[str]:
    return [key.name for key in table.primary_key]


def _insert(dialect: str, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
