"""Somebody may be in danger: fixed texts written by people, at once, whatever else was going on."""

from typing import Final

from bot.dialogue.crisis import Danger, crisis_in, mood_in
from bot.dialogue.turn import Turn
from bot.person.understanding import is_wish

TEXTS: Final[dict[Danger, str]] = {
    "self_harm": "crisis-self",
    "violence": "crisis-violence",
    "lured": "crisis-lured",
    "home": "crisis-home",
    "friend": "crisis-friend",
    "soft": "crisis-soft",
}
CARE: Final = "care"
CARING_TURNS: Final = 2
LONGEST_MOOD: Final = 80


def attend(turn: Turn, text: str) -> tuple[Turn, bool]:
    """Comfort whoever is in danger, or was a moment ago. True: all is said; the talk stays where it was."""
    kind = crisis_in(text)
    left = _turns_left(turn)
    if kind and not (kind == "soft" and left):
        return _comfort(turn, kind), True
    if not left:
        return turn, False
    turn = turn.remember(CARE, left - 1 or None)
    mood = "low" if kind else _mood(text)
    if mood is None:
        return turn, False
    if mood == "fine":
        return _say(turn.remember(CARE, None), "crisis-fine"), True
    return _say(turn, "crisis-low"), True


def _comfort(turn: Turn, kind: Danger) -> Turn:
    return _say(turn.remember(CARE, CARING_TURNS), TEXTS[kind])


def _say(turn: Turn, key: str) -> Turn:
    return turn.say(turn.words(key), [turn.button("button-menu", "menu")])


def _turns_left(turn: Turn) -> int:
    """For how many messages more we listen closely; a damaged memory counts as none."""
    left = turn.recall(CARE)
    return min(left, CARING_TURNS) if isinstance(left, int) and left > 0 else 0


def _mood(text: str) -> str | None:
    """A bare «помоги» is a cry, with more words it is a request."""
    asks = len(text.split()) > 2 and is_wish(text)
    return None if asks or len(text) > LONGEST_MOOD else mood_in(text)
