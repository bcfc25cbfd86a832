"""The questions on the way to a path: one unit a message, by button or in words, nothing twice."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.dialogue.actions import Action, action
from bot.dialogue.learning import keep
from bot.dialogue.markup_text import bold, escape
from bot.dialogue.messages import Button
from bot.dialogue.path_marks import marks
from bot.dialogue.path_progress import Waiting, known, progress, remember, wait_for, waiting
from bot.dialogue.path_words import SINGLE, choices, is_lone, label, question_text
from bot.dialogue.turn import Row, Turn
from bot.person.profile import How, is_child
from bot.person.questions.answering import answered, passing
from bot.person.questions.choosing import Next
from bot.person.questions.open_conditions import open_conditions
from bot.person.questions.units import MOST_CHOICES, NO_PROJECT, NUMBERED, PROJECT, SENSITIVE, Question, units
from bot.wording import short_list
from knowledge.condition_texts import condition_texts
from knowledge.conditions import Verdict
from knowledge.facts import Facts
from knowledge.situation import situation
from knowledge.vocabulary import vocabulary

NUMBERS_IN_ROW = 4
LABELS_IN_ROW = 2
MOST_NAMED = 2
PICKED = "\u2713 "
ALL_ITEMS: Final[Mapping[str, Callable[[], tuple[str, ...]]]] = {
    "needs": lambda: units().needs,
    "topics": lambda: tuple(vocabulary().topics),
    "stage": lambda: (*vocabulary().stages, NO_PROJECT),
    "hours": lambda: tuple(map(str, units().hours)),
}
"""Units that can be asked by themselves -> what can be chosen then."""


async def go_on(turn: Turn, said: str = "") -> Turn:
    """The next question; the path itself when there is none."""
    planner = turn.desk.books.planner
    if planner is None:
        return turn.then("menu")
    to_do = await planner.next_question(known(turn), turn.today, marks(turn.person.path))
    if to_do.question is None:
        return (turn.say(said) if said else turn).then("path-show")
    turn, fits = _first_fit(turn, to_do)
    turn = remember(turn, progress(turn).with_asked(to_do.question))
    return show(turn, Waiting(to_do.question, left=to_do.left), " ".join(filter(None, [said, fits])))


def ask_one(turn: Turn, unit: str, then: str, said: str = "") -> Turn:
    """Ask for one thing again to change it; `then` is the action that follows the answer."""
    question = Question(unit, ALL_ITEMS[unit]())
    turn = remember(turn, progress(turn).with_asked(question))
    return show(turn, Waiting(question, then=then), said)


def show(turn: Turn, now: Waiting, said: str = "") -> Turn:
    """Ask, with what is picked so far marked."""
    question = now.question
    text = question_text(turn, question, now.page, _depending(turn, question))
    left = turn.words("path-left", count=now.left) if now.left > 1 else turn.words("path-left-last")
    left = "" if now.then else left
    return wait_for(turn, now).say(
        "\n\n".join(filter(None, [said, text, left])), *_rows(turn, now), *_controls(turn, now)
    )


def learn(turn: Turn, question: Question, news: Facts, how: How) -> Turn:
    """An answer is kept and the question is over."""
    turn = keep(turn, news, how)
    done = answered(known(turn), question, turn.facts)
    return remember(turn, progress(turn).with_known(done)).leave()


def pass_over(turn: Turn, question: Question) -> Turn:
    """The person cannot or will not tell."""
    return remember(turn, progress(turn).with_known(passing(known(turn), question))).leave()


async def after_answer(turn: Turn, said: str = "") -> Turn:
    """Go on, unless the person turned out to be a child or changed this one thing only."""
    if is_child(turn.facts, turn.today):
        return turn.then("child")
    then = Action.parse(now.then) if (now := waiting(turn)) else None
    if then is not None:
        return (turn.say(said) if said else turn).then(then.name, then.argument)
    return await go_on(turn, said)


async def step_back(turn: Turn) -> Turn:
    """Ask the question before this one again."""
    now, here = progress(turn), waiting(turn)
    if here is not None and (then := Action.parse(here.then)) is not None:
        return turn.leave().then(then.name, then.argument)
    *before, last = now.asked or (None,)
    if here is None or last is None or not before:
        return turn.then("menu")
    previous = before[-1]
    open_again = (
        now.passed
        - {previous.unit, *previous.items}
        - ({"stage", "hours"} if previous.unit == PROJECT else set())
    )
    turn = remember(turn, replace(now, passed=open_again, asked=tuple(before), stamp=now.stamp + 1))
    return show(turn, Waiting(previous, left=here.left + 1))


def stamped(turn: Turn, argument: str) -> tuple[Waiting, int] | None:
    """The waiting question and the number in a button's argument, if the button belongs to it."""
    now = waiting(turn)
    stamp, _, number = argument.partition(".")
    if now is None or stamp != str(progress(turn).stamp) or not number.isdecimal() or len(number) > 3:
        return None
    return now, int(number)


def _first_fit(turn: Turn, to_do: Next) -> tuple[Turn, str]:
    """A measure that surely fits is named as soon as there is one, once."""
    now = progress(turn)
    if now.has_shown_one or not to_do.draft:
        return turn, ""
    verdicts = turn.desk.knowledge.verdicts(turn.facts, turn.today)
    fitting = [id_ for id_ in to_do.draft if verdicts.get(id_) is Verdict.YES]
    measure = turn.desk.knowledge.measure(fitting[0]) if fitting else None
    if measure is None:
        return turn, ""
    turn = remember(turn, replace(now, has_shown_one=True))
    return turn, turn.words("path-first-fit", title=bold(measure.title))


def _depending(turn: Turn, question: Question) -> str:
    """The measures that wait for something sensitive, so that the person sees why we ask."""
    if question.unit != SENSITIVE:
        return ""
    person = situation(turn.facts, turn.today, turn.desk.knowledge.regions, condition_texts())
    wanted = {key for key in question.items if units().is_sensitive(key, condition_texts())}
    needs = set(turn.facts.needs)
    titles = [
        escape(measure.title)
        for measure in turn.desk.knowledge.measures()
        if (not needs or needs.intersection(measure.needs))
        and any(
            wanted.intersection(one.keys)
            for one in open_conditions([measure], person, condition_texts(), frozenset())
        )
    ]
    return short_list(titles[:MOST_NAMED], turn.desk.texts) or turn.words("path-some-measures")


def _rows(turn: Turn, now: Waiting) -> list[Row]:
    offered = choices(turn, now.question)
    first = now.page * MOST_CHOICES
    places = range(first, min(first + MOST_CHOICES, len(offered)))
    buttons = [_choice(turn, now, place) for place in places]
    width = NUMBERS_IN_ROW if now.question.unit in (*NUMBERED, "age") else LABELS_IN_ROW
    rows: list[Row] = [buttons[start : start + width] for start in range(0, len(buttons), width)]
    if len(offered) > places.stop:
        rows.append([turn.button("button-path-more", "path-page", f"{progress(turn).stamp}.{now.page + 1}")])
    return rows


def _choice(turn: Turn, now: Waiting, place: int) -> Button:
    mark = PICKED if place in now.picked else ""
    said = f"{mark}{label(turn, now.question, place)}"
    return Button(label=said, action=action("path-pick", f"{progress(turn).stamp}.{place}"))


def _controls(turn: Turn, now: Waiting) -> list[Row]:
    stamp = progress(turn).stamp
    none = "button-no" if is_lone(now.question) else "button-path-none"
    done = "button-path-done" if now.picked else none
    first = units().first
    is_done_offered = now.question.unit not in SINGLE and (
        now.picked or now.question.unit in (*NUMBERED, "occupation")
    )
    can_stop = not now.then and now.question.unit not in first
    return [
        [
            *([turn.button(done, "path-done", f"{stamp}.0")] if is_done_offered else []),
            turn.button("button-path-skip", "path-skip", f"{stamp}.0"),
        ],
        [
            turn.button("button-back", "path-back"),
            *([turn.button("button-path-show", "path-show")] if can_stop else []),
        ],
    ]
