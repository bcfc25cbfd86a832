"""`consultant ratings` over a database of its own."""

import json
import sqlite3
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import ratings


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "data"


def consultant(*arguments: str) -> str:
    app = typer.Typer()
    app.callback()(lambda: None)
    ratings.register(app)
    result = CliRunner().invoke(app, ["ratings", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_without_a_rating_it_says_so(data: Path) -> None:
    assert consultant() == "nobody has rated an answer yet\n"
    assert json.loads(consultant("--json")) == []


def test_what_misses_most_often_comes_first(data: Path) -> None:
    consultant()
    connection = sqlite3.connect(data / "consultant.db")
    rows = [("article:a", "1", True, 5), ("article:b", "1", True, 1), ("article:b", "1", False, 3)]
    connection.executemany("insert into answer_ratings values (?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()

    assert consultant().splitlines() == [
        "article:b (1): 1 useful, 3 not",
        "article:a (1): 5 useful, 0 not",
    ]
    assert json.loads(consultant("--json"))[0] == {
        "subject": "article:b",
        "version": "1",
        "useful": 1,
        "useless": 3,
    }


def test_a_database_that_cannot_be_used_is_one_line(data: Path) -> None:
    data.mkdir()
    (data / "consultant.db").write_bytes(b"no database at all " * 100)
    app = typer.Typer()
    app.callback()(lambda: None)
    ratings.register(app)

    result = CliRunner().invoke(app, ["ratings"])

    assert result.exit_code == 2
    assert result.stdout == ""
