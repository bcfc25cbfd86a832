"""The house rules that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "knowledge", "ingest")
LONGEST_MODULE = 400


def _sources() -> Iterator[Path]:
    for room in ROOMS:
        yield from (ROOT / room).rglob("*.py")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _docstrings(tree: ast.AST) -> set[int]:
    """Ids of the string nodes that document something: those that stand alone as a statement."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


@pytest.mark.parametrize("path", sorted(_sources()), ids=_name)
def test_russian_words_stand_in_locales_and_data_and_not_in_code(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documents = _docstrings(tree)

    found = [
        f"line {node.lineno}: {node.value[:40]!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documents
        and any("Ѐ" <= letter <= "ӿ" for letter in node.value)
    ]

    assert found == []


@pytest.mark.parametrize("path", sorted(_sources()), ids=_name)
def test_a_module_is_short_enough_to_hold_in_the_head(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines <= LONGEST_MODULE


@pytest.mark.parametrize("path", sorted(_sources()), ids=_name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_nothing_refers_to_the_folder_that_the_project_was_started_from() -> None:
    suffixes = {".py", ".md", ".yaml", ".toml", ".sh", ".js", ".html", ".ftl"}
    folders = (*ROOMS, "tests", "benchmarks", "docs", "scripts", "migrations")
    forbidden = "/".join(("..", "shared"))

    found = [
        _name(path)
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and forbidden in path.read_text(encoding="utf-8")
    ]

    assert found == []


def test_the_vocabulary_of_names_has_no_drawers() -> None:
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py"}

    found = [_name(path) for path in _sources() if path.name in drawers]

    assert found == []
