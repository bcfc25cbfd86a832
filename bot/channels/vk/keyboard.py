"""Keyboards as VK wants them, and what of a message it cannot show as a button."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

from bot.channels.markup import escape, is_mention, is_safe
from bot.channels.shape import Shape
from bot.channels.vk.abilities import Abilities
from bot.channels.vk.render import address, is_web, units
from bot.dialogue.messages import Button, Outgoing

SHAPE: Final = Shape(text=4096, caption=4096, columns=5, rows=6, buttons=10, label=40)
"""VK's limits of an inline keyboard, which are the narrowest. Texts: messages.send takes 9000 characters,
apps show about 4096; a message with a picture may say as much as one without.
"""
LONGEST_LINK: Final = 1000
_ODD_IN_LINK: Final = str.maketrans({"{": "%7B", "}": "%7D", "<": "%3C", ">": "%3E", " ": "%20"})
_ELLIPSIS: Final = "…"
_COLOURS: Final = {"plain": "secondary", "primary": "primary", "danger": "negative"}


def keyboard(rows: Sequence[Sequence[Button]], abilities: Abilities) -> str | None:
    """JSON for VK; None when there is nothing to press.

    An app without inline keyboards gets the one below the text field, for one press.
    """
    drawn = [[_button(button, abilities) for button in row if is_button(button)] for row in rows]
    drawn = [row for row in drawn if row]
    if not drawn:
        return None
    place = {"inline": True} if abilities.inline else {"inline": False, "one_time": True}
    return orjson.dumps({**place, "buttons": drawn}).decode()


def is_button(button: Button) -> bool:
    """Can VK show it as a button?"""
    return button.action is not None or (button.url is not None and _opens(button.url))


def with_addresses_in_words(message: Outgoing) -> Outgoing:
    """The message with the buttons that VK has not (a number to call, a mailbox) as lines of its text."""
    others = [button for row in message.rows for button in row if not is_button(button)]
    if not others:
        return message
    told = [one for one in others if one.url and is_safe(one.url) and not is_mention(one.url)]
    lines = [spelled(button) for button in told]
    rows = (tuple(button for button in row if is_button(button)) for row in message.rows)
    text = "\n\n".join(filter(None, [message.text, "\n".join(lines)]))
    return message.model_copy(update={"text": text, "rows": tuple(row for row in rows if row)})


def spelled(button: Button) -> str:
    """A button as words of our Markdown: what can be said instead, or where it leads."""
    label = escape(button.label)
    return f"{label}: {escape(address(button.url))}" if button.url else label


def _opens(url: str) -> bool:
    return is_web(url) and is_safe(url) and "." in urlsplit(url).netloc and len(url) <= LONGEST_LINK


def _label(label: str) -> str:
    """At most 40 units, and not in the middle of an emoji."""
    flat = " ".join(label.split()) or _ELLIPSIS
    if units(flat) <= SHAPE.label:
        return flat
    while units(flat) >= SHAPE.label:
        flat = flat[:-1].rstrip()
    return flat + _ELLIPSIS


def _button(button: Button, abilities: Abilities) -> dict[str, Any]:
    if button.action is None:
        link = (button.url or "").translate(_ODD_IN_LINK)
        return {"action": {"type": "open_link", "label": _label(button.label), "link": link}}
    payload = orjson.dumps({"a": button.action}).decode()
    kind = "callback" if abilities.callback else "text"
    action = {"type": kind, "label": _label(button.label), "payload": payload}
    return {"action": action, "color": _COLOURS[button.style]}
