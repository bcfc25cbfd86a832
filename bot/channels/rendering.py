"""The tree of `markup` as plain text and as JSON for the site's page."""

from typing import assert_never

from pydantic import JsonValue

from bot.channels.markup import Block, Bold, Bullets, Italic, Link, Paragraph, Quote, Span, Spans

Json = dict[str, JsonValue]


def plain(blocks: tuple[Block, ...]) -> str:
    """Words only; a link's address stands after its words."""
    pairs = zip([None, *blocks], blocks, strict=False)
    return "".join(gap(before, block) + _plain_block(block) for before, block in pairs)


def gap(before: Block | None, block: Block) -> str:
    """What stands between two blocks where there are only lines: a list belongs to the words above it."""
    if before is None:
        return ""
    return "\n" if isinstance(block, Bullets) and isinstance(before, Paragraph) else "\n\n"


def tree(blocks: tuple[Block, ...]) -> list[JsonValue]:
    """JSON that the page turns into DOM nodes: `{"paragraph": [line]}`, `{"list": ...}`, `{"quote": ...}`.

    A line is a list of spans: a string, `{"bold": line}`, `{"italic": line}` or `{"link": line, "to": url}`.
    """
    return [_tree_block(block) for block in blocks]


def _plain_block(block: Block) -> str:
    match block:
        case Paragraph(lines):
            return "\n".join(_plain_line(line) for line in lines)
        case Bullets(items):
            return "\n".join(f"• {_plain_line(item)}" for item in items)
        case Quote(lines):
            return "\n".join(f"│ {_plain_line(line)}" for line in lines)
    assert_never(block)


def _plain_line(spans: Spans) -> str:
    return "".join(_plain_span(span) for span in spans)


def _plain_span(span: Span) -> str:
    match span:
        case str():
            return span
        case Bold(spans) | Italic(spans):
            return _plain_line(spans)
        case Link(spans, url):
            words = _plain_line(spans)
            return words if words == url else f"{words} ({url})"
    assert_never(span)


def _tree_block(block: Block) -> Json:
    match block:
        case Paragraph(lines):
            return {"paragraph": [_tree_line(line) for line in lines]}
        case Bullets(items):
            return {"list": [_tree_line(item) for item in items]}
        case Quote(lines):
            return {"quote": [_tree_line(line) for line in lines]}
    assert_never(block)


def _tree_line(spans: Spans) -> list[JsonValue]:
    return [_tree_span(span) for span in spans]


def _tree_span(span: Span) -> JsonValue:
    match span:
        case str():
            return span
        case Bold(spans):
            return {"bold": _tree_line(spans)}
        case Italic(spans):
            return {"italic": _tree_line(spans)}
        case Link(spans, url):
            return {"link": _tree_line(spans), "to": url}
    assert_never(span)
