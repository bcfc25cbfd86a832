"""One consultant for one DATA_DIR: a lock of the operating system, gone with the process, even by kill -9."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.errors import AlreadyRunning, SettingsError

FILE: Final = "consultant.lock"


@contextmanager
def process_lock(folder: Path) -> Iterator[None]:
    """Hold the folder, which is made if need be.

    Raises: AlreadyRunning, SettingsError when the folder cannot be written.
    """
    lock = _open(folder)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning(folder) from None
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(lock)


def is_running(folder: Path) -> bool:
    """Does a process hold the folder now?"""
    try:
        lock = os.open(folder / FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False


def _open(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise SettingsError("DATA_DIR", f"must be a folder that can be written ({error.strerror})") from None
