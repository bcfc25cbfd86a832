"""«Показать родителям или наставнику»: a page with the steps and nothing of the person."""

from bot.dialogue.markup_text import link
from bot.dialogue.path_marks import with_share
from bot.dialogue.skill import Skill
from bot.dialogue.turn import Turn


async def share(turn: Turn, argument: str) -> Turn:
    """The address of the page; the first time it is made."""
    sharing = turn.desk.books.sharing
    if sharing is None or turn.person.path.shown_at is None:
        return turn.then("path")
    code = turn.person.path.share or sharing.new_code()
    address = sharing.address(code)
    return with_share(turn, code).say(
        turn.words("path-share", link=link(address, address)),
        [turn.button("button-path-unshare", "path-close")],
        [turn.button("button-path-all", "path-show"), turn.button("button-menu", "menu")],
    )


async def close(turn: Turn, argument: str) -> Turn:
    """The page is there no more; a new one gets a new address."""
    key = "path-share-closed" if turn.person.path.share else "path-share-none"
    return with_share(turn, None).say(
        turn.words(key), [turn.button("button-path-all", "path-show"), turn.button("button-menu", "menu")]
    )


SKILL = Skill(actions={"path-share": share, "path-close": close})
