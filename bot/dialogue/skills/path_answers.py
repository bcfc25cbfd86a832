"""Answers to the questions of a path, by button or in words; what else is said on the way is taken, too."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.dialogue.learning import acknowledgement, keep
from bot.dialogue.own_words import own_words
from bot.dialogue.path_progress import SCENE, Waiting, waiting
from bot.dialogue.path_ticks import meant
from bot.dialogue.path_words import AGES, SINGLE, choices, is_lone
from bot.dialogue.phrases import phrases
from bot.dialogue.skill import Skill
from bot.dialogue.skills.path_questions import (
    after_answer,
    learn,
    pass_over,
    show,
    stamped,
    step_back,
)
from bot.dialogue.turn import Turn
from bot.person.hearing import concluded
from bot.person.profile import is_child, may_be_child, merge
from bot.person.questions.answering import chosen
from bot.person.questions.in_words import told as told_of
from bot.person.questions.units import (
    CITIZENSHIP,
    MOST_CHOICES,
    NUMBERED,
    OCCUPATION,
    PROJECT,
    Question,
    units,
)
from bot.person.understanding import Rules, Understanding
from knowledge.condition_texts import condition_texts
from knowledge.facts import Facts

NUMBERS: Final = re.compile(r"\W*\d{1,2}(?:\W+\d{1,2})*\W*")
LONGEST_ANSWER: Final = 12
ASKED: Final = {PROJECT: "stage", "checklist": "condition"}
"""Units whose name `bot.person.understanding` does not know -> the nearest that it does."""
FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "needs": frozenset({"needs"}),
    "age": frozenset({"age", "birth_year", "birth_date"}),
    "place": frozenset({"region", "municipality"}),
    "topics": frozenset({"topics"}),
    "stage": frozenset({"stage"}),
    "hours": frozenset({"hours_per_month"}),
    PROJECT: frozenset({"stage", "hours_per_month"}),
    CITIZENSHIP: frozenset({"citizenship_ru"}),
}
"""Units that fields of a profile answer."""
NONE_OF_IT: Final = (*NUMBERED, OCCUPATION)


async def pick(turn: Turn, argument: str) -> Turn:
    """A choice: the answer itself, or a mark more or less."""
    pressed = stamped(turn, argument)
    if pressed is None:
        return turn.then("path")
    now, place = pressed
    if place >= len(choices(turn, now.question)):
        return turn.then("path")
    if now.question.unit in SINGLE or is_lone(now.question):
        return await _answer(turn, now.question, frozenset({place}))
    picked = _marked(now.question, now.picked, place)
    if now.question.unit == PROJECT and len(picked) == 2:
        return await _answer(turn, now.question, picked)
    return _on_screen(show(turn, replace(now, picked=picked)), "path-pick", argument)


async def done(turn: Turn, argument: str) -> Turn:
    """What is marked holds, the rest does not."""
    pressed = stamped(turn, argument)
    return (
        turn.then("path") if pressed is None else await _answer(turn, pressed[0].question, pressed[0].picked)
    )


async def page(turn: Turn, argument: str) -> Turn:
    """More choices."""
    pressed = stamped(turn, argument)
    if pressed is None or pressed[1] * MOST_CHOICES >= len(choices(turn, pressed[0].question)):
        return turn.then("path")
    return _on_screen(show(turn, replace(pressed[0], page=pressed[1])), "path-page", argument)


async def skip(turn: Turn, argument: str) -> Turn:
    """«Не знаю»."""
    pressed = stamped(turn, argument)
    if pressed is None:
        return turn.then("path")
    return await after_answer(pass_over(turn, pressed[0].question))


async def back(turn: Turn, argument: str) -> Turn:
    return await step_back(turn)


async def told(turn: Turn, text: str) -> Turn | None:
    """An answer in words; None when it is something else."""
    now = waiting(turn)
    if now is None:
        return None
    if now.question.unit in NUMBERED and NUMBERS.fullmatch(text):
        places = frozenset(int(number) - 1 for number in re.findall(r"\d+", text))
        if all(0 <= place < len(now.question.items) for place in places):
            return await _answer(turn, now.question, places)
    rules = Rules(turn.desk.knowledge.regions, turn.desk.home_region)

    def read(asked: str | None) -> Understanding:
        return rules.understand(text, ASKED.get(asked, asked) if asked else None, turn.facts)

    news = told_of(
        now.question,
        lambda asked: concluded(read(asked).news),
        turn.facts,
        is_idle=phrases().is_idle(text),
    )
    said = read(now.question.unit)
    news = _with_own_words(news, now.question, said)
    return await _by_intent(turn, now, said) or await _by_facts(turn, now, news, text)


async def _by_intent(turn: Turn, now: Waiting, said: Understanding) -> Turn | None:
    """«Не знаю», «назад», «хватит», a bare yes or no."""
    if phrases().asks_why(said.text):
        return None
    match said.intent:
        case "skip":
            return await after_answer(pass_over(turn, now.question))
        case "back":
            return await step_back(turn)
        case "stop_asking":
            return turn.leave().then("path-show")
        case "no" if now.question.unit in NONE_OF_IT:
            return await _answer(turn, now.question, frozenset())
        case "yes" if len(now.question.items) == 1:
            return await _answer(turn, now.question, frozenset({0}))
        case _:
            return None


async def _by_facts(turn: Turn, now: Waiting, news: Facts, text: str) -> Turn | None:
    if not news.model_fields_set:
        return _not_understood(turn, now, text)
    if may_be_child(news, turn.today) and not is_child(news, turn.today):
        return show(turn, now, turn.words("question-age-exactly"))
    acknowledged = acknowledgement(keep(turn, news, "said"), _spoken(news))
    if not _answers(news, now.question):
        return await _beside(turn, now, news, acknowledged)
    turn = learn(turn, _told_part(now.question, news), news, "said")
    if now.question.unit in FIELDS:
        return await after_answer(turn, acknowledged)
    # Of what was offered, what the words leave open is not asked a second time.
    rest = tuple(item for item in now.question.items if item not in {*news.statuses, *news.capabilities})
    return await after_answer(pass_over(turn, Question(now.question.unit, rest)), acknowledged)


async def _beside(turn: Turn, now: Waiting, news: Facts, acknowledged: str) -> Turn:
    """Something else was told. Who tells nothing new twice has no better answer: the question is over."""
    if merge(turn.facts, news) != turn.facts:
        return await after_answer(keep(turn, news, "said").leave(), acknowledged)
    if now.misses:
        return await after_answer(pass_over(turn, now.question))
    return _once_more(turn, now)


def _once_more(turn: Turn, now: Waiting) -> Turn:
    """The same question, the second time with a way out."""
    key = "path-not-understood-again" if now.misses else "path-not-understood"
    return show(turn, replace(now, misses=now.misses + 1), turn.words(key))


def _with_own_words(news: Facts, question: Question, said: Understanding) -> Facts:
    """What somebody wants, in their own words, tells more than needs and topics do."""
    if question.unit != "needs" or not {"needs", "topics"} & news.model_fields_set:
        return news
    goal = own_words(said)
    return merge(news, Facts(goal=goal)) if goal else news


def _spoken(news: Facts) -> Facts:
    """What is told back: what follows from silence goes unsaid beside what holds, and so do own words."""
    said = news.model_dump(exclude_unset=True, exclude={"goal"})
    for group in ("statuses", "capabilities"):
        if holds := {word: True for word, flag in said.get(group, {}).items() if flag}:
            said |= {group: holds}
        elif any(said.get("statuses", {}).values()):
            said.pop(group, None)
    return Facts.model_validate(said)


def _told_part(question: Question, news: Facts) -> Question:
    """Who tells only the stage is still asked for the hours, and the other way round."""
    if question.unit != PROJECT or FIELDS[PROJECT] <= news.model_fields_set:
        return question
    return Question("stage" if "stage" in news.model_fields_set else "hours", ())


def _not_understood(turn: Turn, now: Waiting, text: str) -> Turn | None:
    if phrases().asks_why(text):
        return show(turn, now, turn.words("question-why"))
    if len(text.split()) > LONGEST_ANSWER:
        return None
    if ticks := meant(turn, now.question, text):
        return show(turn, replace(now, picked=now.picked | ticks), turn.words("path-ticked"))
    return _once_more(turn, now)


def _answers(news: Facts, question: Question) -> bool:
    """Do the facts belong to the question, or to one that was asked in the same breath?"""
    said = {*news.statuses, *news.capabilities}
    for unit in (question.unit, *question.also):
        fields = FIELDS.get(unit, frozenset())
        keys = question.items if unit == question.unit else units().groups.get(unit, ())
        if not fields.isdisjoint(news.model_fields_set) or not said.isdisjoint(keys):
            return True
    return False


async def _answer(turn: Turn, question: Question, picked: frozenset[int]) -> Turn:
    offered = choices(turn, question)
    words = [offered[place] for place in sorted(picked)]
    if question.unit == "age":
        news = Facts(age=AGES[min(picked)])
    elif question.unit == "place":
        news = Facts(region=turn.desk.home_region, municipality=words[0])
    elif question.unit in ("needs", "topics") and not words:
        return await after_answer(pass_over(turn, question))
    elif untold := _untold(question, words):
        told_part = replace(question, items=tuple(key for key in question.items if key not in untold))
        turn = learn(turn, told_part, chosen(told_part, words, Facts()), "chosen")
        return await after_answer(pass_over(turn, replace(question, items=untold)))
    else:
        news = chosen(question, words, Facts())
    return await after_answer(learn(turn, question, news, "chosen"))


def _untold(question: Question, picked: list[str]) -> tuple[str, ...]:
    """The personal things beside what is picked: not to tell of one of them does not deny it."""
    if question.unit not in NUMBERED or not picked:
        return ()
    return tuple(
        key for key in question.items if key not in picked and units().is_sensitive(key, condition_texts())
    )


def _marked(question: Question, picked: frozenset[int], place: int) -> frozenset[int]:
    """One mark more or less; of stage and hours one each."""
    if question.unit != PROJECT or place in picked:
        return picked ^ {place}
    is_hours = question.items[place].isdecimal()
    return frozenset(other for other in picked if question.items[other].isdecimal() != is_hours) | {place}


def _on_screen(turn: Turn, name: str, argument: str) -> Turn:
    """The question takes the place of the message with the pressed button; «назад» passes it by."""
    trail = tuple(place for place in turn.state.conversation.back if not place.startswith("path-p"))
    return turn.talk(back=trail).visited(name, argument)


SKILL = Skill(
    actions={
        "path-pick": pick,
        "path-done": done,
        "path-page": page,
        "path-skip": skip,
        "path-back": back,
    },
    scenes={SCENE: told},
    pages=frozenset({"path-pick", "path-page"}),
)
