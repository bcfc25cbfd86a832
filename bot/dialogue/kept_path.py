"""What is kept of a person's path, as the export tells it."""

from bot.dialogue.markup_text import escape
from bot.dialogue.turn import Turn
from bot.wording import moment


def exported_path(turn: Turn) -> list[str]:
    """A line for each mark, the steps shown last, the page for others; none without a path."""
    path = turn.person.path
    lines = [
        turn.words(
            "export-path-mark",
            title=_title(turn, mark.id),
            what=turn.words(f"export-path-{mark.what}"),
            at=moment(mark.at, turn.zone),
        )
        for mark in path.marks
    ]
    if path.shown:
        titles = "; ".join(_title(turn, one.id) for one in path.shown)
        lines.append(turn.words("export-path-shown", titles=titles))
    return [*lines, *([turn.words("export-path-share")] if path.share else [])]


def _title(turn: Turn, id_: str) -> str:
    measure = turn.desk.knowledge.measure(id_)
    return escape(measure.title if measure else id_)
