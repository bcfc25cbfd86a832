"""What is different about a path since it was shown last, in one sentence."""

from typing import Final

from bot.dialogue.markup_text import escape
from bot.dialogue.path_card import titles
from bot.dialogue.path_marks import mark_of, marks
from bot.dialogue.turn import Turn
from bot.path.changes import MOVED, Change
from bot.path.months import month_of
from bot.path.words import changes_text
from knowledge.facts import Facts

INNER_QUOTES: Final = str.maketrans("\u00ab\u00bb", "\u201e\u201c")
"""A title stands in quotation marks there, so its own become the inner ones."""


async def changes_told(turn: Turn, facts: Facts) -> str:
    """The sentence; empty when nothing changed, or nothing was shown before.

    What the person did themselves is not told to them; what goes on being open has not moved.
    """
    planner, path = turn.desk.books.planner, turn.person.path
    if planner is None or path.shown_at is None:
        return ""
    before = {one.id: one.start for one in path.shown}
    found = await planner.changes(before, facts, turn.today, marks(path))
    news = [one for one in found if not _is_their_own(turn, one) and not _is_just_open(turn, one)]
    named = {id_: escape(title.translate(INNER_QUOTES)) for id_, title in titles(turn).items()}
    return changes_text(news, named, turn.desk.texts)


def _is_their_own(turn: Turn, one: Change) -> bool:
    return mark_of(turn.person.path, one.id) is not None or one.id in turn.facts.has


def _is_just_open(turn: Turn, one: Change) -> bool:
    return one.code == MOVED and one.arguments.get("month") == month_of(turn.today)
