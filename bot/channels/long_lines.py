"""Take a line apart that is too long by itself: after a sentence, else a word, else a character."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from bot.channels.markup import Bold, Bullets, Italic, Link, Paragraph, Quote, Span, Spans, parse
from bot.channels.runs import cut_out, runs_of, written

Measure = Callable[[str], int]
"""How much room a text of our Markdown takes when the channel has rendered it."""

_SENTENCE_END: Final = re.compile(r"[.!?…]+[»\")]*\s")
_LONGEST_CLUSTER: Final = 64
_JOINER: Final = "\u200d"


def bite(line: str, limit: int, measure: Measure) -> tuple[str, str]:
    """As much of a line as fits, at least one character, and the rest of it."""
    start, spans = _read(line)
    runs = list(runs_of(_without_endless_links(spans, limit)))
    length = sum(len(run.words) for run in runs)

    def fits(size: int) -> bool:
        return measure(start + written(cut_out(runs, 0, size))) <= limit

    most = _largest(min(length, limit), fits)
    words = "".join(run.words for run in runs)
    at = _kind_place(words, most)
    rest = written(cut_out(runs, at, length))
    return start + written(cut_out(runs, 0, at)), (start if start.startswith(">") else "") * bool(rest) + rest


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
