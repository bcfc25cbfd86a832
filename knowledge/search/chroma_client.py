"""The door to chromadb, the one module that imports it: a folder or a server, its troubles as one error.

Telemetry is off, vectors are always passed in (its own embedder would download a model), and the `.env` that
it would read for itself is ours. Everything blocks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast
from urllib.request import urlopen

import numpy as np

if TYPE_CHECKING:
    import httpx
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.config import Settings

    from knowledge.search.vectors import Matrix, Vector

ROWS_AT_ONCE: Final = 64
"""chromadb keeps the interpreter locked for a whole call (1.5.9): adding so many rows takes some 60 ms."""
SERVER_SECONDS: Final = 10.0
HNSW: Final = {
    "space": "cosine",
    "ef_search": 400,
    "ef_construction": 200,
    "max_neighbors": 32,
    # Never flush: Chroma does not write its index files atomically, and kill -9 within a flush leaves a
    # folder that crashes whoever opens it (chroma#7090, #7238). It reads the vectors from SQLite instead.
    "sync_threshold": 10**6,
}


class ChromaFailed(Exception):
    """Chroma did not do what it was asked. Names the kind of the trouble, never what was asked."""


class _Closes(Protocol):
    """What `ClientAPI` forgets to declare of every client (chromadb 1.5.9)."""

    def close(self) -> None: ...


@contextmanager
def translated() -> Iterator[None]:
    """Whatever Chroma raises, panics of its Rust core included, becomes `ChromaFailed`."""
    try:
        yield
    except ChromaFailed:
        raise
    except Exception as error:
        raise ChromaFailed(type(error).__name__) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3's; it is no Exception and cannot be imported
            raise
        raise ChromaFailed("panic") from error


class ChromaClient:
    """An open folder or server.

    Raises: ChromaFailed, from everything. Opening a damaged folder may end the process: probe it first.
    """

    def __init__(self, folder: Path | None, url: str | None) -> None:
        with translated():
            self._client = _server(url) if url else _embedded(folder)
        self._is_remote = url is not None

    def close(self) -> None:
        """Let go of it."""
        with translated():
            if self._is_remote:
                for session in _sessions(self._client):
                    session.close()  # chromadb leaves its connections open (1.5.9)
            cast("_Closes", self._client).close()

    def names(self) -> list[str]:
        """Every collection there is."""
        with translated():
            return [collection.name for collection in self._client.list_collections()]

    def delete(self, name: str) -> None:
        """Remove a collection."""
        with translated():
            self._client.delete_collection(name)

    def collection(self, name: str) -> Vectors:
        """A collection that is there."""
        with translated():
            return Vectors(self._client.get_collection(name, embedding_function=None))

    def new_collection(self, name: str) -> Vectors:
        """An empty one."""
        configuration = cast("CreateCollectionConfiguration", {"hnsw": HNSW})
        with translated():
            made = self._client.create_collection(name, configuration=configuration, embedding_function=None)
            return Vectors(made)


class Vectors:
    """One collection: ids with their vectors. Raises ChromaFailed from everything."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def add(self, ids: list[str], vectors: Matrix) -> None:
        """Add rows of new ids."""
        with translated():
            self._collection.add(ids=ids, embeddings=vectors)

    def everything(self) -> tuple[list[str], Matrix]:
        """All ids in order with their vectors as Chroma holds them, read in parts that hold up nobody."""
        with translated():
            ids = sorted(self._collection.get(include=[])["ids"])
            parts = [
                self._some(ids[start : start + ROWS_AT_ONCE]) for start in range(0, len(ids), ROWS_AT_ONCE)
            ]
            return ids, np.concatenate(parts) if parts else np.empty((0, 0), np.float32)

    def _some(self, ids: list[str]) -> Matrix:
        held = self._collection.get(ids=ids, include=["embeddings"])
        place = {id_: number for number, id_ in enumerate(held["ids"])}
        return np.asarray(held["embeddings"], np.float32)[[place[id_] for id_ in ids]]

    def near(self, vector: Vector, limit: int) -> Mapping[str, float]:
        """The nearest ids with their cosines."""
        with translated():
            found = self._collection.query(vector[np.newaxis], n_results=limit, include=["distances"])
            distances = found["distances"] or [[]]
            return {id_: 1.0 - float(far) for id_, far in zip(found["ids"][0], distances[0], strict=True)}


def _embedded(folder: Path | None) -> ClientAPI:
    import chromadb

    if folder is None:
        raise ChromaFailed("no folder")
    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(folder, settings=_settings())


def _server(url: str) -> ClientAPI:
    with urlopen(f"{url}/api/v2/heartbeat", timeout=SERVER_SECONDS) as answer:
        int(json.loads(answer.read(1000))["nanosecond heartbeat"])
    import chromadb

    client = chromadb.HttpClient(url, settings=_settings())
    # chromadb's client waits for ever and has no setting for it (1.5.9, api/fastapi.py: timeout=None)
    for session in _sessions(client):
        session.timeout = SERVER_SECONDS
    return client


def _sessions(client: ClientAPI) -> tuple[httpx.Client, httpx.Client]:
    """Both connections of a client, its own and its administrator's; nothing public leads there."""
    inner: Any = client
    return inner._server._session, inner._admin_client._server._session


def _settings() -> Settings:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False, _env_file=None)
