"""Backup and restore of a deployment on SQLite: the database and the secret of the consent hashes in one zip.

A restore must not bring back people who were erased after the backup: their keyed hashes, which the present
database keeps, find their accounts in the old one, and they are erased again.
"""

import asyncio
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Row, make_url, select
from sqlalchemy.exc import SQLAlchemyError

import migrations
from bot.errors import BotError
from bot.process_lock import process_lock
from bot.settings import DATABASE_FILE, Settings
from bot.storage import secret
from bot.storage.addresses import address_of
from bot.storage.erase import Eraser, consent_hash
from bot.storage.tables import consent_hashes, consents
from knowledge.database import Database, sqlite_url

KEPT: Final = timedelta(days=30)
"""Backups hold personal data and expire (`/delete` promises it)."""
LARGEST_DATABASE: Final = 10_000_000_000
Erased = dict[str, datetime]


class BackupError(BotError):
    """The backup or the restore cannot be done; the message says why in one line."""


def back_up(settings: Settings, now: datetime) -> Path:
    """Write a backup into DATA_DIR/backups, also beside a running consultant; expired ones are removed.

    Raises: BackupError.
    """
    source, folder = _database_file(settings), settings.data_dir / "backups"
    if not source.is_file():
        raise BackupError(f"{source}: there is no database yet")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / _name(now)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        copy = Path(scratch) / DATABASE_FILE
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as still:
            live.backup(still, pages=1000)
        zipped = Path(scratch) / target.name
        handle = os.open(zipped, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, DATABASE_FILE)
            archive.writestr(secret.FILE, secret.read_secret(settings.data_dir))
        zipped.rename(target)
    for old in folder.glob("consultant-*.zip"):
        if old.name < _name(now - KEPT):
            old.unlink()
    return target


def restore(settings: Settings, file: Path, now: datetime) -> int:
    """Put a backup in the place of the database; how many people were erased again.

    Raises: BackupError (nothing is changed then), AlreadyRunning.
    """
    target = _database_file(settings)
    with process_lock(settings.data_dir), _unpacked(file, settings.data_dir) as (fresh, key):
        migrations.upgrade(sqlite_url(fresh.absolute()))
        erased = asyncio.run(_erase_again(fresh.absolute(), key, _erased_since(target), now))
        for leftover in (f"{target}-wal", f"{target}-shm"):
            Path(leftover).unlink(missing_ok=True)
        fresh.replace(target)
        secret.write_secret(settings.data_dir, key)
    return erased


def _name(at: datetime) -> str:
    return f"consultant-{at:%Y-%m-%d-%H%M%S}.zip"


def _database_file(settings: Settings) -> Path:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupError("DATABASE_URL: use the database's own tools (pg_dump) to back it up")
    return Path(url.database)


@contextmanager
def _unpacked(file: Path, folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The database and the secret of a backup, checked, in a folder that goes away."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        fresh = Path(scratch) / DATABASE_FILE
        try:
            with zipfile.ZipFile(file) as archive:
                if archive.getinfo(DATABASE_FILE).file_size > LARGEST_DATABASE:
                    raise BackupError(f"{file}: the database in it is too large")
                with archive.open(DATABASE_FILE) as packed, fresh.open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked)
                key = archive.read(secret.FILE)
            with closing(sqlite3.connect(fresh)) as database:
                sound = database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        except (OSError, KeyError, zipfile.BadZipFile, sqlite3.DatabaseError):
            raise BackupError(f"{file}: not a backup of this program") from None
        if not sound or len(key) != secret.BYTES:
            raise BackupError(f"{file}: the backup is damaged")
        yield fresh, key


def _erased_since(present: Path) -> Erased:
    """Hash -> when, from the database that is about to go; nothing if it cannot be read any more."""
    if not present.is_file():
        return {}
    try:
        return asyncio.run(_read_erased(present.absolute()))
    except SQLAlchemyError:
        return {}


async def _read_erased(present: Path) -> Erased:
    database = Database(sqlite_url(present))
    try:
        async with database.read() as connection:
            rows = await connection.execute(select(consent_hashes))
            return {row.hash: row.erased_at for row in rows}
    finally:
        await database.close()


async def _erase_again(file: Path, key: bytes, erased: Erased, now: datetime) -> int:
    database = Database(sqlite_url(file))
    try:
        async with database.write() as connection:
            given = (await connection.execute(select(consents).where(consents.c.given))).all()
            gone = {address_of(row) for row in given if _is_erased(row, key, erased)}
            for address in gone:
                await Eraser(key).erase(connection, address, 2**62, now)
        async with database.read() as connection:
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        await database.close()
    return len(gone)


def _is_erased(row: Row[tuple[object, ...]], key: bytes, erased: Erased) -> bool:
    at = erased.get(consent_hash(key, address_of(row), row.version, row.text_hash))
    return at is not None and at >= row.at
