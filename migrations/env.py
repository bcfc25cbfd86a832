"""What Alembic runs: the tables of all rooms on one side, the database on the other."""

import importlib
import importlib.util
from typing import Any, Final, Literal

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from bot.settings import read_settings
from knowledge.database import metadata
from migrations import migration_engine

TABLES: Final = ("knowledge.tables", "bot.storage.tables", "ingest.tables")
"""Modules that register tables; a room that has none yet is left out."""


def load_tables() -> None:
    """Import every module that registers tables."""
    for name in TABLES:
        if importlib.util.find_spec(name):
            importlib.import_module(name)


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as what they are made of: a migration must not change when they do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


load_tables()
given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with migration_engine(read_settings().database_url).begin() as opened:
        migrate(opened)
