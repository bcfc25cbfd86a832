"""Where the processes that are killed come from: everything is imported and read once, each start is a fork.

A fork is safe only from a process without threads and loops: this one never starts any. It reads lines of
JSON: `{"settings": {...}, "logs": file}` forks a consultant and answers its `{"pid": ...}`, `{"wait": pid}`
answers how it `{"ended": ...}`.
"""

import gc
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NO_THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Numpy's own threads would be lost in the children."""


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # children have it from their first instant on
    _prepare()
    if threading.active_count() != 1 or len(list(Path("/proc/self/task").iterdir())) != 1:
        raise SystemExit("something has started a thread: no fork would be safe")
    _say({"ready": True})
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            _say({"ended": os.waitstatus_to_exitcode(status)})
        else:
            _say({"pid": _fork(order["settings"], Path(order["logs"]))})


def _prepare() -> None:
    """What a start imports, reads and looks up, and Chroma before it all: each child would load it anew."""
    import chromadb  # noqa: F401

    from bot.channels.telegram.quick_import import load_telegram

    load_telegram()
    import bot.app
    import bot.channels.vk.channel
    import bot.channels.web.channel
    import bot.health
    import bot.process  # noqa: F401
    from bot.dialogue.crisis import patterns
    from bot.dialogue.phrases import phrases
    from bot.texts import russian
    from knowledge.regions import regions
    from knowledge.search.search import Search
    from knowledge.shipped import shipped_measures

    russian(), patterns(), phrases()
    Search.build(shipped_measures(), regions())
    gc.collect()
    gc.freeze()


def _fork(settings: Mapping[str, str], logs: Path) -> int:
    pid = os.fork()
    if pid == 0:
        _live(settings, logs)
    return pid


def _live(settings: Mapping[str, str], logs: Path) -> None:
    """The consultant, as `consultant run` runs it; never returns."""
    code = 1
    try:
        with logs.open("ab") as out, Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), 0)
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        os.environ.update(settings)
        from bot.process import run_consultant

        run_consultant("site")
        code = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


def _say(answer: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
