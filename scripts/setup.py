"""Make or repair the project's environment: `python3 scripts/setup.py` (standard library only).

The environment is `.venv` in the checkout, made from requirements-dev.lock. It counts as good when its stamp
names the present lock and folder and every installed file is there in its full size; otherwise it
is repaired, and if that fails, made anew. Prints nothing when there is nothing to do.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".complete"
LOCK = ROOT / "requirements-dev.lock"
OLDEST, NEWEST = (3, 11), (3, 13)

INSPECT = """
import importlib.metadata as metadata, os, sys
found = list(metadata.distributions())
for dist in found:
    for file in dist.files or ():
        try:
            size = os.stat(file.locate()).st_size
        except OSError:
            size = -1
        if file.suffix != ".pyc" and (size < 0 or size != (file.size or size)):
            sys.exit(f"{file} is damaged")
print(len(found))
"""


def main() -> int:
    """Bring `.venv` into step with the lock; the exit code is 0 when it is usable."""
    wanted = _fingerprint()
    if _is_good(wanted):
        return 0
    started = time.monotonic()
    print("Setting up .venv (once; about a minute)...", flush=True)
    if not _install(fresh=_runs() is None) or _count() is None:
        print("The environment was damaged, making it anew...", flush=True)
        if not _install(fresh=True):
            return 1
    STAMP.write_text(f"{wanted} {_count()}")
    print(f"Ready in {time.monotonic() - started:.0f} s.", flush=True)
    return 0


def _fingerprint() -> str:
    lock = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return f"{hashlib.sha256(lock).hexdigest()} {ROOT}"


def _is_good(wanted: str) -> bool:
    return STAMP.exists() and STAMP.read_text() == f"{wanted} {_count()}"


def _runs(code: str = "") -> str | None:
    try:
        done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _count() -> int | None:
    """How many packages are installed; None when any of their files is damaged."""
    found = _runs(INSPECT)
    return int(found) if found else None


def _install(*, fresh: bool) -> bool:
    STAMP.unlink(missing_ok=True)
    if fresh and not _make_venv():
        return False
    if not (VENV / "bin" / "uv").exists() and not _run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "uv"]
    ):
        return False
    uv = [str(VENV / "bin" / "uv"), "pip"]
    flags = ["--quiet", "--python", str(PYTHON)]
    reinstall = [] if fresh or _count() else ["--reinstall"]
    return _run([*uv, "sync", *flags, *reinstall, "--require-hashes", str(LOCK)]) and _run(
        [*uv, "install", *flags, "--no-deps", "--editable", str(ROOT)]
    )


def _make_venv() -> bool:
    shutil.rmtree(VENV, ignore_errors=True)
    if _run([_interpreter(), "-m", "venv", str(VENV)]):
        return True
    print("Could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv")
    return False


def _interpreter() -> str:
    names = ["python3", *(f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1))]
    for name in [sys.executable, *names]:
        path = shutil.which(name)
        if path and _is_supported(path):
            return path
    sys.exit("Python 3.11, 3.12 or 3.13 is needed; none was found.")


def _is_supported(path: str) -> bool:
    check = f"import sys; sys.exit(not ({OLDEST} <= sys.version_info[:2] <= {NEWEST}))"
    return subprocess.run([path, "-c", check], capture_output=True, check=False).returncode == 0


def _run(command: list[str]) -> bool:
    # Behind a TLS proxy uv refuses its own authorities (UnknownIssuer). With hard links into its cache
    # a file damaged here would be damaged in the cache and in every other environment.
    settings = {"UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    environment = {**os.environ, **settings}
    environment.pop("VIRTUAL_ENV", None)
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
