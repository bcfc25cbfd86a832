"""Lines of a file descriptor for asyncio, read in a thread: neither a terminal nor a pipe blocks the loop."""

import asyncio
import codecs
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Final

CHUNK: Final = 65_536
LONGEST_LINE: Final = 100_000
"""Characters; what is longer is handed over in pieces."""


async def lines_of(descriptor: int) -> AsyncIterator[str]:
    """Each line without its end, until the input ends. The last one needs no newline."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str | None] = asyncio.Queue()

    def hand_over(line: str | None) -> None:
        # The loop may be gone: nobody waits for lines then.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(queue.put_nowait, line)

    # A daemon that reads the bare descriptor: the process may end while it waits for a key, and it never
    # holds a lock of sys.stdin, which would crash the interpreter at exit.
    threading.Thread(target=_read, args=(descriptor, hand_over), name="console-input", daemon=True).start()
    while (line := await queue.get()) is not None:
        yield line


def _read(descriptor: int, hand_over: Callable[[str | None], None]) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    rest = ""
    with suppress(OSError):
        while chunk := os.read(descriptor, CHUNK):
            *whole, rest = (rest + decoder.decode(chunk)).split("\n")
            if len(rest) > LONGEST_LINE:
                whole, rest = [*whole, rest], ""
            for line in whole:
                hand_over(line.removesuffix("\r"))
    rest += decoder.decode(b"", final=True)
    if rest:
        hand_over(rest)
    hand_over(None)
