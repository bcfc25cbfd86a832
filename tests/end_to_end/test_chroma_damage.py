"""Chroma under kill -9, flipped bytes and crashes: it heals by itself, and search answers all the while."""

import asyncio
import multiprocessing
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import psutil
import pytest

from knowledge.search import chroma_probe
from knowledge.search.chroma import DATABASE_FILE, POINTER_FILE, ChromaIndex, Pointer, digest_of
from knowledge.search.chroma_client import Vectors
from tests.keeping import asked, kept, reach

pytestmark = pytest.mark.end_to_end

ROWS: Final = 3000
DIMENSION: Final = 32
KILLS: Final = 8


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a clean end leaves it; copy it."""
    folder = tmp_path_factory.mktemp("complete") / "chroma"

    async def make() -> None:
        async with kept(folder) as retriever:
            await reach(retriever)

    asyncio.run(make())
    return folder


@pytest.fixture
def folder(complete: Path, tmp_path: Path) -> Path:
    """A complete folder of the test's own."""
    return Path(shutil.copytree(complete, tmp_path / "chroma"))


async def assert_it_heals(folder: Path) -> None:
    """Answers from the first moment, is whole in the end, and sound for whoever comes next."""
    async with kept(folder) as retriever:
        assert await asked(retriever)
        await reach(retriever)
        assert await asked(retriever)
    assert await asyncio.to_thread(_is_sound, folder)


def _is_sound(folder: Path) -> bool:
    index = ChromaIndex(folder)
    index.open()
    try:
        return index.is_file_sound() and index.is_sound()
    finally:
        index.close()


def build_for_ever(folder: Path) -> None:
    """What is killed: builds one collection after the other."""
    rows = np.random.default_rng(0).normal(size=(ROWS, DIMENSION)).astype(np.float32)
    index = ChromaIndex(folder)
    index.open()
    number = 0
    while True:
        number += 1
        index.build(f"measures-{number}", [str(row) for row in range(ROWS)], rows, lambda: True)


@pytest.fixture
def start_building() -> Iterator[Callable[[Path], BaseProcess]]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["chromadb", "knowledge.search.chroma", __name__])
    started: list[BaseProcess] = []

    def start(folder: Path) -> BaseProcess:
        process = context.Process(target=build_for_ever, args=(folder,), daemon=True)
        started.append(process)
        process.start()
        return process

    yield start
    for process in started:
        process.kill()
        process.join()


def _wait_for(file: Path) -> None:
    while not file.exists():
        time.sleep(0.01)


async def test_kill_9_in_the_middle_of_builds_heals_and_a_half_built_collection_is_never_used(
    tmp_path: Path, start_building: Callable[[Path], BaseProcess]
) -> None:
    chance = random.Random(7)
    for _ in range(KILLS):
        process = start_building(tmp_path)
        await asyncio.to_thread(_wait_for, tmp_path / DATABASE_FILE)
        await asyncio.sleep(chance.uniform(0.0, 1.0))
        process.kill()
        process.join()

        pointer = ChromaIndex(tmp_path).pointer()
        assert pointer is None or pointer.count == ROWS

    await assert_it_heals(tmp_path)


async def test_killed_while_it_heals_it_heals_the_next_time(folder: Path) -> None:
    (folder / DATABASE_FILE).write_bytes(b"\0" * 5000)
    async with kept(folder) as retriever:
        assert await asked(retriever)

    await assert_it_heals(folder)


def flip(path: Path, times: int, seed: int) -> None:
    chance, content = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(times):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def files_of_the_index(folder: Path) -> list[Path]:
    return [file for file in folder.glob("*-*/*") if file.stat().st_size]


def damage_index_files(folder: Path) -> None:
    for file in files_of_the_index(folder):
        flip(file, 50, seed=3)


def put_a_file_in_place_of_the_index(folder: Path) -> None:
    for part in folder.glob("*-*"):
        shutil.rmtree(part)
        part.write_text("")


DAMAGES: Final[dict[str, Callable[[Path], object]]] = {
    "one bit of the database": lambda folder: flip(folder / DATABASE_FILE, 1, seed=1),
    "many bits of the database": lambda folder: flip(folder / DATABASE_FILE, 300, seed=2),
    "half of the database": lambda folder: (folder / DATABASE_FILE).write_bytes(
        (folder / DATABASE_FILE).read_bytes()[: 1 << 17]
    ),
    "no database": lambda folder: (folder / DATABASE_FILE).unlink(),
    "many bits of the index files": damage_index_files,
    "no pointer": lambda folder: (folder / POINTER_FILE).unlink(),
    "a file instead of an index": put_a_file_in_place_of_the_index,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
async def test_damage_heals(folder: Path, damage: Callable[[Path], object]) -> None:
    damage(folder)

    await assert_it_heals(folder)


async def test_a_flipped_bit_within_a_vector_is_noticed(folder: Path) -> None:
    index = ChromaIndex(folder)
    index.open()
    pointer = index.pointer()
    assert pointer is not None
    index.close()
    vector = _some_vector(folder)
    flipped = vector[:2] + bytes([vector[2] ^ 0x40]) + vector[3:]
    content = (folder / DATABASE_FILE).read_bytes()
    (folder / DATABASE_FILE).write_bytes(content.replace(vector, flipped))  # SQLite leaves old copies about

    assert not await chroma_probe.is_sound(folder)


def _some_vector(folder: Path) -> bytes:
    """The bytes of one stored vector."""
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as connection:
        row = connection.execute("SELECT vector FROM embeddings_queue WHERE vector IS NOT NULL").fetchone()
    return bytes(row[0])


def make_a_folder_that_crashes(folder: Path) -> None:
    """An index whose links point far outside of it: Chroma reads there and the process dies (SIGSEGV)."""
    import chromadb
    from chromadb.config import Settings

    rows = np.random.default_rng(0).normal(size=(200, 16)).astype(np.float32)
    flushing = cast(Any, {"hnsw": {"space": "cosine", "sync_threshold": 20, "batch_size": 10}})
    client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False, _env_file=None))
    collection = client.create_collection("measures-x", embedding_function=None, configuration=flushing)
    for start in range(0, 200, 20):
        ids = [str(number) for number in range(start, start + 20)]
        collection.add(ids=ids, embeddings=rows[start : start + 20])
    held, vectors = Vectors(collection).everything()
    client.close()  # type: ignore[attr-defined]  # every client has it (chromadb 1.5.9)
    (file,) = folder.glob("*/data_level0.bin")
    elements = np.fromfile(file, np.uint8).reshape(200, -1)
    links = np.full((200, 33), 0x0FFFFFFF, "<u4")
    links[:, 0] = 32
    elements[:, : 33 * 4] = links.view(np.uint8)
    elements.tofile(file)
    pointer = Pointer(place="folder", collection="measures-x", count=200, digest=digest_of(held, vectors))
    (folder / POINTER_FILE).write_text(pointer.model_dump_json())


async def test_a_folder_that_kills_who_opens_it_kills_the_probe_alone(tmp_path: Path) -> None:
    make_a_folder_that_crashes(tmp_path)

    await assert_it_heals(tmp_path)


def make_a_crash(folder: Path) -> None:
    index = ChromaIndex(folder)
    index.open()
    index.is_sound()


async def test_that_folder_really_crashes(tmp_path: Path) -> None:
    make_a_folder_that_crashes(tmp_path)
    process = multiprocessing.get_context("forkserver").Process(target=make_a_crash, args=(tmp_path,))

    process.start()
    process.join(60)

    assert process.exitcode is not None
    assert process.exitcode < 0


def _probe_process() -> psutil.Process:
    while True:
        for child in psutil.Process().children():
            if "knowledge.search.chroma_probe" in child.cmdline():
                return child


async def test_a_probe_that_a_signal_ends_is_a_bad_sign_and_one_that_hangs_too(folder: Path) -> None:
    async with asyncio.TaskGroup() as group:
        probing = group.create_task(chroma_probe.is_sound(folder))
        (await asyncio.to_thread(_probe_process)).kill()

    assert probing.result() is False
    assert await chroma_probe.is_sound(folder, seconds=0.01) is False
    assert await chroma_probe.is_sound(folder) is True
