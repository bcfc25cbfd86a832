import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

import migrations
from knowledge.database import metadata, sqlite_url

REVISIONS = [
    revision.revision
    for revision in reversed(list(ScriptDirectory(str(migrations.FOLDER)).walk_revisions("base", "heads")))
]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path / "new folder" / "consultant.db")


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = migrations.migration_engine(url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_the_head_read_from_the_files_is_alembic_s() -> None:
    assert migrations.head() == ScriptDirectory(str(migrations.FOLDER)).get_current_head()


def test_every_migration_goes_up_down_and_up_again(engine: Engine) -> None:
    for revision in REVISIONS:
        migrations.run(engine, revision)
        after = tables(engine)
        before = ScriptDirectory(str(migrations.FOLDER)).get_revision(revision).down_revision
        migrations.run(engine, str(before) if before else "base")
        migrations.run(engine, revision)
        assert tables(engine) == after


def test_everything_can_be_taken_back(engine: Engine) -> None:
    migrations.run(engine, "head")
    migrations.run(engine, "base")

    assert tables(engine) <= {"alembic_version"}


def test_the_migrated_database_is_what_the_code_expects(url: str, engine: Engine) -> None:
    migrations.upgrade(url)

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        differences = compare_metadata(context, metadata)

    assert differences == []
    assert set(metadata.tables) <= tables(engine)


def test_a_database_at_head_is_left_alone_and_alembic_is_not_imported(url: str) -> None:
    migrations.upgrade(url)
    code = (
        "import sys, migrations\n"
        f"migrations.upgrade({url!r})\n"
        "assert 'alembic' not in sys.modules, 'alembic was imported'\n"
    )

    subprocess.run([sys.executable, "-c", code], check=True, cwd=migrations.FOLDER.parent, timeout=60)


def test_two_processes_may_upgrade_at_once(url: str) -> None:
    failures: list[Exception] = []

    def upgrade() -> None:
        try:
            migrations.upgrade(url)
        except Exception as error:  # noqa: BLE001 - the test tells of any
            failures.append(error)

    threads = [threading.Thread(target=upgrade) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
