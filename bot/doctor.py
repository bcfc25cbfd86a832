"""Look the deployment over: what is well, what is not, what to do about it."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

import migrations
from bot.doctor_messengers import examine_messengers
from bot.doctor_model import examine_embeddings, examine_model
from bot.doctor_staff import examine_staff
from bot.findings import Finding, State
from bot.organisation import OrganisationError, read_organisation
from bot.port import port_problem
from bot.process_lock import is_running
from bot.settings import ENV_FILE, Settings
from bot.storage import secret
from knowledge.search.chroma import ChromaIndex

MEGABYTE: Final = 1_000_000
LITTLE_DISK: Final = 500 * MEGABYTE
NO_DISK: Final = 50 * MEGABYTE


def examine(settings: Settings) -> list[Finding]:
    """Every finding, in the order in which to repair things. Changes nothing."""
    checks: Sequence[Callable[[Settings], Iterator[Finding]]] = (
        _environment,
        _folder,
        _database,
        _index,
        _organisation,
        examine_messengers,
        examine_staff,
        examine_model,
        examine_embeddings,
        _port,
    )
    return [finding for check in checks for finding in check(settings)]


def _environment(_settings: Settings) -> Iterator[Finding]:
    known = {name.upper() for name in Settings.model_fields}
    unknown = sorted(_names_in(ENV_FILE) - known)
    if unknown:
        yield Finding(
            "note",
            "settings",
            f"{ENV_FILE} sets {', '.join(unknown)}, which nobody reads",
            "look for a slip of the pen; .env.example lists every setting",
        )
    else:
        yield Finding("ok", "settings", "every value is well formed")


def _names_in(file: Path) -> set[str]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError:
        return set()
    return {
        line.partition("=")[0].removeprefix("export ").strip().upper()
        for line in lines
        if "=" in line and not line.lstrip().startswith("#")
    }


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir.absolute()
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(there, os.W_OK):
        yield Finding("wrong", "data", f"{there} cannot be written", "give the process's user the folder")
    free = shutil.disk_usage(there).free
    if free < LITTLE_DISK:
        state: State = "wrong" if free < NO_DISK else "note"
        yield Finding(
            state, "data", f"{free // MEGABYTE} MB are free", "make room: the database needs to grow"
        )
    else:
        yield Finding("ok", "data", f"{folder}: {free // MEGABYTE} MB free")
    key = folder / secret.FILE
    if key.exists() and key.stat().st_mode & 0o077:
        yield Finding("wrong", "data", f"{key} can be read by others", f"chmod 600 {key}")


def _database(settings: Settings) -> Iterator[Finding]:
    url = make_url(settings.database_url)
    is_file = url.get_backend_name() == "sqlite"
    if is_file and not Path(url.database or "").is_file():
        yield Finding("note", "database", "not made yet", "the first `consultant run` makes it")
        return
    engine = migrations.migration_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            yield from _sound(connection) if is_file else ()
            yield from _tables(connection)
    except SQLAlchemyError as error:
        advice = "check DATABASE_URL; a damaged file is replaced by `consultant restore`"
        yield Finding("wrong", "database", f"cannot be read ({type(error).__name__})", advice)
    finally:
        engine.dispose()


def _sound(connection: Connection) -> Iterator[Finding]:
    if connection.execute(text("PRAGMA quick_check(3)")).scalars().all() != ["ok"]:
        yield Finding("wrong", "database", "the file is damaged", "stop the process and restore a backup")


def _tables(connection: Connection) -> Iterator[Finding]:
    if not inspect(connection).has_table("alembic_version"):
        yield Finding("note", "database", "empty", "the next `consultant run` fills it")
        return
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision != migrations.head():
        advice = "the next `consultant run` brings it up to date; take a backup first"
        yield Finding("note", "database", f"at revision {revision}", advice)
        return
    published = connection.execute(text("SELECT count(*) FROM measures WHERE status = 'published'")).scalar()
    yield Finding("ok", "database", f"up to date, {published} measures published")
    if dead := connection.execute(text("SELECT count(*) FROM inbox WHERE state = 'dead'")).scalar():
        yield Finding("note", "database", f"{dead} messages put aside", "see `turn-failed` in the logs")


def _index(settings: Settings) -> Iterator[Finding]:
    if settings.chroma_url:
        yield Finding("ok", "index", "on the Chroma server of CHROMA_URL")
    elif settings.chroma_folder.is_dir():
        held = pointer.count if (pointer := ChromaIndex(settings.chroma_folder).pointer()) else 0
        says = f"{held} measures in {settings.chroma_folder}; each start checks it and mends it"
        yield Finding("ok", "index", says)
    else:
        yield Finding("note", "index", "not made yet", "`consultant run` makes it; search goes on without")


def _organisation(settings: Settings) -> Iterator[Finding]:
    try:
        organisation = read_organisation(settings.organisation_file)
    except OrganisationError as error:
        yield Finding("wrong", "organisation", str(error), "mend that place in ORGANISATION_FILE")
        return
    if settings.organisation_file is None:
        advice = "copy bot/organisation.yaml, fill it in and name it in ORGANISATION_FILE"
        yield Finding("note", "organisation", f"the shipped default ({organisation.name})", advice)
    else:
        yield Finding("ok", "organisation", organisation.name)


def _port(settings: Settings) -> Iterator[Finding]:
    place = f"{settings.web_host}:{settings.web_port}"
    if is_running(settings.data_dir):
        yield Finding("ok", "site", f"a consultant is running here (it listens on {place})")
    elif problem := port_problem(settings.web_host, settings.web_port):
        advice = "stop what listens there, or set WEB_HOST and WEB_PORT"
        yield Finding("wrong", "site", f"cannot listen on {place} ({problem})", advice)
    else:
        yield Finding("ok", "site", f"{place} is free")
