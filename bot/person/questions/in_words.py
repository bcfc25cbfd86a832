"""Answers in words to a message that asks for several things: how to read them, what they settle."""

from collections.abc import Callable
from functools import reduce
from typing import Any, Final

from bot.person.profile import STUDY, merge
from bot.person.questions.answering import with_values
from bot.person.questions.units import OCCUPATION, PROJECT, Question, units
from knowledge.condition_kinds import STUDENT, STUDYING
from knowledge.facts import Facts

Read = Callable[[str | None], Facts]
"""Reads the answer in the light of a question; None: of no question."""
_LISTS: Final = ("needs", "topics")


def told(question: Question, read: Read, known: Facts | None = None, *, is_idle: bool = False) -> Facts:
    """The facts of an answer in words; what its silence settles is among them.

    `known`: silence takes nothing of it back. `is_idle`: no study or work is named («сижу с ребёнком»).
    """
    news = reduce(_joined, map(read, _lights(question)))
    if OCCUPATION not in (question.unit, *question.also):
        return news
    news = merge(Facts(statuses={"employed": False}), news) if is_idle else news
    return _with_silence(news, known or Facts())


def _lights(question: Question) -> tuple[str | None, ...]:
    """The questions in whose light the answer is read; in none what one lacks and likes is seen best."""
    if "topics" in question.also:
        return None, question.unit
    return ("stage", "hours") if question.unit == PROJECT else (question.unit, *question.also)


def _joined(one: Facts, other: Facts) -> Facts:
    """Both; what the first one says counts, of wishes all."""
    lists: dict[str, Any] = {
        key: tuple(dict.fromkeys((*getattr(one, key), *getattr(other, key)))) for key in _LISTS
    }
    return merge(merge(other, one), Facts(**{key: words for key, words in lists.items() if words}))


def _with_silence(news: Facts, known: Facts) -> Facts:
    """Who names an occupation when asked for it names all; who says only «не работаю» may still seek work."""
    group = units().groups[OCCUPATION]
    said = {**news.statuses, **news.capabilities}
    is_student = bool(said.get(STUDENT))
    open_still: set[str] = set()
    if is_student and not any(said.get(kind) for kind in STUDY):
        open_still = {*STUDYING}
    elif not any(said.get(key) for key in group):
        if said.get("employed") is not False:
            return news
        open_still = {"unemployed"}
    held = {**known.statuses, **known.capabilities}
    silent = (key for key in group if key not in said and key not in open_still and not held.get(key))
    return with_values(news, dict.fromkeys(silent, False))
