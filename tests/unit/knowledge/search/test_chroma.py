"""The index in a folder: what is complete is used, what is not never is."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.search.chroma import POINTER_FILE, ChromaFailed, ChromaIndex
from knowledge.search.chroma_client import ROWS_AT_ONCE
from knowledge.search.vectors import Matrix

NAME = "measures-one"
COUNT = 2 * ROWS_AT_ONCE + 9
IDS = [f"measure-{number}" for number in range(COUNT)]


def rows(seed: int = 1) -> Matrix:
    made = np.random.default_rng(seed).normal(size=(COUNT, 8)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def always() -> bool:
    return True


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    index = ChromaIndex(tmp_path / "chroma")
    index.open()
    yield index
    index.close()


def test_a_complete_build_answers_with_cosines(index: ChromaIndex) -> None:
    assert index.build(NAME, IDS, rows(), always)

    near = index.near(rows()[5], 3)

    assert next(iter(near)) == IDS[5]
    assert near[IDS[5]] == pytest.approx(1)
    expected = np.sort(rows() @ rows()[5])[::-1][:3]
    assert list(near.values()) == pytest.approx(expected, abs=1e-5)


def test_it_is_there_after_opening_anew(index: ChromaIndex, tmp_path: Path) -> None:
    index.build(NAME, IDS, rows(), always)
    index.close()

    again = ChromaIndex(tmp_path / "chroma")
    again.open()

    assert again.is_sound()
    assert again.use(NAME)
    assert next(iter(again.near(rows()[7], 1))) == IDS[7]
    again.close()


def test_a_build_that_was_stopped_is_never_used(index: ChromaIndex, tmp_path: Path) -> None:
    parts = iter([True, True, False])

    assert not index.build(NAME, IDS, rows(), lambda: next(parts))

    assert index.near(rows()[5], 3) == {}
    assert not index.use(NAME)
    assert not index.is_sound()
    assert index.build(NAME, IDS, rows(), always)
    assert len(index.near(rows()[5], COUNT)) == COUNT


def test_another_catalogue_or_embedding_replaces_what_was_there(index: ChromaIndex) -> None:
    index.build(NAME, IDS, rows(), always)

    assert not index.use("measures-two")
    assert index.build("measures-two", IDS[:3], rows(2)[:3], always)

    assert set(index.near(rows(2)[0], COUNT)) == set(IDS[:3])
    assert not index.use(NAME)
    assert index.use("measures-two")


def test_a_collection_that_holds_something_else_is_not_sound(index: ChromaIndex, tmp_path: Path) -> None:
    index.build(NAME, IDS, rows(), always)
    file = tmp_path / "chroma" / POINTER_FILE
    said = json.loads(file.read_text())

    file.write_text(json.dumps({**said, "digest": "0" * 64}))

    assert not index.is_sound()


@pytest.mark.parametrize("text", ["", "{}", "null", "\x00\xff", '{"place": 1}', "[" * 10_000])
def test_a_pointer_that_cannot_be_read_points_nowhere(tmp_path: Path, text: str) -> None:
    (tmp_path / POINTER_FILE).write_text(text, encoding="latin-1")

    assert ChromaIndex(tmp_path).pointer() is None


def test_a_pointer_to_a_server_says_nothing_of_the_folder(index: ChromaIndex, tmp_path: Path) -> None:
    index.build(NAME, IDS, rows(), always)

    assert index.pointer() is not None
    assert ChromaIndex(tmp_path / "chroma", "http://chroma:8000").pointer() is None


def test_wiping_leaves_an_empty_folder_that_can_be_opened_again(index: ChromaIndex, tmp_path: Path) -> None:
    index.build(NAME, IDS, rows(), always)
    (tmp_path / "chroma" / "stray").symlink_to(tmp_path)

    index.wipe()

    assert list((tmp_path / "chroma").iterdir()) == []
    assert tmp_path.exists()
    index.open()
    assert index.build(NAME, IDS, rows(), always)


def test_a_question_without_a_known_word_has_no_neighbours(index: ChromaIndex) -> None:
    index.build(NAME, IDS, rows(), always)

    assert index.near(np.zeros(8, np.float32), 5) == {}


def test_trouble_of_every_kind_is_one_error(index: ChromaIndex, tmp_path: Path) -> None:
    index.build(NAME, IDS, rows(), always)
    not_a_folder = tmp_path / "file"
    not_a_folder.write_text("")

    with pytest.raises(ChromaFailed):
        index.near(np.ones(5, np.float32), 1)
    with pytest.raises(ChromaFailed):
        ChromaIndex(not_a_folder).open()
    with pytest.raises(ChromaFailed):
        ChromaIndex(tmp_path, "http://127.0.0.1:9").open()
    with pytest.raises(ChromaFailed):
        ChromaIndex(tmp_path).build(NAME, IDS, rows(), always)
