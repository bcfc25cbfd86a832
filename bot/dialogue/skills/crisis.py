"""Somebody may be in danger: a fixed text written by people, at once, whatever else was going on."""

from bot.dialogue.crisis import Danger
from bot.dialogue.turn import Turn


def comfort(turn: Turn, kind: Danger) -> Turn:
    """The help text; the talk stays where it was."""
    key = "crisis-self" if kind == "self_harm" else "crisis-violence"
    return turn.say(turn.words(key), [turn.button("button-human", "human")])
