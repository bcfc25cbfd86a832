"""Somebody may be in danger: fixed texts written by people, at once, whatever else was going on."""

from typing import Final

from bot.dialogue.crisis import CARE, Danger, Mood, asks_besides, crisis_in, mood_alone, mood_in
from bot.dialogue.staff_orders import RaiseAlarm
from bot.dialogue.turn import Turn
from bot.person.hearing import is_wish

TEXTS: Final[dict[Danger, str]] = {
    "self_harm": "crisis-self",
    "violence": "crisis-violence",
    "lured": "crisis-lured",
    "home": "crisis-home",
    "friend": "crisis-friend",
    "soft": "crisis-soft",
}
ALONE: Final[dict[Mood, str]] = {"fine": "crisis-fine-alone", "low": "crisis-low"}
CARING_TURNS: Final = 2
LONGEST_MOOD: Final = 80


def attend(turn: Turn, text: str) -> tuple[Turn, bool]:
    """Comfort whoever is in danger, or was a moment ago. True: all is said; the talk stays where it was.

    Who feels bad and asks for something gets gentle words first and then the answer.
    """
    kind = crisis_in(text)
    if kind == "soft" and is_wish(asks_besides(text)):
        return turn.say(turn.words("crisis-soft-first")), False
    left = _turns_left(turn)
    if kind and not (kind == "soft" and left):
        return _comfort(turn, kind), True
    return _listen(turn, "low" if kind else _mood(text), left) if left else _listen_alone(turn, text)


def _listen(turn: Turn, mood: Mood | None, left: int) -> tuple[Turn, bool]:
    """One of the messages after a crisis text."""
    if mood == "fine":
        return _say(turn.remember(CARE, None), "crisis-fine"), True
    turn = turn.remember(CARE, left - 1 or None)
    return (_say(turn, "crisis-low"), True) if mood else (turn, False)


def _listen_alone(turn: Turn, text: str) -> tuple[Turn, bool]:
    """Without a mark: only what is clear by itself."""
    mood = mood_alone(text) if len(text) <= LONGEST_MOOD else None
    return (_say(turn, ALONE[mood]), True) if mood else (turn, False)


def _comfort(turn: Turn, kind: Danger) -> Turn:
    """The fixed text. That somebody was in danger is remembered only of those who agreed to be remembered."""
    marked = turn.remember(CARE, CARING_TURNS) if turn.may_keep else turn
    return _say(_alarm(marked, kind), TEXTS[kind])


def _alarm(turn: Turn, kind: Danger) -> Turn:
    """Staff hear of danger; who is sad gets gentle words only, and the terminal is ours."""
    is_quiet = kind == "soft" or turn.address.channel == "console" or turn.desk.books.staff is None
    return turn if is_quiet else turn.order(RaiseAlarm())


def _say(turn: Turn, key: str) -> Turn:
    return turn.say(turn.words(key), [turn.button("button-menu", "menu")])


def _turns_left(turn: Turn) -> int:
    """For how many messages more we listen closely; a damaged memory counts as none."""
    if not turn.may_keep:
        return 0
    left = turn.recall(CARE)
    return min(left, CARING_TURNS) if isinstance(left, int) and left > 0 else 0


def _mood(text: str) -> Mood | None:
    """A bare «помоги» is a cry, with more words it is a request."""
    asks = len(text.split()) > 2 and is_wish(text)
    return None if asks or len(text) > LONGEST_MOOD else mood_in(text)
