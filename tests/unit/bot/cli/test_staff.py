"""`consultant staff` over a database of its own, beside the settings' owners."""

import re
import sqlite3
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import staff


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("STAFF_TELEGRAM_IDS", "1001")
    monkeypatch.setenv("VK_GROUP_ID", "777")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "data"


def consultant(*arguments: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    staff.register(app)
    return CliRunner().invoke(app, ["staff", *map(str, arguments)], env={"COLUMNS": "100"})


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(data / "consultant.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_the_list_holds_the_owners_of_the_settings_and_who_was_added(data: Path) -> None:
    assert consultant("add", "vk", 77, "--name", "Анна").exit_code == 0

    result = consultant("list")

    assert result.stdout.splitlines() == [
        "owner  telegram 1001 (by the settings)",
        "editor vk       77 Анна",
    ]


def test_adding_again_changes_the_role_and_the_name(data: Path) -> None:
    consultant("add", "vk", 77)

    result = consultant("add", "vk", 77, "--role", "owner", "--name", "Анна\nБ")

    assert result.stdout == "owner  vk       77 Анна Б\n"
    assert rows(data, "select account, role, name from staff") == [("77", "owner", "Анна Б")]


def test_who_is_removed_is_gone_and_logged(data: Path) -> None:
    consultant("add", "vk", 77, "--name", "Анна")

    assert consultant("remove", "vk", 77).stdout == "removed: editor vk       77 Анна\n"

    assert rows(data, "select * from staff") == []
    assert rows(data, "select who, what, about from audit_log order by id") == [
        ("", "added-editor", "Анна"),
        ("", "removed", "Анна"),
    ]


def test_who_cannot_be_removed_is_told_in_one_line(data: Path) -> None:
    nobody, owner = consultant("remove", "vk", 77), consultant("remove", "telegram", 1001)

    assert (nobody.exit_code, nobody.stderr) == (2, "vk 77 is not on the list\n")
    assert owner.exit_code == 2
    assert "STAFF_TELEGRAM_IDS" in owner.stderr


def test_an_invitation_is_words_to_send_and_only_its_hash_is_kept(data: Path) -> None:
    result = consultant("invite", "--name", "Пётр", "--role", "owner")

    (code,) = re.findall(r"^/start i-(\w+)$", result.stdout, re.MULTILINE)
    assert f"https://vk.me/club777?ref=i-{code}" in result.stdout
    ((hash_, role, name),) = rows(data, "select code_hash, role, name from staff_invites")
    assert (role, name) == ("owner", "Пётр")
    assert code not in str(hash_)


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "web", 1),
        ("add", "vk", 0),
        ("add", "vk", "anna"),
        ("add", "vk", 1, "--role", "king"),
        ("add", "vk", 1, "--name", "Я" * 5000),
    ],
    ids=lambda arguments: " ".join(map(str, arguments))[:24],
)
def test_wrong_input_is_refused(data: Path, arguments: tuple[object, ...]) -> None:
    result = consultant(*arguments)

    assert result.exit_code == 2
    assert result.stderr


def test_a_database_that_cannot_be_used_is_one_line(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.write_text("no folder")

    result = consultant("list")

    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_nobody_is_said_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STAFF_TELEGRAM_IDS")

    assert consultant("list").stdout.startswith("nobody yet")
