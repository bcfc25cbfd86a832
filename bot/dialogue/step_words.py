"""What words say of the steps of a path: «я сделала первый шаг», «нет времени», «у меня это уже есть»."""

import re
from typing import Final

from bot.dialogue.actions import Action
from bot.dialogue.phrases import phrases, plain
from bot.dialogue.turn import Turn

ORDER: Final = ("did", "lost", "had", "notme", "dull", "other", "whynot")
"""Actions about one step; of words that mean several («прошла») the first counts."""
PATH: Final = ("path-show", "step", "path-more")
ELSEWHERE: Final = ("page", "m", "d")


def is_on_path(turn: Turn) -> bool:
    """Is the path what the person looked at last? Lists and cards of the search are something else."""
    if not turn.person.path.shown:
        return False
    seen = (place.partition(":")[0] for place in reversed(turn.state.conversation.back))
    return next((name for name in seen if name in (*PATH, *ELSEWHERE)), PATH[0]) in PATH


def said_of_step(turn: Turn, text: str) -> Action | None:
    """The action that the words ask for; None when they say nothing of a step.

    Where nobody can tell which step is meant, the action asks.
    """
    if turn.waited is not None or not is_on_path(turn):
        return None
    named = phrases().step.search(plain(text))
    rest = phrases().step.sub(" ", plain(text)) if named else text
    meant = phrases().pressing(rest)
    if "busy" in meant:
        return Action("busy")
    name = next((name for name in ORDER if name in meant), None)
    if name is None:
        return None
    id_ = _step_of(turn, named)
    return Action(name, id_) if id_ else Action("which", name)


def _step_of(turn: Turn, named: re.Match[str] | None) -> str:
    """The step of the number, the one on the screen, the only one; empty when nobody can tell."""
    shown = [one.id for one in turn.person.path.shown]
    if number := _number(named):
        return shown[number - 1] if number <= len(shown) else ""
    place, _, id_ = (turn.state.conversation.back or ("",))[-1].partition(":")
    if place == "step" and id_:
        return id_
    return shown[0] if len(shown) == 1 else ""


def _number(named: re.Match[str] | None) -> int | None:
    said = (named["before"] or named["after"] or "") if named else ""
    return int(said) or None if said.isdecimal() else phrases().ordinal(said)
