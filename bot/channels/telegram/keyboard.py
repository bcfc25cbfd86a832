"""Our buttons as an inline keyboard."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.paging import Row, Rows
from bot.channels.telegram.addresses import can_open
from bot.dialogue.markup_text import escape
from bot.dialogue.messages import MAX_ACTION_BYTES, Button, Outgoing


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The keyboard; None when there are no buttons."""
    built = [[_built(button) for button in row if is_usable(button)] for row in rows]
    full = [row for row in built if row]
    return InlineKeyboardMarkup(inline_keyboard=full) if full else None


def is_usable(button: Button) -> bool:
    """Would Telegram take it?"""
    if button.url is not None and can_open(button.url):
        return True
    return 1 <= len((button.action or "").encode()) <= MAX_ACTION_BYTES


def without_dead_buttons(message: Outgoing) -> Outgoing:
    """Buttons that Telegram would refuse are left out; an address that cannot be opened is told in words."""
    dead = [button for row in message.rows for button in row if not is_usable(button)]
    if not dead:
        return message
    rows = tuple(row for row in map(_usable, message.rows) if row)
    told = [f"{escape(button.label)}: {escape(button.url)}" for button in dead if button.url]
    text = "\n\n".join([message.text, "\n".join(told)]) if told else message.text
    return message.model_copy(update={"text": text, "rows": rows})


def _usable(row: Row) -> Row:
    return tuple(button for button in row if is_usable(button))


def _built(button: Button) -> InlineKeyboardButton:
    style = None if button.style == "plain" else button.style
    if button.url is not None and can_open(button.url):
        return InlineKeyboardButton(text=button.label, url=button.url, style=style)
    return InlineKeyboardButton(text=button.label, callback_data=button.action, style=style)


def label_of(markup: InlineKeyboardMarkup | None, action: str) -> str:
    """The label of the button that carries the action; empty when it cannot be told."""
    return next((button.text for button in _buttons(markup) if button.callback_data == action), "")


def _buttons(markup: InlineKeyboardMarkup | None) -> Iterator[InlineKeyboardButton]:
    for row in markup.inline_keyboard if markup else ():
        yield from row
