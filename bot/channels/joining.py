"""Texts that follow each other in one turn as one message: messengers take one a second in a chat."""

from collections.abc import Sequence
from typing import Final

from bot.dialogue.messages import Outgoing

LONGEST: Final = 3_000
"""Characters: what is longer is better read as two."""


def join(messages: Sequence[Outgoing]) -> Sequence[Outgoing]:
    """The messages with texts joined where nothing stands between them: no button, picture or file."""
    joined: list[Outgoing] = []
    for message in messages:
        if joined and _belong_together(joined[-1], message):
            joined[-1] = _one(joined[-1], message)
        else:
            joined.append(message)
    return joined


def _belong_together(first: Outgoing, second: Outgoing) -> bool:
    if first.rows or first.forget or second.replaces or not (first.text.strip() and second.text.strip()):
        return False
    has_file = any(one.picture or one.file for one in (first, second))
    return not has_file and len(first.text) + len(second.text) <= LONGEST


def _one(first: Outgoing, second: Outgoing) -> Outgoing:
    text = f"{first.text.rstrip()}\n\n{second.text}"
    return second.model_copy(update={"text": text, "replaces": first.replaces})
