"""The first screen, the main menu and moving between screens."""

from bot.dialogue import lists
from bot.dialogue.actions import Action
from bot.dialogue.link_codes import read_code
from bot.dialogue.markup_text import escape, link
from bot.dialogue.skill import Skill
from bot.dialogue.turn import Row, Turn


async def start(turn: Turn, argument: str) -> Turn:
    """Who we are and what one can do; a deep link opens its card, brings a talk over or counts its source."""
    kind, _, rest = argument.partition("-")
    if kind == "m" and turn.desk.knowledge.measure(rest):
        return turn.say(_greeting(turn, "start-short")).then("m", rest)
    if kind == "w" and turn.desk.books.links and read_code(rest):
        return turn.say(_greeting(turn, "start-moved")).then("link-code", rest)
    if kind == "i":
        return turn.then("staff-join", rest)
    turn = count_source(turn, argument)
    policy = turn.desk.organisation.policy.url
    hello = _greeting(turn, "start-hello")
    if broken := _broken(turn, kind, rest):
        hello += "\n\n" + turn.words(broken)
    if policy:
        hello += "\n\n" + turn.words("start-policy", link=link(policy, policy))
    if turn.desk.organisation.age_label:
        hello += "\n\n" + turn.words("start-age-label", label=turn.desk.organisation.age_label)
    return turn.visited("menu").say(
        hello,
        _path_row(turn),
        [turn.button("button-open", "open"), turn.button("button-acquaint", "acquaint")],
        [turn.button("button-help", "help"), turn.button("button-privacy", "privacy")],
    )


def _broken(turn: Turn, kind: str, rest: str) -> str | None:
    """What to say of a link that leads nowhere (any more)."""
    if kind == "m" and rest:
        return "start-gone"
    return "start-code-damaged" if kind == "w" and turn.desk.books.links else None


def opens_something(argument: str) -> bool:
    """Does a deep link lead to more than the first screen?"""
    return argument.partition("-")[0] in ("m", "w", "i")


def greets_first(argument: str) -> bool:
    """Is the first thing said on such a link a greeting, and what it leads to the second?"""
    return argument.partition("-")[0] in ("m", "w")


def count_source(turn: Turn, argument: str) -> Turn:
    """A link of `s-<source>` was followed."""
    kind, _, source = argument.partition("-")
    return turn.with_state(arrived_from=source) if kind == "s" and source else turn


async def menu(turn: Turn, argument: str) -> Turn:
    return _menu(turn, "")


def _menu(turn: Turn, said: str) -> Turn:
    """The main menu, perhaps after a word on what was just done."""
    return turn.visited("menu").say(
        f"{said} {turn.words('menu-what')}".strip(),
        _path_row(turn),
        [turn.button("button-open", "open"), turn.button("button-saved", "saved")],
        [turn.button("button-profile", "profile"), turn.button("button-help", "help")],
        [turn.button("button-human", "human"), turn.button("button-privacy", "privacy")],
    )


def _path_row(turn: Turn) -> Row:
    """The way to one's own path, where paths are planned."""
    return [turn.button("button-path", "path")] if turn.desk.books.planner else []


async def back(turn: Turn, argument: str) -> Turn:
    """To the screen before this one; pages of lists that are gone are passed over."""
    *trail, _here = turn.state.conversation.back or ("menu",)
    if turn.waited:
        trail = list(turn.state.conversation.back)
    while trail:
        place = Action.parse(trail.pop())
        if place is not None and not _is_gone(turn, place):
            return turn.talk(back=tuple(trail)).then(place.name, place.argument)
    return turn.talk(back=()).then("menu")


async def cancel(turn: Turn, argument: str) -> Turn:
    """Leave whatever waited for an answer."""
    key = "cancel-done" if turn.waited else "cancel-nothing"
    return _menu(turn.remember("after", None), turn.words(key))


def _is_gone(turn: Turn, place: Action) -> bool:
    current = lists.shown(turn)
    return place.name == "page" and (current is None or place.argument.split(".")[0] != str(current.stamp))


def _greeting(turn: Turn, key: str) -> str:
    return turn.words(key, organisation=escape(turn.desk.organisation.name))


SKILL = Skill(actions={"start": start, "menu": menu, "back": back, "cancel": cancel})
