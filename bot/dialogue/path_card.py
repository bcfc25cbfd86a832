"""One step of the path: why it is there, when, what to check, what to do, papers, where, how fresh."""

from collections.abc import Iterable
from dataclasses import replace

from bot.dialogue import cards
from bot.dialogue.markup_text import escape
from bot.dialogue.path_months import when_answered, when_to_apply
from bot.dialogue.turn import Turn
from bot.of_another import of_another
from bot.path.path import Path, Step
from bot.path.words import check_texts, why_texts
from bot.reasons import reason_text
from knowledge.measure import SupportMeasure

MOST_CHECKS = 6


def step_card(turn: Turn, found: Path, one: Step, measure: SupportMeasure) -> str:
    """The card of a step."""
    number = found.steps.index(one) + 1
    parts = [
        turn.words("path-card-title", number=str(number), title=escape(measure.title)),
        escape(measure.summary),
        _listed(turn.words("path-why", who=turn.who), why_texts(one, titles(turn), turn.desk.texts)),
        turn.words("path-card-when", when=_when(turn, one)),
        turn.words("card-gives", what=cards.gives(turn, measure)),
        _listed(turn.words("path-check"), _checks(turn, one)),
        _listed(turn.words("details-steps"), measure.steps),
        _listed(turn.words("details-documents"), measure.documents) or turn.words("details-no-documents"),
        cards.site(turn, measure),
        turn.words("card-checked", data=cards.data(turn, measure)),
        *cards.warnings(turn, measure),
    ]
    return "\n\n".join(part for part in parts if part)


def titles(turn: Turn) -> dict[str, str]:
    """Id -> title of every measure."""
    return {measure.id: measure.title for measure in turn.desk.knowledge.measures()}


def _when(turn: Turn, one: Step) -> str:
    return ", ".join(filter(None, [when_to_apply(turn, one), when_answered(turn, one)]))


def _checks(turn: Turn, one: Step) -> list[str]:
    """Conditions that we do not know to be met, then doubts."""
    said = turn.words("path-check-prefix") + " "
    told = [reason_text(reason, turn.desk.texts).removeprefix(said) for reason in one.unknown]
    unknown = [of_another(text, turn.who) for text in told]
    doubts = check_texts(replace(one, unknown=()), titles(turn), turn.desk.texts, turn.who)
    return [*unknown[: MOST_CHECKS - len(doubts)], *doubts]


def _listed(heading: str, lines: Iterable[str]) -> str:
    said = [f"- {escape(line)}" for line in lines]
    return "\n".join([heading, *said]) if said else ""
