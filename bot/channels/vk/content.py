"""What a message is made of, for messages.send and messages.edit."""

from collections.abc import Sequence
from itertools import repeat

from bot.channels.channel import Rejected
from bot.channels.cutting import cut
from bot.channels.vk.abilities import UNKNOWN, Abilities
from bot.channels.vk.keyboard import SHAPE, keyboard, spelled
from bot.channels.vk.render import measure, render
from bot.dialogue.messages import Outgoing

Parts = dict[str, str | int]
"""Parameters of a call, those that are empty left out."""


def content(message: Outgoing, abilities: Abilities, files: str) -> Parts:
    """The message as this app shows it.

    Raises: Rejected when nobody would see anything of it.
    """
    rendered = render(message.text, hides_addresses=abilities.callback)
    if not rendered.text.strip() and not files:
        raise Rejected("there is nothing to show")
    parts = {
        "message": rendered.text,
        "format_data": rendered.format_data,
        "keyboard": keyboard(message.rows, abilities),
        "attachment": files,
    }
    return {
        **{name: part for name, part in parts.items() if part},
        "dont_parse_links": int(not message.preview),
    }


def in_words(message: Outgoing, files: str) -> Sequence[Parts]:
    """The same without formatting and buttons; what a button says can be written as well.

    The labels may make more than one message of it; the first carries the files.
    """
    buttons = [button for row in message.rows for button in row]
    labels = "\n".join(f"- {spelled(button)}" for button in buttons)
    text = "\n\n".join(filter(None, [message.text, labels]))
    texts = [part for part in cut(text, repeat(SHAPE.text), measure) if _shows(part)] or [text]
    bare = message.model_copy(update={"rows": ()})
    parts = [bare.model_copy(update={"text": part}) for part in texts]
    return [_plain(part, "" if number else files) for number, part in enumerate(parts)]


def _plain(message: Outgoing, files: str) -> Parts:
    return {name: part for name, part in content(message, UNKNOWN, files).items() if name != "format_data"}


def _shows(text: str) -> bool:
    return bool(render(text, hides_addresses=False).text.strip())


def changed(message: Outgoing, abilities: Abilities) -> int | None:
    """The number of the message to change; None when a new one is to be shown."""
    if message.replaces is None or not message.replaces.isdecimal() or message.picture or message.file:
        return None
    return int(message.replaces) if abilities.inline or not message.rows else None
