"""Questions of a path in words: what is asked, what can be chosen, how it is numbered."""

from collections.abc import Sequence
from typing import Final

from bot.dialogue.facts_words import status
from bot.dialogue.markup_text import escape
from bot.dialogue.turn import Turn
from bot.of_another import of_another
from bot.person.questions.units import MOST_CHOICES, NUMBERED, PROJECT, Question, units
from knowledge.condition_texts import condition_texts
from knowledge.vocabulary import vocabulary

AGES: Final = tuple(range(14, 22))
TOWNS: Final = 3
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
    if question.unit not in NUMBERED:
        return turn.words(f"path-ask-{question.asks}", who=turn.who)
    if is_lone(question):
        return _alone(turn, question.items[0], measures)
    shown = tuple(enumerate(question.items, 1))[page * MOST_CHOICES : (page + 1) * MOST_CHOICES]
    plain, personal = ([pair for pair in shown if _is_personal(pair[1]) is kind] for kind in (False, True))
    parts = [_listed(turn, turn.words("path-ask-checklist", who=turn.who), plain)] if plain else []
    if personal:
        key = "path-ask-personal" if plain else "path-ask-situation"
        parts.append(_listed(turn, turn.words(key, measures=measures), personal))
    return "\n\n".join(parts)


def is_lone(question: Question) -> bool:
    """Is it about one statement only, to be answered with yes or no?"""
    return question.unit in NUMBERED and len(question.items) == 1


def _alone(turn: Turn, key: str, measures: str) -> str:
    if key == "citizenship_ru":
        return turn.words("path-ask-citizenship", who=turn.who)
    entry = condition_texts().get(key)
    own = entry.question if entry and turn.who == "you" else None
    asked = own or turn.words("path-ask-alone", statement=statement(turn, key), who=turn.who)
    reason = turn.words("path-ask-alone-personal", measures=measures) if _is_personal(key) else ""
    return " ".join(filter(None, [reason, escape(asked)]))


def _listed(turn: Turn, asked: str, numbered: Sequence[tuple[int, str]]) -> str:
    return "\n".join([asked, *(f"{number}. {escape(statement(turn, key))}" for number, key in numbered)])


def _is_personal(key: str) -> bool:
    return units().is_sensitive(key, condition_texts())


def statement(turn: Turn, key: str) -> str:
    """A key as a sentence about the person: «учишься очно», «есть команда»."""
    if key == "citizenship_ru":
        return turn.words("fact-citizen")
    if key in vocabulary().statuses:
        return status(key, turn.facts, turn.desk.texts)
    return of_another(vocabulary().all_capabilities.get(key, key), turn.who)


def label(turn: Turn, question: Question, place: int) -> str:
    """The words on the button of a choice."""
    item = choices(turn, question)[place]
    if question.unit in NUMBERED:
        return turn.words("button-yes") if is_lone(question) else str(place + 1)
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
