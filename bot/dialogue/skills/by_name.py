"""Somebody asks about one measure by its name: its card, and what is akin to it."""

from typing import Final

from bot.dialogue import lists
from bot.dialogue.judging import search
from bot.dialogue.markup_text import escape
from bot.dialogue.messages import Button
from bot.dialogue.naming import asked_about, bearing
from bot.dialogue.skills.card import show
from bot.dialogue.turn import Turn
from knowledge.measure import SupportMeasure

SHOWN: Final = 5
"""The card and four akin to it: one page of a list."""
LOOKED_AT: Final = 10
MOST_MEANT: Final = 4
"""A name that more measures bear is a kind of measures: «стипендия»."""


async def card_of_named(turn: Turn, text: str, said: str) -> Turn | None:
    """The card of the measure that the words clearly name, then what is akin; None when they name none."""
    asked = asked_about(text)
    if number := lists.numbered(turn, asked):
        return await show(turn.say(said) if said else turn, number)
    name = asked or text
    if not bearing(name, turn.desk.knowledge.measures(), asked=bool(asked)):
        return None
    found = [hit.measure for hit in await search(turn, name, turn.facts, LOOKED_AT)]
    meant = bearing(name, found, asked=bool(asked))
    if not 1 <= len(meant) <= (MOST_MEANT if asked else 1):
        return None
    measures = [*meant, *(measure for measure in found if measure not in meant)][:SHOWN]
    turn = lists.begin(turn, "search", [measure.id for measure in measures])
    turn = turn.visited("page", lists.place(turn, 0))
    alone = len(measures) == 1
    turn = await show(turn.say(said) if said else turn, measures[0].id, alone=alone)
    return turn if alone else _akin(turn, measures[1:])


def _akin(turn: Turn, measures: list[SupportMeasure]) -> Turn:
    numbered = list(enumerate(measures, start=2))
    lines = [f"{number}. {escape(measure.title)}" for number, measure in numbered]
    buttons = [Button(label=str(number), action=turn.action("m", measure.id)) for number, measure in numbered]
    return turn.say(
        "\n".join([turn.words("search-akin"), *lines]),
        buttons,
        [turn.button("button-akin-list", "page", lists.place(turn, 0))],
    )
