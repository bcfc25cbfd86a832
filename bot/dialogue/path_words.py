"""Questions of a path in words: what is asked, what can be chosen, how it is numbered."""

from typing import Final

from bot.dialogue.facts_words import status
from bot.dialogue.markup_text import escape
from bot.dialogue.turn import Turn
from bot.person.questions.units import CHECKLIST, MOST_CHOICES, PROJECT, SENSITIVE, Question
from knowledge.vocabulary import vocabulary

AGES: Final = tuple(range(14, 22))
TOWNS: Final = 3
NUMBERED: Final = (CHECKLIST, SENSITIVE)
"""Units whose choices are sentences: they stand in the text, the buttons carry their numbers."""
SINGLE: Final = ("age", "place", "stage", "hours")
"""Units of which one choice is the answer."""


def choices(turn: Turn, question: Question) -> tuple[str, ...]:
    """What can be chosen: the items of the question, for age and place what most people answer."""
    if question.unit == "age":
        return tuple(map(str, AGES))
    if question.unit == "place":
        entry = turn.desk.knowledge.regions.entries.get(turn.desk.home_region)
        return (
            tuple(town.name for town in entry.municipalities if town.kind == "city")[:TOWNS] if entry else ()
        )
    return question.items


def question_text(turn: Turn, question: Question, page: int, measures: str) -> str:
    """The question with its numbered choices; `measures`: those that depend on a sensitive one."""
    if question.unit == SENSITIVE:
        asked = turn.words("path-ask-situation", measures=measures)
    else:
        asked = turn.words(f"path-ask-{question.asks}", who=turn.who)
    if question.unit not in NUMBERED:
        return asked
    first = page * MOST_CHOICES
    lines = [
        f"{number}. {escape(statement(turn, key))}"
        for number, key in enumerate(question.items[first : first + MOST_CHOICES], first + 1)
    ]
    return "\n".join([asked, *lines])


def statement(turn: Turn, key: str) -> str:
    """A key as a sentence about the person: «учишься очно», «есть команда»."""
    if key == "citizenship_ru":
        return turn.words("fact-citizen")
    if key in vocabulary().statuses:
        return status(key, turn.facts, turn.desk.texts)
    return vocabulary().all_capabilities.get(key, key)


def label(turn: Turn, question: Question, place: int) -> str:
    """The words on the button of a choice."""
    item = choices(turn, question)[place]
    if question.unit in NUMBERED:
        return str(place + 1)
    if question.unit == "occupation":
        return turn.words(f"path-occupation-{item.replace('_', '-')}", who=turn.who)
    if question.unit in ("stage", "hours", PROJECT):
        return (
            turn.words("path-hours", hours=int(item))
            if item.isdecimal()
            else turn.words(f"path-stage-{item}")
        )
    labels = {**vocabulary().topics} if question.unit == "topics" else {**vocabulary().needs}
    said = labels.get(item, item)
    return said[:1].upper() + said[1:]
