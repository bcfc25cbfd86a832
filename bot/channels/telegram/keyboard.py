"""Our buttons as an inline keyboard."""

from typing import Any

from bot.channels.paging import Row, Rows
from bot.channels.telegram.addresses import can_open
from bot.dialogue.markup_text import escape
from bot.dialogue.messages import MAX_ACTION_BYTES, Button, Outgoing


def keyboard(rows: Rows) -> dict[str, Any] | None:
    """The keyboard, as the Bot API wants it; None when there are no buttons."""
    built = [[_built(button) for button in row if is_usable(button)] for row in rows]
    full = [row for row in built if row]
    return {"inline_keyboard": full} if full else None


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


def _built(button: Button) -> dict[str, str]:
    style = {} if button.style == "plain" else {"style": button.style}
    if button.url is not None and can_open(button.url):
        return {"text": button.label, "url": button.url, **style}
    return {"text": button.label, "callback_data": button.action or "", **style}
