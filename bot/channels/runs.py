"""A line of our markup as runs of words that can be cut anywhere and written as Markdown again."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from bot.channels.markup import Block, Bold, Bullets, Italic, Link, Paragraph, Span, Spans, parse

_SPECIAL: Final = re.compile(r"([\\*_\[\]`])")
_LINE_MARK: Final = re.compile(r"^([->+])")


class Run(NamedTuple):
    """Words with everything that stands around them, outermost first."""

    words: str
    around: tuple[Bold | Italic | Link, ...]


def words_of(block: Block) -> str:
    """Its words alone: no marks, no addresses."""
    lines = block.items if isinstance(block, Bullets) else block.lines
    return "\n".join("".join(run.words for run in runs_of(line)) for line in lines)


def runs_of(spans: Spans, around: tuple[Bold | Italic | Link, ...] = ()) -> Iterator[Run]:
    """The leaves of the tree, in order; `around` is what they stand in already."""
    for span in spans:
        if isinstance(span, str):
            yield Run(span, around)
        else:
            yield from runs_of(span.spans, (*around, span))


def cut_out(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """The words from one place to another, without spaces at both ends."""
    found, at = [], 0
    for words, around in runs:
        piece = words[max(0, start - at) : max(0, end - at)]
        if piece:
            found.append(Run(piece, around))
        at += len(words)
    return _stripped(found)


def _stripped(runs: list[Run]) -> list[Run]:
    while runs and not runs[0].words.strip():
        runs = runs[1:]
    while runs and not runs[-1].words.strip():
        runs = runs[:-1]
    if runs:
        runs[0] = runs[0]._replace(words=runs[0].words.lstrip())
        runs[-1] = runs[-1]._replace(words=runs[-1].words.rstrip())
    return runs


def written(runs: Sequence[Run]) -> str:
    """The words in our Markdown; without markup when it could not be read back as it was."""
    spans = _nested([Run(words, tuple(around)) for words, around in runs])
    marked = _LINE_MARK.sub(r"\\\1", _markdown(spans))
    read = parse(marked)
    if read == (Paragraph((_joined(spans),)),):
        return marked
    return _LINE_MARK.sub(r"\\\1", _escaped("".join(run.words for run in runs)))


def _nested(runs: Sequence[Run], depth: int = 0) -> Spans:
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
