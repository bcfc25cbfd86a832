from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, create_engine, select
from sqlalchemy.dialects import sqlite

import migrations
from bot.dialogue.messages import Address
from bot.storage.addresses import is_of_one
from bot.storage.tables import accounts, consents, conversations, outbox


@pytest.mark.parametrize("table", [accounts, conversations, consents, outbox], ids=lambda table: table.name)
def test_rows_of_many_accounts_are_found_by_an_index(tmp_path: Path, table: Table) -> None:
    """A table of a hundred thousand accounts must not be read through for each message."""
    migrations.upgrade(f"sqlite+aiosqlite:///{tmp_path}/test.db")
    addresses = [Address(channel="web", account=name) for name in "abc"]
    addresses.append(Address(channel="telegram", account="1"))

    query = select(table).where(is_of_one(table, addresses))
    sql = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    engine = create_engine(f"sqlite:///{tmp_path}/test.db")
    with engine.connect() as connection:
        plan: list[Any] = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    engine.dispose()

    assert any("USING INDEX" in step for step in plan)
    assert not any(step.startswith("SCAN") for step in plan)
