"""`consultant plan`, driven as from the terminal."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import plan
from knowledge.shipped import shipped_measures

EXAMPLES: Final = Path(__file__).parents[4] / "docs" / "examples"
KEYS: Final = {
    "id", "start", "finish", "apply_by", "expected", "why", "covers", "unlocks", "check", "alternatives",
}  # fmt: skip


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


def consultant(*arguments: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    plan.register(app)
    return CliRunner().invoke(app, ["plan", *map(str, arguments)], env={"COLUMNS": "160"})


def planned(path: Path, day: str) -> dict[str, Any]:
    result = consultant("--profile", path, "--json", "--today", day)
    assert result.exit_code == 0, result.output
    loaded: dict[str, Any] = json.loads(result.stdout)
    return loaded


@pytest.mark.parametrize("day", ["2026-03-05", "2026-11-21"])
def test_the_answer_is_a_path_with_reasons_dates_and_alternatives(day: str) -> None:
    path = planned(EXAMPLES / "people" / "ceramics-studio.yaml", day)

    known = {measure.id for measure in shipped_measures()}
    assert set(path) == {"status", "gap", "objective", "terms", "steps", "almost", "milliseconds"}
    assert (path["status"], path["gap"]) == ("optimal", 0)
    assert path["objective"] == list(path["terms"].values())
    assert path["terms"]["needs"] == 3
    assert all(set(step) == KEYS for step in path["steps"])
    assert all(step["why"] and step["id"] in known for step in path["steps"])
    assert all(step["start"] is None or day[:7] <= step["start"] <= step["finish"] for step in path["steps"])
    assert all(set(one) == {"id", "missing", "how"} for one in path["almost"])


def test_a_batch_answers_line_by_line_as_single_profiles_do(tmp_path: Path) -> None:
    lines = ['{"age": 17, "needs": ["job"]}', '{"birth_year": 2000, "region": "Московская область"}']
    batch = tmp_path / "b.jsonl"
    batch.write_text("\n".join(lines) + "\n", encoding="utf-8")

    result = consultant("--batch", batch, "--today", "2026-11-21")

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    for number, (line, answer) in enumerate(zip(lines, answers, strict=True)):
        single = tmp_path / f"{number}.json"
        single.write_text(line, encoding="utf-8")
        assert {**answer, "milliseconds": 0} == {**planned(single, "2026-11-21"), "milliseconds": 0}


def test_a_table_tells_the_steps_in_words() -> None:
    result = consultant("--profile", EXAMPLES / "people" / "village-activist.yaml", "--today", "2026-11-21")

    assert result.exit_code == 0
    assert "Твой путь на 21.11.2026" in result.stdout
    assert "даёт то, что нужно" in result.stdout


def test_who_finds_nothing_is_told_so_kindly(tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text("age: 3\nneeds: [promotion]\nhours_per_month: 0\n", encoding="utf-8")

    result = consultant("--profile", profile, "--today", "2026-11-21")
    path = planned(profile, "2026-11-21")

    assert "Пока ничего не подошло" in result.stdout
    assert (path["status"], path["steps"]) == ("optimal", [])


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param((), "give one of --profile FILE and --batch FILE", id="no person"),
        pytest.param(("--profile", "none.yaml"), "none.yaml", id="no file"),
        pytest.param(
            ("--profile", EXAMPLES / "profile.yaml", "--today", "tomorrow"),
            "--today: 'tomorrow'",
            id="no day",
        ),
    ],
)
def test_wrong_input_is_one_clear_line(arguments: tuple[object, ...], problem: str) -> None:
    result = consultant(*arguments)

    assert result.exit_code == 2
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("profile", "problem"),
    [
        ({"age": 20, "birth_date": "1990-01-01"}, "note: age: 20 is not the age of birth_date, 1990-01-01"),
        ({"age": 20, "birth_year": 1990}, "note: age: 20 is not the age of birth_year, 1990"),
        ({"birth_date": "1990-01-01", "birth_year": 2001}, "note: birth_year: 2001 is not the year of"),
    ],
)
def test_ages_of_two_people_are_noted(tmp_path: Path, profile: dict[str, object], problem: str) -> None:
    file = tmp_path / "p.json"
    file.write_text(json.dumps(profile), encoding="utf-8")

    result = consultant("--profile", file, "--today", "2026-11-21")

    assert result.exit_code == 0
    assert problem in result.stderr


@pytest.mark.parametrize(
    "place", [{"region": "Нарния"}, {"region": "Курганская область", "municipality": "Луна"}]
)
def test_a_place_that_nobody_knows_is_planned_for_with_a_note(tmp_path: Path, place: dict[str, str]) -> None:
    file = tmp_path / "p.json"
    file.write_text(json.dumps({"age": 17, "needs": ["money"], **place}), encoding="utf-8")

    result = consultant("--profile", file, "--today", "2026-11-21", "--json")

    assert result.exit_code == 0
    assert f"note: {[*place][-1]}: unknown {[*place][-1]} '{[*place.values()][-1]}'" in result.stderr
