import asyncio
import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import catalogue
from bot.cli.catalogue_database import open_catalogue
from knowledge.database import sqlite_url
from knowledge.shipped import FOLDER, shipped_measures

GRANT, DOCTOR = "esia-uchetnaya-zapis", "zemskij-doktor"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of one measure."""
    folder = tmp_path / "measures"
    folder.mkdir()
    shutil.copy(FOLDER / f"{GRANT}.yaml", folder)
    return folder


def consultant(*arguments: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    catalogue.register(app)
    return CliRunner().invoke(app, ["catalogue", *map(str, arguments)], env={"COLUMNS": "100"})


async def revise(data: Path, field: str, value: str) -> None:
    async with open_catalogue(sqlite_url(data / "consultant.db"), fill=False) as opened:
        await opened.revise(GRANT, {field: value}, "Анна")


def test_check_says_in_one_line_that_all_is_well(data: Path, folder: Path) -> None:
    result = consultant("check", folder)

    assert (result.exit_code, result.output) == (0, "1 measure, no faults\n")


def test_check_of_what_ships_looks_at_the_articles_too(data: Path) -> None:
    result = consultant("check")

    assert (result.exit_code, result.output) == (0, "247 measures, 15 articles, no faults\n")


def test_check_names_file_line_and_field_and_fails(data: Path, folder: Path) -> None:
    file = folder / f"{GRANT}.yaml"
    file.write_text(file.read_text().replace("kind: consultation", "kind: gift"))

    result = consultant("check", folder)

    assert result.exit_code == 1
    assert result.stdout.startswith(f"{file}:5: kind: unknown word 'gift'")
    assert result.stderr == "1 fault in 1 file\n"


def test_a_folder_with_faults_is_not_imported(data: Path, folder: Path) -> None:
    (folder / f"{GRANT}.yaml").write_text("id: [")

    assert consultant("import", folder).exit_code == 1
    assert not data.exists()


def test_what_does_not_go_together_is_told_and_imported_all_the_same(data: Path, folder: Path) -> None:
    shutil.copy(FOLDER / f"{DOCTOR}.yaml", folder)

    result = consultant("import", folder)

    assert result.exit_code == 0
    assert "there is no measure 'kurgan-zemsky-doctor'" in result.stderr
    assert result.stdout == "2 measures: 2 added\n"


def test_a_folder_of_one_s_own_archives_nothing_unless_it_is_the_whole(data: Path, folder: Path) -> None:
    shutil.copy(FOLDER / f"{DOCTOR}.yaml", folder)
    consultant("import", folder)
    (folder / f"{DOCTOR}.yaml").unlink()

    part, whole = consultant("import", folder), consultant("import", folder, "--whole")

    assert part.output == "1 measure: nothing new\n"
    assert whole.output == f"1 measure: {len(shipped_measures()) - 1} archived\n"
    assert consultant("import").output == f"{len(shipped_measures())} measures: nothing new\n"


@pytest.mark.parametrize("command", ["check", "import"])
def test_what_is_not_a_folder_of_measures_is_wrong_input(data: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "empty").mkdir()

    assert consultant(command, tmp_path / "nowhere").exit_code == 2
    result = consultant(command, tmp_path / "empty")
    assert result.exit_code == 2
    assert "holds no measures" in result.stderr


def test_importing_twice_changes_nothing(data: Path, folder: Path) -> None:
    first, second = consultant("import", folder), consultant("import", folder)

    assert first.output == "1 measure: 1 added\n"
    assert second.output == "1 measure: nothing new\n"


def test_an_import_tells_what_it_did_as_json(data: Path, folder: Path) -> None:
    consultant("import", folder)
    asyncio.run(revise(data, "summary", "Так точнее."))

    report = json.loads(consultant("import", folder, "--json").output)

    assert report["proposed"] == [[GRANT, "summary"]]
    assert report["added"] == []


def test_export_writes_the_very_files_that_were_imported(data: Path, folder: Path, tmp_path: Path) -> None:
    consultant("import", folder)

    first, again = consultant("export", tmp_path / "out"), consultant("export", tmp_path / "out")

    assert (first.exit_code, first.output) == (0, f"1 measure in {tmp_path / 'out'}\n")
    assert again.exit_code == 0
    written = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    assert written == {file.name: file.read_bytes() for file in folder.iterdir()}


def test_export_refuses_a_folder_with_other_measures(data: Path, folder: Path) -> None:
    consultant("import", folder)
    shutil.copy(FOLDER / f"{DOCTOR}.yaml", folder)

    result = consultant("export", folder)

    assert result.exit_code == 2
    assert f"{DOCTOR}.yaml" in result.stderr


def test_show_tells_values_owners_and_proposals(data: Path, folder: Path) -> None:
    consultant("import", folder)
    asyncio.run(revise(data, "summary", "Так точнее."))
    consultant("import", folder)

    result = consultant("show", GRANT)

    assert result.exit_code == 0
    assert "Так точнее." in result.output
    assert "staff" in result.output
    assert "proposal 1 (shipped): summary" in result.output


def test_show_gives_the_measure_as_json(data: Path, folder: Path) -> None:
    consultant("import", folder)

    shown = json.loads(consultant("show", GRANT, "--json").output)

    assert (shown["id"], shown["status"], shown["version"], shown["owners"]) == (GRANT, "published", 1, {})
    assert shown["window"]["always"] is True


def test_history_tells_who_changed_what(data: Path, folder: Path) -> None:
    consultant("import", folder)
    asyncio.run(revise(data, "provider", "Анна и Ко"))

    table = consultant("history", GRANT).output
    steps = json.loads(consultant("history", GRANT, "--json").output)

    assert "Анна (staff)" in table
    assert "provider" in table
    assert [step["author"] for step in steps] == ["files", "Анна"]
    assert steps[1]["changes"]["provider"]["new"] == "Анна и Ко"


def test_a_new_database_holds_what_ships(data: Path) -> None:
    assert consultant("show", DOCTOR).exit_code == 0
    assert (data / "consultant.db").is_file()


@pytest.mark.parametrize("command", ["show", "history"])
def test_an_unknown_id_is_named(data: Path, folder: Path, command: str) -> None:
    consultant("import", folder)

    result = consultant(command, "no-such")

    assert (result.exit_code, result.stderr) == (2, "there is no measure 'no-such'\n")


def test_a_wrong_setting_is_one_line(data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://nowhere")

    result = consultant("show", GRANT)

    assert result.exit_code == 2
    assert result.stderr.startswith("DATABASE_URL: ")


def test_staff_set_a_value_decide_on_the_file_s_and_go_back(data: Path, folder: Path) -> None:
    consultant("import", folder)

    assert consultant("set", GRANT, "effort_hours", "41", "--by", "Анна").stdout == (
        f"{GRANT} is at version 2, published\n"
    )
    consultant("import", folder)
    assert "effort_hours" in consultant("proposals").stdout
    assert consultant("reject", 1).stdout == "proposal 1 is rejected\n"
    assert consultant("import", folder).stdout == "1 measure: nothing new\n"
    assert consultant("proposals").stdout == "no open proposals\n"
    assert consultant("undo", GRANT, 1).stdout == f"{GRANT} is at version 3, published\n"
    assert json.loads(consultant("show", GRANT, "--json").stdout)["effort_hours"] != 41


def test_an_accepted_proposal_gives_the_field_back_to_the_files(data: Path, folder: Path) -> None:
    consultant("import", folder)
    consultant("set", GRANT, "needs", "[legal]")
    consultant("import", folder)

    assert consultant("accept", 1).exit_code == 0
    assert json.loads(consultant("show", GRANT, "--json").stdout)["owners"] == {}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("set", GRANT, "kind", "gift"), "unknown word 'gift'"),
        (("set", GRANT, "sum", "5"), "no field 'sum'"),
        (("set", GRANT, "needs", "[money"), "is not YAML"),
        (("undo", GRANT, "9"), "no version 9"),
        (("accept", "9"), "no open proposal 9"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    data: Path, folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    consultant("import", folder)

    result = consultant(*arguments)

    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert told in result.stderr


def test_a_folder_that_cannot_hold_a_database_is_one_line(
    data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(folder / f"{GRANT}.yaml"))

    result = consultant("show", GRANT)

    assert result.exit_code == 2
    assert result.stderr.startswith("the database cannot be used: ")
