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
            turn = turn.remember(f"reasked-{kind}", mark)
            if _is_shown(turn, kind):
                return turn
            return document_message(turn.say(turn.words("consent-changed")), kind)
    return turn


def _is_shown(turn: Turn, kind: Kind) -> bool:
    """Does this answer show the document anyway?"""
    actions = [button.action or "" for reply in turn.replies for row in reply.rows for button in row]
    return any(act.startswith(f"agree-{kind}") for act in actions)


def _has_changed(turn: Turn, kind: Kind) -> bool:
    document = getattr(turn.desk.organisation.consents, kind)
    return standing(turn.state.consents, kind, document) == "changed"
