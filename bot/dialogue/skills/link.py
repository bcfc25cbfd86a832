"""«Связать с VK»: make a one-time code here, enter one that was made elsewhere."""

from math import ceil
from typing import Final

from bot.dialogue import link_codes
from bot.dialogue.link_orders import ALIVE, CountTry, EnterCode, IssueCode, LinkOffer, Tries
from bot.dialogue.link_places import link_row, linked_places, reachable, where
from bot.dialogue.messages import Button, ChannelName
from bot.dialogue.moving import last_place, move
from bot.dialogue.phrases import phrases
from bot.dialogue.ports import LinkBook
from bot.dialogue.skill import ActionHandler, Skill
from bot.dialogue.skills.link_join import may_join, propose
from bot.dialogue.turn import Turn

EXAMPLE: Final = "7KH4M2XD"


async def link(turn: Turn, argument: str) -> Turn:
    """What is linked and what can be."""
    if turn.desk.books.links is None:
        return _not_here(turn)
    if (code := link_codes.read_code(argument)) is not None:
        return turn.then("link-code", code)
    places = linked_places(turn)
    lines = [turn.words("link-what")]
    lines += [turn.words("link-now", places=places)] if places else []
    lines += [] if reachable(turn) else [turn.words("link-alone")]
    part = [turn.button("button-part", "link-part")] if places else []
    return turn.visited("link").say(
        "\n\n".join(lines),
        link_row(turn),
        [turn.button("button-link-enter", "link-enter"), *part],
        [turn.button("button-back", "back"), turn.button("button-menu", "menu")],
    )


def to(channel: ChannelName) -> ActionHandler:
    """«Связать с VK»: a code for this channel; `fresh` consent brings one back here."""

    async def link_to(turn: Turn, argument: str) -> Turn:
        book = turn.desk.books.links
        if book is None or channel not in reachable(turn):
            return turn.then("link")
        if argument == "consent" and not turn.may_keep:
            return turn.remember("after", f"link-{channel}").then("consent")
        return _issue(turn, book, channel)

    return link_to


async def enter(turn: Turn, argument: str) -> Turn:
    """«У меня есть код»."""
    if turn.desk.books.links is None:
        return _not_here(turn)
    return turn.wait("link").say(
        turn.words("link-enter", example=link_codes.shown(EXAMPLE)), [turn.button("button-cancel", "cancel")]
    )


async def told_code(turn: Turn, text: str) -> Turn | None:
    """Words to the question for a code; a whole code has been understood before they come here."""
    one_word = len(text.split()) <= 2 and any(letter.isdecimal() for letter in text)
    return _misshapen(turn) if one_word and not phrases().action(text) else None


async def code(turn: Turn, argument: str) -> Turn:
    """A code was entered: look where it leads."""
    book, signs = turn.desk.books.links, link_codes.read_code(argument)
    if book is None:
        return _not_here(turn)
    if signs is None:
        return _misshapen(turn)
    tries = await book.tries(turn.address, turn.now)
    if tries.again_at is not None:
        return _has_to_wait(turn, tries)
    offer = await book.offer(signs, turn.address, turn.now)
    if offer is None:
        return _wrong(turn, tries)
    if offer.address == turn.address:
        return turn.say(turn.words("link-own"), _ways_on(turn))
    return _entered(turn, offer)


def _issue(turn: Turn, book: LinkBook, channel: ChannelName) -> Turn:
    signs = book.new_code()
    address = turn.desk.books.deep_links[channel](f"w-{signs}")
    ways = turn.words(
        "link-code-press" if address else "link-code-type",
        where=where(turn, channel),
        minutes=str(int(ALIVE.total_seconds()) // 60),
    )
    has_profile = turn.may_keep and turn.state.person is not None
    lines = [turn.words("link-code", code=link_codes.shown(signs)), ways]
    lines += [turn.words("link-code-secret" if has_profile else "link-code-place")]
    door = [Button(label=turn.words(f"button-link-open-{channel}"), url=address)] if address else []
    profile = [] if has_profile else [turn.button("button-remember-me", f"link-{channel}", "consent")]
    return turn.order(IssueCode(mark=book.mark(signs))).say(
        "\n\n".join(lines), door, profile, [turn.button("button-menu", "menu")]
    )


def _entered(turn: Turn, offer: LinkOffer) -> Turn:
    """The code is good: the place moves here, and with both consents the profile can be shared."""
    turn = turn.order(EnterCode(mark=offer.mark))
    there = where(turn, offer.address.channel)
    if offer.address in turn.state.linked:
        return turn.say(turn.words("link-already", where=there), _ways_on(turn))
    if may_join(turn, offer):
        fresh = last_place(turn) is None
        return propose(move(turn, offer.state.conversation) if fresh else turn, offer)
    moved = move(turn, offer.state.conversation)
    place = last_place(moved)
    if moved is turn or place is None:
        return turn.say(turn.words("link-moved-nothing", where=there), _ways_on(turn))
    return moved.say(turn.words("link-moved", where=there)).then(place.name, place.argument)


def _wrong(turn: Turn, tries: Tries) -> Turn:
    turn = turn.order(CountTry())
    if tries.left <= 1:
        return turn.say(turn.words("link-wait", minutes=10), _ways_on(turn))
    return turn.wait("link").say(
        turn.words("link-wrong", left=tries.left - 1), [turn.button("button-cancel", "cancel")]
    )


def _has_to_wait(turn: Turn, tries: Tries) -> Turn:
    seconds = (tries.again_at - turn.now).total_seconds() if tries.again_at else 0
    return turn.say(turn.words("link-wait", minutes=max(1, ceil(seconds / 60))), _ways_on(turn))


def _misshapen(turn: Turn) -> Turn:
    return turn.wait("link").say(
        turn.words("link-shape", example=link_codes.shown(EXAMPLE)), [turn.button("button-cancel", "cancel")]
    )


def _not_here(turn: Turn) -> Turn:
    return turn.say(turn.words("link-not-here"), [turn.button("button-menu", "menu")])


def _ways_on(turn: Turn) -> list[Button]:
    return [turn.button("button-open", "open"), turn.button("button-menu", "menu")]


SKILL = Skill(
    actions={
        "link": link,
        "link-telegram": to("telegram"),
        "link-vk": to("vk"),
        "link-web": to("web"),
        "link-enter": enter,
        "link-code": code,
    },
    scenes={"link": told_code},
)
