"""Find or install Chromium for the browser tests: `python3 scripts/chromium.py` (standard library only).

Prints nothing when there is one. As root on Debian it installs one; elsewhere it says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
PACKAGES = ("chromium", "fonts-dejavu", "fonts-noto-color-emoji")
ADVICE = (
    "The browser tests need Chromium or Chrome: install one (Debian, Ubuntu: sudo apt-get install chromium)."
)


def find() -> str | None:
    """The program to run; None when there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((str(path) for path in MAC if path.exists()), None)


def main() -> int:
    """0 when there is a Chromium afterwards."""
    if find() is None and _is_root_on_debian():
        _install()
    if find() is None:
        print(ADVICE, file=sys.stderr)
        return 1
    return 0


def _is_root_on_debian() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install() -> None:
    print("Installing Chromium for the browser tests (once)...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    for command in (["apt-get", "update", "-q"], install):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr.strip() or f"{command[0]} failed", file=sys.stderr)
            return


if __name__ == "__main__":
    sys.exit(main())
