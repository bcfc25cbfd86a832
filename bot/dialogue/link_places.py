"""Where else a person can talk to us: which channels run here, which are linked, what they are called."""

from collections.abc import Sequence

from bot.dialogue.messages import ChannelName
from bot.dialogue.turn import Row, Turn
from bot.wording import short_list


def here(turn: Turn) -> str:
    """«в VK»: where this talk is."""
    return where(turn, turn.address.channel)


def where(turn: Turn, channel: ChannelName) -> str:
    return turn.words(f"link-in-{channel}")


def linked_places(turn: Turn) -> str:
    """«в VK и на сайте»: where the person's other accounts are; empty when there are none."""
    places = dict.fromkeys(where(turn, other.channel) for other in turn.state.linked)
    return short_list(list(places), turn.desk.texts)


def reachable(turn: Turn) -> Sequence[ChannelName]:
    """The other channels that run here."""
    return [channel for channel in turn.desk.books.deep_links if channel != turn.address.channel]


def can_link(turn: Turn) -> bool:
    """Is there anything to link or to part?"""
    return turn.desk.books.links is not None and bool(reachable(turn) or turn.state.linked)


def link_row(turn: Turn) -> Row:
    """«Связать с VK», «Связать с Telegram»: what runs here and is not linked yet."""
    if turn.desk.books.links is None:
        return []
    linked = {other.channel for other in turn.state.linked}
    return [
        turn.button(f"button-link-{channel}", f"link-{channel}")
        for channel in reachable(turn)
        if channel not in linked
    ]
