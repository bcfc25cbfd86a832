"""The vectors of the measures in Chroma: a cache that may vanish at any time and is built anew.

Every build fills a collection of its own name; a pointer file, written in one step at the end, names the
complete one with a digest of what it holds, so a half-built one is never used (docs/decisions/0007).
One process owns the folder. Everything here blocks: call it in one thread.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.search.chroma_client import ROWS_AT_ONCE, ChromaClient, ChromaFailed, Vectors, translated

if TYPE_CHECKING:
    from knowledge.search.vectors import Matrix, Vector

__all__ = ["OURS", "ChromaFailed", "ChromaIndex", "Pointer"]

log = logging.getLogger(__name__)

POINTER_FILE: Final = "complete.json"
DATABASE_FILE: Final = "chroma.sqlite3"
OURS: Final = "measures-"
NEAR_ITSELF: Final = 0.99


class Pointer(BaseModel):
    """The complete collection, and what it must hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str
    collection: str
    count: int
    digest: str


class ChromaIndex:
    """The index in a folder, or on the server at `url` (then the folder, if any, keeps the pointer alone)."""

    def __init__(self, folder: Path | None, url: str | None = None) -> None:
        self._folder = folder.absolute() if folder else None
        self._url = url
        self._client: ChromaClient | None = None
        self._complete: Vectors | None = None

    @property
    def is_open(self) -> bool:
        """Is the folder or server open?"""
        return self._client is not None

    def pointer(self) -> Pointer | None:
        """What the last complete build said of itself; None when there is none to trust."""
        if self._folder is None:
            return None
        try:
            pointer = Pointer.model_validate_json((self._folder / POINTER_FILE).read_bytes())
        except (OSError, ValidationError):
            return None
        return pointer if pointer.place == self._place else None

    def open(self) -> None:
        """Open the folder or reach the server.

        Raises: ChromaFailed. A folder that is really damaged may end the process: probe it first.
        """
        self._client = ChromaClient(self._folder, self._url)

    def close(self) -> None:
        """Let go of the folder or server; trouble on the way is only logged."""
        client, self._client, self._complete = self._client, None, None
        if client is not None:
            try:
                client.close()
            except ChromaFailed as error:
                log.warning("chroma-not-closed", extra={"trouble": str(error)})

    def wipe(self) -> None:
        """Close, and remove everything in the folder; on a server, forget what was complete there.

        Raises: ChromaFailed.
        """
        self.close()
        if self._folder is None or not self._folder.is_dir():
            return
        self.forget()
        with translated():
            for child in self._folder.iterdir():  # the folder itself may be a mounted volume
                shutil.rmtree(child) if child.is_dir() and not child.is_symlink() else child.unlink()

    def forget(self) -> None:
        """Take nothing for complete any more.

        Raises: ChromaFailed.
        """
        self._complete = None
        if self._folder is not None:
            with translated():
                (self._folder / POINTER_FILE).unlink(missing_ok=True)

    def is_file_sound(self) -> bool:
        """SQLite's own look at the folder's file: Chroma reads parts of it, and writes into all of them."""
        if self._folder is None:
            return False
        try:
            with closing(sqlite3.connect(self._folder / DATABASE_FILE, timeout=5)) as connection:
                return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        except sqlite3.Error:
            return False

    def is_sound(self) -> bool:
        """Does the collection that the pointer names hold exactly what was written, and does it answer?

        Raises: ChromaFailed.
        """
        pointer = self.pointer()
        if pointer is None:
            return False
        vectors = self._opened().collection(pointer.collection)
        ids, rows = vectors.everything()
        if len(ids) != pointer.count or digest_of(ids, rows) != pointer.digest:
            return False
        return all(
            max(vectors.near(row, 5).values(), default=0) > NEAR_ITSELF for row in rows[:1] if any(row)
        )

    def use(self, name: str) -> bool:
        """Answer from the complete collection of this name. False when there is none.

        Raises: ChromaFailed.
        """
        pointer = self.pointer()
        if pointer is None or pointer.collection != name:
            return False
        self._complete = self._opened().collection(name)
        return True

    def build(self, name: str, ids: Sequence[str], rows: Matrix, go_on: Callable[[], bool]) -> bool:
        """Replace what is there by a new collection and answer from it.

        False, with nothing to answer from, when `go_on` (called between the parts) said so.
        Raises: ChromaFailed.
        """
        self._clear()
        vectors = self._opened().new_collection(name)
        for start in range(0, len(ids), ROWS_AT_ONCE):
            if not go_on():
                return False
            part = slice(start, start + ROWS_AT_ONCE)
            vectors.add(list(ids[part]), rows[part])
        self._point_to(name, vectors)
        self._complete = vectors
        return True

    def near(self, vector: Vector, limit: int) -> Mapping[str, float]:
        """The nearest ids with their cosines; nothing before a complete collection is in use.

        Raises: ChromaFailed.
        """
        return self._complete.near(vector, limit) if self._complete and vector.any() else {}

    @property
    def _place(self) -> str:
        return self._url or "folder"

    def _opened(self) -> ChromaClient:
        if self._client is None:
            raise ChromaFailed("not open")
        return self._client

    def _clear(self) -> None:
        self.forget()
        client = self._opened()
        for name in client.names():
            if name.startswith(OURS):
                client.delete(name)

    def _point_to(self, name: str, vectors: Vectors) -> None:
        if self._folder is None:
            return
        ids, rows = vectors.everything()
        pointer = Pointer(place=self._place, collection=name, count=len(ids), digest=digest_of(ids, rows))
        with translated():
            self._folder.mkdir(parents=True, exist_ok=True)
            _write_in_one_step(self._folder / POINTER_FILE, pointer.model_dump_json())


def digest_of(ids: Sequence[str], rows: Matrix) -> str:
    """A hash of ids and vectors in their order."""
    whole = sha256()
    for id_, row in zip(ids, rows, strict=True):
        whole.update(id_.encode() + b"\0" + row.tobytes())
    return whole.hexdigest()


def _write_in_one_step(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
