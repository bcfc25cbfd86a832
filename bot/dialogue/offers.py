"""The buttons on the screen, remembered by their labels: typing a label does what pressing would.

Facts that travel in a button are not remembered.
"""

from collections.abc import Iterable, Set
from typing import Final

from bot.dialogue.actions import Action
from bot.dialogue.phrases import phrases, plain
from bot.dialogue.turn import Turn

MOST: Final = 40


def keep(turn: Turn) -> Turn:
    """The turn that remembers the buttons of its replies; without new ones the old ones stay."""
    labels = {
        plain(button.label): button.action.partition("~")[0]
        for reply in turn.replies
        for row in reply.rows
        for button in row
        if button.action is not None
    }
    labels.pop("", None)
    return turn.remember("offer", dict(list(labels.items())[-MOST:])) if labels else turn


def pressed_by_words(turn: Turn, text: str) -> Action | None:
    """The action of the button on the screen whose label these words are."""
    offered = turn.recall("offer")
    if not isinstance(offered, dict) or not plain(text):
        return None
    raw = offered.get(plain(text)) or _meant(offered.values(), phrases().pressing(text))
    return Action.parse(raw) if isinstance(raw, str) else None


def _meant(offered: Iterable[object], names: Set[str]) -> str | None:
    """The button with one of these actions, when there is exactly one."""
    found = {raw for raw in offered if isinstance(raw, str) and raw.partition(":")[0] in names}
    return found.pop() if len(found) == 1 else None
