"""The command `understand`."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.understand import register


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    return app


def test_a_message_is_read_as_json(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["understand", "мне 17, Шадринск", "--json"])

    assert json.loads(result.stdout) == {
        "intent": "build_path",
        "facts": {"age": 17, "region": "Курганская область", "municipality": "Шадринск"},
    }


def test_for_another_it_is_said_for_whom_and_what_is_told_of_that_one(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["understand", "мне 38, сыну 15, ищу ему лагерь", "--json"])

    assert json.loads(result.stdout) == {
        "intent": "search",
        "facts": {"age": 38, "statuses": {"parent": True}, "needs": ["travel"]},
        "seeking_for": "son",
        "about": {"age": 15},
    }


def test_without_json_the_words_of_each_fact_are_shown(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["understand", "семнадцать", "--asked", "age"])

    assert result.stdout.split() == ["answer", "(for:", "self)", "age", "семнадцать"]


def test_a_batch_gives_a_line_for_a_line(app: typer.Typer, tmp_path: Path) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text('{"text": "17", "asked": "age"}\n\n{"text": "привет", "asked": null}\n', encoding="utf-8")

    result = CliRunner().invoke(app, ["understand", "--batch", str(file)])

    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"intent": "answer", "facts": {"age": 17}},
        {"intent": "greeting", "facts": {}},
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": 5}', "line 1: text: "),
        ('{"txt": "a"}', "line 1: "),
        ("{", "line 1: broken JSON"),
        ('{"text": "a", "text": "b"}', "line 1: "),
        ('{"text": "a", "asked": "What?"}', "line 1: asked: 'What?' is no name of a question"),
    ],
)
def test_wrong_input_is_one_clear_line(app: typer.Typer, tmp_path: Path, line: str, problem: str) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text(line + "\n", encoding="utf-8")

    result = CliRunner().invoke(app, ["understand", "--batch", str(file)])

    assert result.exit_code == 2
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["a", "--batch", "b"], ["a", "--asked", "???"]])
def test_options_that_do_not_go_together_are_refused(app: typer.Typer, arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["understand", *arguments]).exit_code == 2


def test_an_unknown_question_is_answered_with_a_note(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["understand", "17", "--asked", "agee", "--json"])

    assert result.exit_code == 0
    assert json.loads(result.stdout)["intent"]
    assert "'agee' is taken as some question; did you mean 'age'?" in result.stderr
