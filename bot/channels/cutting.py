"""Cut a text of our Markdown subset into parts that a platform's message can hold, at the kindest places.

Markup never spans lines, so whole lines are taken as they stand; only a line that is too long by itself is
taken apart and written anew. The same text is always cut alike.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from bot.channels.markup import Block, Bold, Bullets, Italic, Link, Paragraph, Quote, Span, Spans, parse

Measure = Callable[[str], int]
"""How much room a text of our Markdown takes when the channel has rendered it."""

GAP: Final = 2
"""The most that rendering puts between two lines."""
_LINE: Final = re.compile(r"^\s*(?:[-*+]\s+|>\s?)?")
_SENTENCE_END: Final = re.compile(r"[.!?…]+[»\")]*\s")
_SPECIAL: Final = re.compile(r"([\\*_\[\]`])")
_LINE_MARK: Final = re.compile(r"^([->+])")
_LONGEST_CLUSTER: Final = 64
_JOINER: Final = "\u200d"


class _Run(NamedTuple):
    """Words with everything that stands around them, outermost first."""

    words: str
    around: tuple[Bold | Italic | Link, ...]


def cut(text: str, limits: Iterator[int], measure: Measure) -> list[str]:
    """The parts, each within its own limit; `limits` never ends."""
    parts = _Parts(limits, measure)
    for paragraph in _paragraphs(text):
        parts.add(paragraph)
    return parts.closed()


def words_of(block: Block) -> str:
    """Its words alone: no marks, no addresses."""
    lines = block.items if isinstance(block, Bullets) else block.lines
    return "\n".join("".join(run.words for run in _runs(line)) for line in lines)


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
            piece, line = _bite(line, self._room, self._measure)
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


def _bite(line: str, limit: int, measure: Measure) -> tuple[str, str]:
    """As much of a line as fits, at least one character, and the rest of it."""
    start, spans = _read(line)
    runs = list(_runs(_without_endless_links(spans, limit)))
    length = sum(len(run.words) for run in runs)

    def fits(size: int) -> bool:
        return measure(start + _written(_slice(runs, 0, size))) <= limit

    most = _largest(min(length, limit), fits)
    words = "".join(run.words for run in runs)
    at = _kind_place(words, most)
    rest = _written(_slice(runs, at, length))
    return start + _written(_slice(runs, 0, at)), (start if start.startswith(">") else "") * bool(rest) + rest


def _read(line: str) -> tuple[str, Spans]:
    """How the line begins, as our markup writes it, and what it says."""
    for block in parse(line):
        match block:
            case Bullets((spans,)):
                return "- ", spans
            case Quote((spans,)):
                return "> ", spans
            case Paragraph((spans,)):
                return "", spans
    return "", (line,)


def _without_endless_links(spans: Spans, limit: int) -> Spans:
    """An address that would fill half a message, where addresses are shown, is not worth it."""
    found: list[Span] = []
    for span in spans:
        match span:
            case Link(inside, url) if len(url) > limit // 2:
                found.extend(_without_endless_links(inside, limit))
            case Link(inside, url):
                found.append(Link(_without_endless_links(inside, limit), url))
            case Bold(inside):
                found.append(Bold(_without_endless_links(inside, limit)))
            case Italic(inside):
                found.append(Italic(_without_endless_links(inside, limit)))
            case str():
                found.append(span)
    return tuple(found)


def _runs(spans: Spans, around: tuple[Bold | Italic | Link, ...] = ()) -> Iterator[_Run]:
    for span in spans:
        if isinstance(span, str):
            yield _Run(span, around)
        else:
            yield from _runs(span.spans, (*around, span))


def _slice(runs: Sequence[_Run], start: int, end: int) -> list[_Run]:
    """The words from one place to another, without spaces at both ends."""
    found, at = [], 0
    for words, around in runs:
        piece = words[max(0, start - at) : max(0, end - at)]
        if piece:
            found.append(_Run(piece, around))
        at += len(words)
    return _stripped(found)


def _stripped(runs: list[_Run]) -> list[_Run]:
    while runs and not runs[0].words.strip():
        runs = runs[1:]
    while runs and not runs[-1].words.strip():
        runs = runs[:-1]
    if runs:
        runs[0] = runs[0]._replace(words=runs[0].words.lstrip())
        runs[-1] = runs[-1]._replace(words=runs[-1].words.rstrip())
    return runs


def _largest(length: int, fits: Callable[[int], bool]) -> int:
    """The largest size that fits, at least 1."""
    if fits(length):
        return length
    low, high = 1, length
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _kind_place(words: str, most: int) -> int:
    """Where to cut: after a sentence, else after a word, else between what people see as characters."""
    if most >= len(words):
        return len(words)
    sentences = [end.end() for end in _SENTENCE_END.finditer(words, 0, most)]
    if sentences and sentences[-1] > most // 2:
        return sentences[-1]
    space = max((at for at in range(most // 2, most) if words[at].isspace()), default=0)
    return space or _between_characters(words, most)


def _between_characters(words: str, most: int) -> int:
    """Not between a letter and its accent, nor inside an emoji of several signs."""
    for at in range(most, max(0, most - _LONGEST_CLUSTER), -1):
        if not _belongs_to_the_one_before(words, at):
            return at
    return most


def _belongs_to_the_one_before(words: str, at: int) -> bool:
    letter, before = words[at], words[at - 1]
    if unicodedata.category(letter).startswith("M") or _JOINER in (letter, before):
        return True
    if "\U0001f3fb" <= letter <= "\U0001f3ff" or "\U000e0020" <= letter <= "\U000e007f":
        return True
    return _is_flag(letter) and _flags_before(words, at) % 2 == 1


def _flags_before(words: str, at: int) -> int:
    count = 0
    while count < at and _is_flag(words[at - 1 - count]):
        count += 1
    return count


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _written(runs: Sequence[_Run]) -> str:
    """The words in our Markdown; without markup when it could not be read back as it was."""
    spans = _nested([_Run(words, tuple(around)) for words, around in runs])
    marked = _LINE_MARK.sub(r"\\\1", _markdown(spans))
    read = parse(marked)
    if read == (Paragraph((_joined(spans),)),):
        return marked
    return _LINE_MARK.sub(r"\\\1", _escaped("".join(run.words for run in runs)))


def _nested(runs: Sequence[_Run], depth: int = 0) -> Spans:
    """The tree again: neighbours in the same mark become one."""
    spans: list[Span] = []
    for mark, group in groupby(runs, lambda run: id(run.around[depth]) if len(run.around) > depth else None):
        inside = list(group)
        if mark is None:
            spans.extend(run.words for run in inside)
        else:
            spans.append(_rewrapped(inside[0].around[depth], _nested(inside, depth + 1)))
    return tuple(spans)


def _rewrapped(mark: Bold | Italic | Link, inside: Spans) -> Span:
    match mark:
        case Bold():
            return Bold(inside)
        case Italic():
            return Italic(inside)
        case Link(_, url):
            return Link(inside, url)


def _joined(spans: Spans) -> Spans:
    """As the parser gives it: text beside text is one string."""
    joined: list[Span] = []
    for span in spans:
        whole = span if isinstance(span, str) else _rewrapped(span, _joined(span.spans))
        if isinstance(whole, str) and joined and isinstance(joined[-1], str):
            joined[-1] += whole
        else:
            joined.append(whole)
    return tuple(joined)


def _markdown(spans: Spans) -> str:
    return "".join(_markdown_of(span) for span in spans)


def _markdown_of(span: Span) -> str:
    match span:
        case str():
            return _escaped(span)
        case Bold(inside):
            return f"**{_markdown(inside)}**"
        case Italic(inside):
            return f"_{_markdown(inside)}_"
        case Link(inside, url):
            return f"[{_markdown(inside)}](<{url}>)"


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)
