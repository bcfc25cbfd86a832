"""`consultant search`, driven as from the terminal."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import search


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REGION", raising=False)


def consultant(*arguments: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    search.register(app)
    return CliRunner().invoke(app, ["search", *map(str, arguments)])


def test_json_holds_id_title_score_and_why() -> None:
    result = consultant("земский учитель", "--json", "-k", "2", "--region", "Новгородская область")

    first, _ = json.loads(result.stdout)
    assert (first["id"], first["title"]) == ("zemskij-uchitel", "«Земский учитель»")
    assert first["score"] > 0
    assert "учитель" in first["why"]


def test_nothing_fits_is_an_empty_list() -> None:
    assert json.loads(consultant("рецепт борща", "--json").stdout) == []


def test_a_batch_answers_line_by_line(tmp_path: Path) -> None:
    lines = [{"text": "субсидии нко", "region": "Камчатский край"}, {"text": "рецепт борща"}]
    path = tmp_path / "requests.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")

    first, second = map(json.loads, consultant("--batch", path).stdout.splitlines())

    assert first[0]["id"] == "kamchatka-nko-subsidy"
    assert second == []


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((), "either a text or --batch"),
        (("грант", "--region", "Нигде"), "is not a region"),
        (("--batch", "nowhere.jsonl"), "cannot read nowhere.jsonl"),
    ],
)
def test_wrong_input_is_one_clear_line(arguments: tuple[str, ...], problem: str) -> None:
    result = consultant(*arguments)

    assert result.exit_code == 2
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_wrong_line_of_a_batch_is_named(tmp_path: Path) -> None:
    path = tmp_path / "requests.jsonl"
    path.write_text('{"text": "грант"}\n{"words": 1}\n', encoding="utf-8")

    result = consultant("--batch", path)

    assert result.exit_code == 2
    assert "line 2" in result.stderr


def test_people_without_json_see_a_list() -> None:
    assert "Пушкинская карта" in consultant("пушкинская карта").stdout
