"""Doctor says when nobody can open staff's tools, and how to become the owner."""

from pathlib import Path

from sqlalchemy import insert

import migrations
from bot.doctor_staff import examine_staff
from bot.settings import Settings
from bot.storage.tables import staff
from tests.talks import NOON

TOKEN = "123456789:AAlocal-telegram-server-token-00000"


def states(folder: Path, **settings: object) -> list[str]:
    made = Settings.model_validate({"data_dir": folder, **settings})
    return [finding.state for finding in examine_staff(made)]


def test_without_a_messenger_there_are_no_staff_to_speak_of(tmp_path: Path) -> None:
    assert states(tmp_path) == []


def test_nobody_is_owner_until_the_settings_or_the_list_name_one(tmp_path: Path) -> None:
    assert states(tmp_path, telegram_token=TOKEN) == ["note"]
    assert states(tmp_path, telegram_token=TOKEN, staff_vk_ids="5") == ["ok"]

    url = Settings.model_validate({"data_dir": tmp_path}).database_url
    migrations.upgrade(url)
    assert states(tmp_path, telegram_token=TOKEN) == ["note"]
    engine = migrations.migration_engine(url)
    row = {"channel": "vk", "account": "5", "role": "owner", "name": "Анна", "added_at": NOON}
    with engine.begin() as connection:
        connection.execute(insert(staff), [row])
    engine.dispose()

    assert states(tmp_path, telegram_token=TOKEN) == ["ok"]
