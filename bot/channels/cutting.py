"""Cut a text of our Markdown subset into parts that a platform's message can hold, at the kindest places.

Markup never spans lines, so whole lines are taken as they stand; only a line that is too long by itself is
taken apart and written anew. The same text is always cut alike.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from bot.channels.long_lines import Measure, bite

GAP: Final = 2
"""The most that rendering puts between two lines."""


def cut(text: str, limits: Iterator[int], measure: Measure) -> list[str]:
    """The parts, each within its own limit; `limits` never ends."""
    parts = _Parts(limits, measure)
    for paragraph in _paragraphs(text):
        parts.add(paragraph)
    return parts.closed()


class _Parts:
    """Parts that are being filled: what fits goes into the one that is open, what does not opens the next."""

    def __init__(self, limits: Iterator[int], measure: Measure) -> None:
        self._limits = limits
        self._measure = measure
        self._done: list[str] = []
        self._open: list[str] = []
        self._room = next(limits)
        self._size = self._room

    def closed(self) -> list[str]:
        """All parts."""
        if self._open:
            self._close()
        return self._done

    def add(self, paragraph: Sequence[str]) -> None:
        """Lines that would like to stay together."""
        size = sum(self._measure(line) + GAP for line in paragraph)
        if size > self._room and self._open and size <= self._size:
            self._close()
        if self._open:
            self._put("", 0)
        for line in paragraph:
            self._add_line(line)

    def _add_line(self, line: str) -> None:
        size = self._measure(line) + GAP
        if size > self._room and self._open:
            self._close()
        while size > self._room + GAP:
            piece, line = bite(line, self._room, self._measure)
            self._put(piece, self._room)
            self._close()
            size = self._measure(line) + GAP
        if line:
            self._put(line, size)

    def _put(self, line: str, size: int) -> None:
        self._open.append(line)
        self._room -= size

    def _close(self) -> None:
        self._done.append("\n".join(self._open).strip("\n"))
        self._open = []
        self._room = self._size = next(self._limits)


def _paragraphs(text: str) -> Iterator[list[str]]:
    for is_blank, lines in groupby(text.splitlines(), lambda line: not line.strip()):
        if not is_blank:
            yield list(lines)
