"""«Отвязать Telegram»: the profile stays where one says so; the other account is nobody's again."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from bot.dialogue.link_orders import PartAccounts
from bot.dialogue.link_places import here
from bot.dialogue.messages import Address, Button, Outgoing
from bot.dialogue.phrases import phrases, plain
from bot.dialogue.skill import Skill
from bot.dialogue.turn import Turn

LENGTH: Final = 12


async def part(turn: Turn, argument: str) -> Turn:
    """Which one? With an account named: are you sure?"""
    if not turn.state.linked:
        return turn.say(turn.words("link-part-nothing"), [turn.button("button-menu", "menu")])
    if (one := _named(turn, argument)) is not None:
        sure = turn.button("button-part-yes", "link-cut", argument).model_copy(update={"style": "danger"})
        return turn.wait("link-part", which=argument).say(
            turn.words("link-part-sure", what=_what(turn, one)),
            [sure, turn.button("button-link-no", "cancel")],
        )
    rows = [[button] for button in _choices(turn)]
    return turn.say(turn.words("link-part-which"), *rows, [turn.button("button-cancel", "cancel")])


async def cut(turn: Turn, argument: str) -> Turn:
    """The second step, which counts only right after the first one."""
    one = _named(turn, argument)
    if turn.waited != "link-part" or turn.waiting.get("which") != argument or one is None:
        return turn.then("link-part", argument if one else "")
    notice = Outgoing(text=turn.words("link-parted-notice", where=here(turn)))
    turn = turn.order(PartAccounts(address=one, notice=notice))
    return turn.say(
        turn.words("link-parted", what=_what(turn, one)),
        [turn.button("button-links", "link"), turn.button("button-menu", "menu")],
    )


async def told_part(turn: Turn, text: str) -> Turn | None:
    """«Да» or «нет» in words."""
    which = turn.waiting.get("which")
    if plain(text) in phrases().agree and isinstance(which, str):
        return await cut(turn.leave(), which)
    return turn.leave().then("cancel") if plain(text) in phrases().refuse else None


def _choices(turn: Turn) -> Iterator[Button]:
    """One button for each account; several of one channel are numbered."""
    seen: dict[str, int] = {}
    for one in turn.state.linked:
        seen[one.channel] = seen.get(one.channel, 0) + 1
        label = turn.words(f"button-part-{one.channel}")
        if seen[one.channel] > 1:
            label = turn.words("button-part-nth", label=label, number=str(seen[one.channel]))
        yield Button(label=label, action=turn.action("link-part", _mark(one)))


def _named(turn: Turn, mark: str) -> Address | None:
    return next((one for one in turn.state.linked if _mark(one) == mark), None)


def _mark(one: Address) -> str:
    """What a button says of an account: nothing that could be read."""
    return sha256(f"{one.channel}\n{one.account}".encode()).hexdigest()[:LENGTH]


def _what(turn: Turn, one: Address) -> str:
    return turn.words(f"link-name-{one.channel}")


SKILL = Skill(actions={"link-part": part, "link-cut": cut}, scenes={"link-part": told_part})
