"""Bringing a talk over: the list and the cards on the screen go on in another account, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.dialogue import lists
from bot.dialogue.actions import Action, action
from bot.dialogue.state import Conversation, State
from bot.dialogue.turn import Turn

PLACES: Final = ("page", "m", "d")


def last_place(turn: Turn) -> Action | None:
    """The list page or card that was shown last."""
    for raw in reversed(turn.state.conversation.back):
        place = Action.parse(raw)
        if place is not None and place.name in PLACES:
            return place
    return None


def move(turn: Turn, theirs: Conversation) -> Turn:
    """The turn at the place where the other talk stands; at its own when that one has none.

    «Мои меры» do not move: they belong to the person and come with the profile.
    """
    other = replace(turn, state=State(conversation=theirs))
    shown = lists.shown(other)
    listed = shown if shown and shown.kind != "saved" else None
    moved = lists.begin(turn, listed.kind, listed.ids) if listed else turn
    trail = tuple(_trail(theirs, listed, lists.shown(moved)))
    return moved.talk(back=trail) if trail else turn


def _trail(theirs: Conversation, old: lists.ListShown | None, new: lists.ListShown | None) -> Iterator[str]:
    for raw in theirs.back:
        place = Action.parse(raw)
        if place is None or place.name not in PLACES:
            continue
        if place.name != "page":
            yield raw
        elif old and new:
            stamp, _, offset = place.argument.partition(".")
            if stamp == str(old.stamp):
                yield action("page", f"{new.stamp}.{offset}")
