"""Doctor says when nobody can open staff's tools, and how to become the owner."""

from pathlib import Path

from sqlalchemy import insert, update

import migrations
from bot.doctor_staff import examine_staff
from bot.settings import Settings
from bot.storage.tables import accounts, staff
from tests.talks import NOON

TOKEN = "123456789:AAlocal-telegram-server-token-00000"


def states(folder: Path, **settings: object) -> list[str]:
    made = Settings.model_validate({"data_dir": folder, **settings})
    return [finding.state for finding in examine_staff(made)]


def says(folder: Path, **settings: object) -> list[str]:
    made = Settings.model_validate({"data_dir": folder, **settings})
    return [finding.says for finding in examine_staff(made)]


def test_without_a_messenger_there_are_no_staff_to_speak_of(tmp_path: Path) -> None:
    assert states(tmp_path) == []


def test_nobody_is_owner_until_the_settings_or_the_list_name_one(tmp_path: Path) -> None:
    assert states(tmp_path, telegram_token=TOKEN) == ["note"]
    assert states(tmp_path, telegram_token=TOKEN, staff_vk_ids="5")[0] == "ok"

    url = Settings.model_validate({"data_dir": tmp_path}).database_url
    migrations.upgrade(url)
    assert states(tmp_path, telegram_token=TOKEN) == ["note"]
    engine = migrations.migration_engine(url)
    row = {"channel": "vk", "account": "5", "role": "owner", "name": "Анна", "added_at": NOON}
    with engine.begin() as connection:
        connection.execute(insert(staff), [row])
    engine.dispose()

    assert states(tmp_path, telegram_token=TOKEN)[0] == "ok"


def test_who_of_staff_never_wrote_or_blocks_us_is_named(tmp_path: Path) -> None:
    settings = {"telegram_token": TOKEN, "staff_telegram_ids": "1004", "staff_vk_ids": "7"}
    assert "telegram 1004, vk 7;" in says(tmp_path, **settings)[1]

    url = Settings.model_validate({"data_dir": tmp_path}).database_url
    migrations.upgrade(url)
    engine = migrations.migration_engine(url)
    row = {"channel": "vk", "account": "5", "role": "editor", "name": "Анна", "added_at": NOON}
    known = [
        {"channel": "telegram", "account": "1004", "created_at": NOON, "blocked_at": None},
        {"channel": "vk", "account": "7", "created_at": NOON, "blocked_at": NOON},
    ]
    with engine.begin() as connection:
        connection.execute(insert(staff), [row])
        connection.execute(insert(accounts), known)
    assert ": vk 7, vk 5;" in says(tmp_path, **settings)[1]

    with engine.begin() as connection:
        connection.execute(insert(accounts), [{**known[0], "channel": "vk", "account": "5"}])
        connection.execute(update(accounts).values(blocked_at=None))
    engine.dispose()
    assert len(says(tmp_path, **settings)) == 1
