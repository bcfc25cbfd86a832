"""`consultant eligible` as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.end_to_end


def test_the_answer_is_utf8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text("region: Курганская область\n", encoding="utf-8")
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii",
        "DATA_DIR": str(tmp_path / "data"),
    }

    done = subprocess.run(
        [sys.executable, "-m", "bot", "eligible", "--profile", str(profile), "--json"],
        capture_output=True,
        check=True,
        timeout=60,
        env=environment,
    )

    answer = {one["id"]: one for one in json.loads(done.stdout.decode("utf-8"))}
    assert answer["kurgan-copp"]["verdict"] == "yes"
    assert answer["kurgan-copp"]["reasons"][0]["text"] == "подходит по месту: Курганская область"
    assert done.stderr == b""
    assert not (tmp_path / "data").exists()
