"""The command `redact`."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.redact import register


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    return app


def test_the_text_is_printed_as_a_model_would_see_it(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["redact", "привет я Соня, мой номер 8 902 555 31 13"])

    assert result.stdout == "привет я [имя], мой номер [телефон]\n"


def test_json_has_the_spans_of_the_original(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["redact", "тг @bulat_2007", "--json"])

    assert json.loads(result.stdout) == {
        "text": "тг [ссылка]",
        "spans": [{"start": 3, "end": 14, "kind": "social_link"}],
    }


def test_a_batch_gives_a_line_for_a_line(app: typer.Typer, tmp_path: Path) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text('{"text": "это Маша"}\n\n{"text": "привет", "id": 2}\n', encoding="utf-8")

    result = CliRunner().invoke(app, ["redact", "--batch", str(file)])

    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == ["это [имя]", "привет"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": 5}', "line 1: text: "),
        ('{"words": "a"}', "line 1: text: "),
        ("{", "line 1: broken JSON"),
        ('{"text": "a", "text": "b"}', "line 1: "),
    ],
)
def test_wrong_input_is_one_clear_line(app: typer.Typer, tmp_path: Path, line: str, problem: str) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text(line + "\n", encoding="utf-8")

    result = CliRunner().invoke(app, ["redact", "--batch", str(file)])

    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["a", "--batch", "b"], ["--batch", "/no/such/file"]])
def test_a_text_or_a_file_is_needed(app: typer.Typer, arguments: list[str]) -> None:
    result = CliRunner().invoke(app, ["redact", *arguments])

    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
