"""The set-up step that finds a browser."""

import subprocess
import sys
from pathlib import Path

from scripts.chromium import ADVICE, MAC

SCRIPT = Path(__file__).parents[3] / "scripts" / "chromium.py"


def _run(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT)],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_an_installed_browser_is_found_in_silence(tmp_path: Path) -> None:
    program = tmp_path / "google-chrome"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)

    done = _run(tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_a_browser_and_a_way_to_install_one_line_says_what_to_do(tmp_path: Path) -> None:
    found_elsewhere = any(path.exists() for path in MAC)

    done = _run(tmp_path)

    expected = (0, "") if found_elsewhere else (1, f"{ADVICE}\n")
    assert (done.returncode, done.stderr) == expected
