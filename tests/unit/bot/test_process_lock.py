import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import AlreadyRunning, SettingsError
from bot.process_lock import is_running, process_lock
from bot.storage.secret import read_secret

HOLDER = """
import sys
from pathlib import Path
from bot.process_lock import process_lock
with process_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_and_a_killed_one_leaves_the_folder_free(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert is_running(tmp_path)
        with pytest.raises(AlreadyRunning, match="another consultant is running"), process_lock(tmp_path):
            pass
        holder.kill()

    assert not is_running(tmp_path)
    with process_lock(tmp_path):
        assert is_running(tmp_path)


def test_the_folder_is_made(tmp_path: Path) -> None:
    with process_lock(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b" / "consultant.lock").is_file()


def test_a_folder_that_cannot_be_made_is_a_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(SettingsError, match=r"^DATA_DIR: must be a folder"), process_lock(tmp_path / "file"):
        pass


def test_asking_about_a_folder_that_is_not_there_makes_nothing(tmp_path: Path) -> None:
    assert not is_running(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_the_secret_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    (tmp_path / "secret.key.new").write_bytes(b"half of a secret that a crash left")

    first = read_secret(tmp_path)

    assert len(first) == 32
    assert read_secret(tmp_path) == first
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]
