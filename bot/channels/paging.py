"""Fit a keyboard to a platform's message: wide rows wrapped, long labels cut, the rest on further pages."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.channels.shape import Shape
from bot.dialogue.messages import Button

Row = tuple[Button, ...]
Rows = tuple[Row, ...]

ELLIPSIS: Final = "…"


def pages(rows: Rows, shape: Shape) -> list[Rows]:
    """The keyboard as one or more; empty when there are no buttons.

    The last row leads away from here (back, menu, skip): it stays together, at the very end.
    """
    named = [tuple(_named(button, shape.label) for button in row) for row in rows if row]
    wrapped = [tuple(_wrapped(row, shape)) for row in named]
    whole = tuple(row for pieces in wrapped for row in pieces)
    if not whole or _fits(whole, shape):
        return [whole] if whole else []
    ending = wrapped[-1] if len(wrapped) > 1 and _fits(wrapped[-1], shape) else ()
    return list(_filled(whole[: len(whole) - len(ending)], ending, shape))


def _filled(rows: Sequence[Row], ending: Rows, shape: Shape) -> Iterator[Rows]:
    page: Rows = ()
    for row in rows:
        if not _fits((*page, row), shape):
            yield page
            page = ()
        page = (*page, row)
    if not _fits((*page, *ending), shape):
        yield page
        page = ()
    yield (*page, *ending)


def _fits(rows: Rows, shape: Shape) -> bool:
    return len(rows) <= shape.rows and sum(len(row) for row in rows) <= shape.buttons


def _wrapped(row: Row, shape: Shape) -> Iterator[Row]:
    """A row that is too wide as rows of nearly the same width."""
    widest = min(shape.columns, shape.buttons)
    count = -(-len(row) // widest)
    width = -(-len(row) // count)
    for start in range(0, len(row), width):
        yield row[start : start + width]


def _named(button: Button, most: int) -> Button:
    label = " ".join(button.label.split()) or ELLIPSIS
    if len(label) > most:
        label = label[: most - 1].rstrip() + ELLIPSIS
    return button if label == button.label else button.model_copy(update={"label": label})
