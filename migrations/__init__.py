"""Migrations: bring a database to the newest tables before anything else reads it."""

import re
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text

FOLDER: Final = Path(__file__).parent
WAIT_SECONDS: Final = 30
"""How long to wait while another process migrates the same file."""

_REVISION: Final = re.compile(r'^(revision|down_revision)\b[^=]*= *"([^"]+)"', re.MULTILINE)


def upgrade(url: str) -> None:
    """Bring the database to head; quick when it is there already. Blocking: call it in a thread.

    Two processes may call it at once: the second one waits and finds the work done.
    """
    engine = migration_engine(url)
    try:
        if not _is_at(engine, head()):
            run(engine, "head")
    finally:
        engine.dispose()


def run(engine: Engine, revision: str) -> None:
    """Go to a revision, "head" or "base", up or down, in one transaction."""
    from alembic import command
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with engine.begin() as connection:
        config = alembic_config(connection)
        current = MigrationContext.configure(connection).get_current_revision()
        script = ScriptDirectory.from_config(config)
        below = {step.revision for step in script.iterate_revisions(current, "base")} if current else set()
        if revision == "base" or (revision in below and revision != current):
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)


def alembic_config(connection: Connection) -> Any:
    """Alembic's configuration for a connection that is already open."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def migration_engine(url: str) -> Engine:
    """A blocking engine for an asynchronous address; the folder of a SQLite file is made."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address.set(drivername="postgresql+psycopg"))
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address.set(drivername="sqlite"), connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _no_hidden_transactions)
    event.listen(engine, "begin", _begin_writing)
    return engine


def head() -> str:
    """The newest revision, read from the files: importing Alembic takes a second."""
    pairs = [
        pair
        for file in (FOLDER / "versions").glob("*.py")
        for pair in _REVISION.findall(file.read_text(encoding="utf-8"))
    ]
    before = {revision for name, revision in pairs if name == "down_revision"}
    (newest,) = {revision for name, revision in pairs if name == "revision"} - before
    return str(newest)


def _is_at(engine: Engine, revision: str) -> bool:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [
            revision
        ]


def _no_hidden_transactions(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _begin_writing(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
