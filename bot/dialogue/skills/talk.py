"""Small answers that belong to no ability: greetings, rudeness, empty and overlong messages, old buttons."""

from bot.dialogue.path_progress import waiting
from bot.dialogue.phrases import RUDE
from bot.dialogue.skills.path_questions import show
from bot.dialogue.turn import Turn


def chat(turn: Turn, key: str) -> Turn:
    """Small talk, with the way to what we are here for; who is angry gets a human's number."""
    human = [turn.button("button-human", "human")] if key == RUDE else []
    return turn.say(
        turn.words(key),
        [turn.button("button-open", "open"), turn.button("button-menu", "menu")],
        human,
    )


def empty_message(turn: Turn) -> Turn:
    """No words to read; a question of a path is asked again, with its buttons."""
    if (now := waiting(turn)) is not None:
        return show(turn, now, turn.words("talk-empty-answer"))
    return turn.say(turn.words("talk-empty"), [turn.button("button-menu", "menu")])


def too_long(turn: Turn) -> Turn:
    return turn.say(turn.words("talk-too-long"), [turn.button("button-menu", "menu")])


def unknown_command(turn: Turn) -> Turn:
    return turn.say(turn.words("talk-unknown-command"), [turn.button("button-menu", "menu")])


def old_button(turn: Turn) -> Turn:
    return turn.say(
        turn.words("talk-old-button"),
        [turn.button("button-menu", "menu"), turn.button("button-open", "open")],
    )


def restarted(turn: Turn) -> Turn:
    """Says once that the talk had to begin anew (`bot.dialogue.restore` leaves the mark)."""
    if not turn.recall("restarted"):
        return turn
    return turn.remember("restarted", None).say(turn.words("talk-restarted"))
