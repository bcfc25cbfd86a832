"""A consent whose text has changed is asked again, once, after the answer to whatever was said."""

from typing import Final

from bot.dialogue.skills.consent import document_message
from bot.dialogue.turn import Turn
from bot.person.consents import Kind, standing

KINDS: Final[tuple[Kind, ...]] = ("processing", "mailings")


def ask_changed_consent(turn: Turn) -> Turn:
    """The turn, with the new text shown when the person agreed to an older one."""
    if turn.state.forget:
        return turn
    for kind in KINDS:
        if not _has_changed(turn, kind):
            continue
        mark = getattr(turn.desk.organisation.consents, kind).text_hash[:12]
        if turn.recall(f"reasked-{kind}") != mark:
            turn = turn.say(turn.words("consent-changed")).remember(f"reasked-{kind}", mark)
            return document_message(turn, kind)
    return turn


def _has_changed(turn: Turn, kind: Kind) -> bool:
    document = getattr(turn.desk.organisation.consents, kind)
    return standing(turn.state.consents, kind, document) == "changed"
