"""Backup and restore through the same functions that the commands call; each runs its own event loop."""

import asyncio
import sqlite3
import zipfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

import migrations
from bot.backup import BackupError, back_up, restore
from bot.dialogue.messages import Incoming, Outgoing, TextSaid
from bot.dialogue.state import Consent, Person, State
from bot.errors import AlreadyRunning
from bot.process_lock import process_lock
from bot.settings import Settings
from bot.storage.secret import read_secret
from knowledge.facts import Facts
from tests.talks import NOON, Talks, open_talks, said

CONSENT = Consent(kind="processing", given=True, version="1", text_hash="ab" * 32, at=NOON)
KNOWN = State(consents=(CONSENT,), person=Person(facts=Facts(age=17)))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A deployment whose database is migrated and empty."""
    settings = Settings(data_dir=tmp_path, database_url=f"sqlite+aiosqlite:///{tmp_path}/test.db")
    migrations.upgrade(settings.database_url)
    return settings


async def answer(incoming: Incoming, state: State) -> tuple[State, list[Outgoing]]:
    """Knows everybody who writes; `/delete` erases."""
    forget = incoming.content == TextSaid(text="/delete")
    return KNOWN.model_copy(update={"forget": forget}), [Outgoing(text="да", forget=forget)]


def talking(settings: Settings, story: Callable[[Talks], Awaitable[None]]) -> None:
    """Let people talk while the consultant runs with the deployment's own secret."""

    async def run() -> None:
        async with open_talks(settings.data_dir, answer, secret=read_secret(settings.data_dir)) as talks:
            await story(talks)
            await talks.answered()

    asyncio.run(run())


def accounts(settings: Settings) -> list[str]:
    with sqlite3.connect(settings.data_dir / "test.db") as connection:
        return sorted(account for (account,) in connection.execute("SELECT account FROM accounts"))


def test_what_was_backed_up_comes_back(settings: Settings) -> None:
    async def one(talks: Talks) -> None:
        await talks.say("anna", "привет")

    async def more(talks: Talks) -> None:
        await talks.say("boris", "привет")

    talking(settings, one)
    key = read_secret(settings.data_dir)
    file = back_up(settings, NOON)
    talking(settings, more)
    (settings.data_dir / "secret.key").unlink()

    assert restore(settings, file, NOON) == 0

    assert accounts(settings) == ["anna"]
    assert read_secret(settings.data_dir) == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.name == "consultant-2026-11-21-120000.zip"


def test_who_was_erased_after_the_backup_stays_erased(settings: Settings) -> None:
    async def two_people(talks: Talks) -> None:
        await talks.say("anna", "привет")
        await talks.say("boris", "привет")

    async def anna_leaves(talks: Talks) -> None:
        await talks.mailbox.inbox.record([said("anna", "/delete", "anna:1")])

    talking(settings, two_people)
    file = back_up(settings, NOON)
    talking(settings, anna_leaves)
    assert accounts(settings) == ["boris"]

    assert restore(settings, file, NOON) == 1

    assert accounts(settings) == ["boris"]


def test_a_running_consultant_is_not_restored_over(settings: Settings) -> None:
    file = back_up(settings, NOON)

    with process_lock(settings.data_dir), pytest.raises(AlreadyRunning):
        restore(settings, file, NOON)


@pytest.mark.parametrize("fault", ["missing", "no zip", "other zip", "damaged"])
def test_what_is_no_backup_changes_nothing(settings: Settings, fault: str) -> None:
    file = settings.data_dir / "file.zip"
    if fault == "no zip":
        file.write_bytes(b"no zip")
    if fault in ("other zip", "damaged"):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(
                "consultant.db" if fault == "damaged" else "x", b"SQLite format 3\0" + b"\xff" * 9999
            )
            archive.writestr("secret.key", b"x" * 32)
    before = (settings.data_dir / "test.db").read_bytes()

    with pytest.raises(BackupError, match=r"file\.zip: "):
        restore(settings, file, NOON)

    assert (settings.data_dir / "test.db").read_bytes() == before


def test_backups_expire_in_a_month(settings: Settings) -> None:
    old = back_up(settings, NOON)
    kept = back_up(settings, NOON + timedelta(days=29))
    assert old.exists()

    newest = back_up(settings, NOON + timedelta(days=31))

    assert (old.exists(), kept.exists(), newest.exists()) == (False, True, True)
