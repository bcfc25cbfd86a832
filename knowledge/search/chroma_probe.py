"""`python -m knowledge.search.chroma_probe FOLDER`: open a folder of Chroma in a process that may die of it.

A damaged folder can end the process that opens it (SIGSEGV), which nothing catches; so the consultant lets
this one try first. Exit code 0: sound and complete. Anything else, a signal included: build it anew.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Final

from knowledge.search.chroma import ChromaFailed, ChromaIndex

PROBE_SECONDS: Final = 120.0
_PATIENCE: Final = 10
"""Added to the process's niceness: people who talk come first."""


_ROOT: Final = Path(__file__).parents[2]
"""Where `knowledge` can be imported from, installed or not."""


async def is_sound(folder: Path, seconds: float = PROBE_SECONDS) -> bool:
    """Ask a throwaway process about an absolute path; False also when it dies or is not done in time."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "knowledge.search.chroma_probe", str(folder)),
        cwd=_ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(seconds):
            return await process.wait() == 0
    except TimeoutError:
        return False
    finally:
        if process.returncode is None:
            process.kill()


def main() -> int:
    """The exit code."""
    os.nice(_PATIENCE)
    index = ChromaIndex(Path(sys.argv[1]))
    if index.pointer() is None or not index.is_file_sound():
        return 1
    try:
        index.open()
        return 0 if index.is_sound() else 1
    except ChromaFailed:
        return 1


if __name__ == "__main__":
    sys.exit(main())
