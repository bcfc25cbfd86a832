"""Which letters were being thought about when the process died: a message may be what killed it.

A page of memory that is mapped to a file outlives `kill -9` and costs nothing to write. It does not outlive
a power cut, which no message causes.
"""

import mmap
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

FILE: Final = "thinking.bin"
_ROW: Final = struct.Struct("<q")
_ROWS: Final = mmap.PAGESIZE // _ROW.size


class FlightRecorder:
    """Ids of inbox rows under way, in a file of one page; without a file it remembers nothing."""

    def __init__(self, file: Path | None = None) -> None:
        self._page: mmap.mmap | bytearray = _mapped(file) if file else bytearray(mmap.PAGESIZE)
        self._free = list(range(_ROWS))

    def recovered(self) -> Sequence[int]:
        """What the process before us was thinking about when it died; read once, then it is forgotten."""
        ids = [id_ for (id_,) in _ROW.iter_unpack(bytes(self._page)) if id_]
        self._page[:] = bytes(len(self._page))
        return ids

    @contextmanager
    def thinking(self, id_: int) -> Iterator[None]:
        """Inside the block the row is under way."""
        row = self._free.pop()
        _ROW.pack_into(self._page, row * _ROW.size, id_)
        try:
            yield
        finally:
            _ROW.pack_into(self._page, row * _ROW.size, 0)
            self._free.append(row)

    def close(self) -> None:
        """Let go of the file."""
        if isinstance(self._page, mmap.mmap):
            self._page.close()


def _mapped(file: Path) -> mmap.mmap:
    if not file.exists() or file.stat().st_size != mmap.PAGESIZE:
        file.write_bytes(bytes(mmap.PAGESIZE))  # in full: a hole in it would fail later, on a full disk
    with file.open("r+b") as handle:
        return mmap.mmap(handle.fileno(), mmap.PAGESIZE)
