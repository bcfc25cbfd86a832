"""`consultant eligible`, driven as from the terminal."""

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
import typer
import yaml
from typer.testing import CliRunner, Result

from bot.cli import eligible
from bot.cli.catalogue_database import open_catalogue
from knowledge.database import sqlite_url
from knowledge.facts import Facts
from knowledge.shipped import shipped_measures

EXAMPLE: Final = Path(__file__).parents[4] / "docs" / "examples" / "profile.yaml"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "data"


def consultant(*arguments: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    eligible.register(app)
    return CliRunner().invoke(app, ["eligible", *map(str, arguments)], env={"COLUMNS": "160"})


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def judged(path: Path, *arguments: object) -> list[dict[str, Any]]:
    result = consultant("--profile", path, "--json", *arguments)
    assert result.exit_code == 0, result.output
    loaded: list[dict[str, Any]] = json.loads(result.stdout)
    return loaded


def test_the_answer_holds_every_measure_in_the_order_of_ids(tmp_path: Path) -> None:
    answer = judged(EXAMPLE, "--today", "2026-11-21")

    assert [one["id"] for one in answer] == [measure.id for measure in shipped_measures()]
    assert all(set(one) == {"id", "verdict", "reasons"} for one in answer)
    assert all(one["verdict"] in ("yes", "no", "unknown") for one in answer)
    reasons = [reason for one in answer for reason in one["reasons"]]
    assert all(set(reason) == {"condition", "verdict", "text", "obtainable"} for reason in reasons)
    assert all(one["reasons"] for one in answer)


def test_the_verdict_is_of_the_day_asked(tmp_path: Path) -> None:
    profile = written(tmp_path / "p.yaml", "birth_date: 2008-11-22\n")

    eve = {one["id"]: one["verdict"] for one in judged(profile, "--today", "2026-11-21")}
    birthday = {one["id"]: one["verdict"] for one in judged(profile, "--today", "2026-11-22")}

    assert (eve["registraciya-nko"], birthday["registraciya-nko"]) == ("no", "yes")


def test_what_is_lacking_and_given_is_obtainable_in_the_answer(tmp_path: Path) -> None:
    profile = written(tmp_path / "p.yaml", "capabilities: {sole_proprietor: false}\n")

    answer = {one["id"]: one for one in judged(profile)}

    assert {
        "condition": "applicant",
        "verdict": "no",
        "text": "пока нет: нужна регистрация ИП",
        "obtainable": True,
    } in answer["nalogovye-kanikuly-ip"]["reasons"]


def test_a_json_file_is_a_profile_too_and_an_empty_one_knows_nothing(tmp_path: Path) -> None:
    from_json = judged(written(tmp_path / "p.json", '{"age": 17}'))
    from_yaml = judged(written(tmp_path / "p.yaml", "age: 17\n"))

    assert from_json == from_yaml
    assert judged(written(tmp_path / "e.yaml", "")) == judged(written(tmp_path / "e.json", "{}"))


def test_a_batch_answers_line_by_line_as_single_profiles_do(tmp_path: Path) -> None:
    lines = ['{"age": 17}', "{}", '{"birth_year": 2000, "region": "Московская область"}']
    batch = written(tmp_path / "b.jsonl", "\n".join(lines) + "\n")

    result = consultant("--batch", batch, "--today", "2026-11-21")

    singles = [
        judged(written(tmp_path / f"{n}.json", line), "--today", "2026-11-21") for n, line in enumerate(lines)
    ]
    assert [json.loads(line) for line in result.stdout.splitlines()] == singles


def test_blank_lines_of_a_batch_are_passed_over_and_still_counted(tmp_path: Path) -> None:
    people = written(tmp_path / "b.jsonl", '\n{"age": 17}\n   \n\r\n{}\n\n')
    faulty = written(tmp_path / "f.jsonl", '{}\n\n{"agee": 1}\n')

    result = consultant("--batch", people, "--today", "2026-11-21")
    refused = consultant("--batch", faulty, "--today", "2026-11-21")

    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        judged(written(tmp_path / "1.json", '{"age": 17}'), "--today", "2026-11-21"),
        judged(written(tmp_path / "2.json", "{}"), "--today", "2026-11-21"),
    ]
    assert "line 3: unknown key 'agee'" in refused.stderr


def test_a_key_that_stands_twice_in_yaml_is_named(tmp_path: Path) -> None:
    profile = written(tmp_path / "p.yaml", "age: 17\nregion: Курганская область\nage: 30\n")

    result = consultant("--profile", profile, "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "the key 'age' stands twice" in result.stderr


@pytest.mark.parametrize(
    ("profile", "id_", "condition", "verdict"),
    [
        pytest.param(
            {"stage": "idea", "capabilities": {"running_project": True}},
            "premiya-myvmeste",
            "running_project",
            "yes",
            id="an-idea-that-runs",
        ),
        pytest.param(
            {"stage": "running", "capabilities": {"running_project": False}},
            "premiya-myvmeste",
            "running_project",
            "no",
            id="running-denied",
        ),
        pytest.param(
            {"statuses": {"employed": True, "unemployed": True}},
            "subsidirovannyj-naem",
            "statuses",
            "yes",
            id="employed-and-unemployed",
        ),
        pytest.param(
            {"confirmed": {"учишься очно": True}, "capabilities": {"student_status": False}},
            "pgas",
            "учишься очно",
            "no",
            id="full-time-but-no-student",
        ),
        pytest.param(
            {"confirmed": {"если тебе нет 18, родители согласны письменно": False}, "age": 20},
            None,
            "если тебе нет 18, родители согласны письменно",
            "yes",
            id="parents-at-twenty",
        ),
        pytest.param(
            {"age": 17, "birth_date": "2000-01-01", "birth_year": 1990},
            "registraciya-nko",
            "age",
            "yes",
            id="three-ages",
        ),
    ],
)
def test_what_the_specification_orders_by_precedence_is_never_refused(
    tmp_path: Path, profile: dict[str, object], id_: str | None, condition: str, verdict: str
) -> None:
    batch = written(tmp_path / "b.jsonl", json.dumps(profile, ensure_ascii=False) + "\n")

    result = consultant("--batch", batch, "--today", "2026-11-21")

    answer = json.loads(result.stdout)
    given = [
        reason["verdict"]
        for one in answer
        if id_ in (None, one["id"])
        for reason in one["reasons"]
        if reason["condition"] == condition
    ]
    assert result.exit_code == 0
    assert given
    assert set(given) == {verdict}


def test_an_empty_batch_has_an_empty_answer(tmp_path: Path) -> None:
    result = consultant("--batch", written(tmp_path / "b.jsonl", "\n"))

    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(
    ("profile", "named"),
    [
        pytest.param('{"agee": 17}', "unknown key 'agee'", id="key"),
        pytest.param('{"statuses": {"pupil": true}}', "statuses.pupil: unknown word 'pupil'", id="status"),
        pytest.param(
            '{"capabilities": {"car": true}}', "capabilities.car: unknown word 'car'", id="capability"
        ),
        pytest.param('{"needs": ["gold"]}', "needs.0: unknown word 'gold'", id="need"),
        pytest.param('{"topics": ["gold"]}', "topics.0: unknown word 'gold'", id="topic"),
        pytest.param('{"apply_as": ["king"]}', "apply_as.0: unknown word 'king'", id="form"),
        pytest.param('{"stage": "late"}', "stage: unknown word 'late'", id="stage"),
        pytest.param('{"has": ["umnyk"]}', "has: unknown measure 'umnyk'", id="measure"),
        pytest.param(
            '{"confirmed": {"учишься очень": true}}', "did you mean 'учишься очно'", id="condition-misspelt"
        ),
        pytest.param('{"statuses": {"school": "yes"}}', "statuses.school", id="not-a-truth"),
        pytest.param('{"age": "17"}', "age: ", id="not-a-number"),
        pytest.param('{"age": 170}', "age: ", id="impossible-age"),
        pytest.param('{"birth_date": "2010-02-30"}', "birth_date: ", id="impossible-date"),
        pytest.param('{"birth_date": 20100203}', "birth_date: ", id="number-as-date"),
        pytest.param('{"birth_date": "2027-01-01"}', "birth_date: 2027-01-01 is after", id="not-born"),
        pytest.param('{"birth_year": 2027}', "birth_year: 2027 is after", id="year-not-begun"),
        pytest.param(
            '{"statuses": {"self_employed": true}, "capabilities": {"self_employed": false}}',
            "statuses.self_employed and capabilities.self_employed contradict each other",
            id="contradiction",
        ),
        pytest.param("[1]", "a profile must be a mapping", id="not-a-mapping"),
        pytest.param('{"age": 17, "age": 30}', "the key 'age' stands twice", id="key-twice"),
        pytest.param(
            '{"statuses": {"school": true, "school": false}}', "the key 'school' stands twice", id="inner-key"
        ),
        pytest.param('{"age": ', "broken", id="broken"),
    ],
)
def test_a_profile_with_a_fault_is_refused_by_name(tmp_path: Path, profile: str, named: str) -> None:
    single = consultant("--profile", written(tmp_path / "p.json", profile), "--json", "--today", "2026-11-21")
    batch = consultant(
        "--batch", written(tmp_path / "b.jsonl", f"{{}}\n{profile}\n"), "--today", "2026-11-21"
    )

    assert (single.exit_code, single.stdout) == (2, "")
    assert named in single.stderr
    assert single.stderr.count("\n") == 1
    assert (batch.exit_code, batch.stdout) == (2, "")
    assert "b.jsonl, line 2: " in batch.stderr
    assert named in batch.stderr
    assert batch.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param([], "give one of --profile FILE", id="nothing"),
        pytest.param(["--profile", "a", "--batch", "b"], "give one of --profile FILE", id="two-things"),
        pytest.param(["--profile", "missing.yaml"], "missing.yaml: No such file", id="no-file"),
        pytest.param(["--profile", ".", "--json"], "Is a directory", id="a-folder"),
        pytest.param(["--profile", EXAMPLE, "--today", "tomorrow"], "--today: 'tomorrow'", id="no-day"),
        pytest.param(
            ["--profile", EXAMPLE, "--today", "2026-02-30"], "--today: '2026-02-30'", id="impossible"
        ),
    ],
)
def test_wrong_arguments_are_one_line_and_exit_code_2(arguments: list[object], problem: str) -> None:
    result = consultant(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes("region: Курган\n".encode("cp1251"))

    result = consultant("--profile", path, "--json")

    assert (result.exit_code, "must be text in UTF-8" in result.stderr) == (2, True)


def test_the_database_is_the_truth_when_there_is_one(data: Path, tmp_path: Path) -> None:
    asyncio.run(_change_catalogue(data / "consultant.db"))
    profile = written(tmp_path / "p.yaml", "age: 60\n")

    answer = {one["id"]: one["verdict"] for one in judged(profile)}

    assert "topblog" not in answer
    assert answer["studturizm"] == "yes"


async def _change_catalogue(database: Path) -> None:
    async with open_catalogue(sqlite_url(database), fill=True) as catalogue:
        await catalogue.archive("topblog", "Анна")
        await catalogue.revise("studturizm", {"audience.age_max": 99}, "Анна")


def test_a_damaged_database_is_one_line_and_exit_code_2(data: Path) -> None:
    data.mkdir()
    (data / "consultant.db").write_bytes(b"this is not a database" * 100)

    result = consultant("--profile", EXAMPLE, "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("DATABASE_URL: cannot read the catalogue")


def test_people_get_a_table_with_what_fits_first(tmp_path: Path) -> None:
    result = consultant("--profile", EXAMPLE, "--today", "2026-11-21")

    assert result.exit_code == 0
    assert "Меры поддержки на 21.11.2026" in result.stdout
    assert result.stdout.index("подходит") < result.stdout.index("пока не подходит")
    assert "(это можно получить)" in result.stdout
    assert result.stdout.rstrip().splitlines()[-1].startswith("подходит: ")


def test_the_schema_knows_the_example_and_the_closed_words() -> None:
    schema = json.loads(consultant("--schema").stdout)
    example = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    example["birth_date"] = example["birth_date"].isoformat()

    jsonschema.validate(example, schema)

    for wrong in ({"agee": 1}, {"statuses": {"pupil": True}}, {"needs": ["gold"]}, {"age": "17"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_the_example_uses_every_key_of_the_format() -> None:
    example = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))

    assert set(Facts.model_fields) - set(example) == {"age", "birth_year"}
    assert Facts.model_validate(example).birth_date == date(2008, 5, 14)
