"""What a message is made of, for messages.send and messages.edit."""

from bot.channels.channel import Rejected
from bot.channels.vk.abilities import UNKNOWN, Abilities
from bot.channels.vk.keyboard import keyboard, spelled
from bot.channels.vk.render import render
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


def in_words(message: Outgoing, files: str) -> Parts:
    """The same without formatting and buttons; what a button says can be written as well."""
    buttons = [button for row in message.rows for button in row]
    labels = "\n".join(f"- {spelled(button)}" for button in buttons)
    bare = message.model_copy(update={"text": "\n\n".join(filter(None, [message.text, labels])), "rows": ()})
    return {name: part for name, part in content(bare, UNKNOWN, files).items() if name != "format_data"}


def changed(message: Outgoing, abilities: Abilities) -> int | None:
    """The number of the message to change; None when a new one is to be shown."""
    if message.replaces is None or not message.replaces.isdecimal() or message.picture or message.file:
        return None
    return int(message.replaces) if abilities.inline or not message.rows else None
