"""The secret that keys the hashes of consents: made once, for the owner only, never in the database."""

import os
import secrets
from pathlib import Path
from typing import Final

FILE: Final = "secret.key"
BYTES: Final = 32


def read_secret(folder: Path) -> bytes:
    """The secret of this deployment; made at the first start."""
    path = folder / FILE
    if not path.exists():
        write_secret(folder, secrets.token_bytes(BYTES))
    return path.read_bytes()


def write_secret(folder: Path, key: bytes) -> None:
    """Put a secret in place, whole or not at all."""
    fresh = folder / f"{FILE}.new"
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / FILE)
