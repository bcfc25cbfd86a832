"""Turning the pages of the list on the screen."""

from bot.dialogue import lists
from bot.dialogue.skill import Skill
from bot.dialogue.skills.talk import old_button
from bot.dialogue.turn import Turn


async def page(turn: Turn, argument: str) -> Turn:
    """Show the page that a button names, if its list is still the one on the screen."""
    stamp, _, offset = argument.partition(".")
    current = lists.shown(turn)
    if current is None or stamp != str(current.stamp) or not offset.isdecimal() or len(offset) > 3:
        return old_button(turn)
    if int(offset) >= len(current.ids):
        return old_button(turn)
    return _show(turn, current, int(offset))


async def more(turn: Turn, argument: str) -> Turn:
    """«Ещё»: the next page; in the middle of questions it is «дальше»."""
    if turn.waited:
        return turn.then("skip")
    offset = lists.next_offset(turn)
    current = lists.shown(turn)
    if offset is None or current is None:
        return turn.say(turn.words("list-no-more"), [turn.button("button-menu", "menu")])
    return _show(turn, current, offset)


def _show(turn: Turn, current: lists.ListShown, offset: int) -> Turn:
    last = min(offset + lists.PAGE, len(current.ids))
    intro = turn.words("list-page", first=str(offset + 1), last=str(last), count=str(len(current.ids)))
    rows = [[turn.button("button-back", "back"), turn.button("button-menu", "menu")]]
    return lists.page(turn, offset, turn.facts, intro=intro, extra=rows)


SKILL = Skill(actions={"page": page, "more": more}, pages=frozenset({"page"}))
