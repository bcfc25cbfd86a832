"""«Мой путь»: the questions, then the plan itself, a short text with a card for each step."""

from dataclasses import replace
from datetime import date

from bot.dialogue import cards
from bot.dialogue.actions import action
from bot.dialogue.markup_text import bold, escape
from bot.dialogue.messages import Button
from bot.dialogue.path_progress import Progress, known, remember, waiting
from bot.dialogue.skill import Skill
from bot.dialogue.skills.path_questions import go_on, show
from bot.dialogue.turn import Row, Turn
from bot.path.months import first_day
from bot.path.path import Path, Step
from bot.path.words import check_texts, why_texts
from bot.person.profile import is_child
from bot.person.questions.answering import unassuming
from bot.reasons import reason_text
from bot.wording import benefit_sum, day, money
from knowledge.measure import SupportMeasure

MOST_ALMOST = 3
STEPS_IN_ROW = 4
ANEW = "anew"
"""Ask again what was passed over; what is known is not asked."""


async def path(turn: Turn, argument: str) -> Turn:
    """Ask what is still worth asking, then show the path. Answers are kept, so consent comes first."""
    if turn.desk.books.planner is None:
        return turn.then("menu")
    if is_child(turn.facts, turn.today):
        return turn.say(turn.words("path-child"), [turn.button("button-open", "open")])
    if not turn.may_keep:
        return turn.remember("after", action("path")).then("consent")
    if argument == ANEW:
        return await go_on(remember(turn, Progress()))
    if (now := waiting(turn)) is not None:
        return show(turn, now)
    said = "" if turn.facts.needs else turn.words("path-hello")
    return await go_on(turn, said)


async def show_path(turn: Turn, argument: str) -> Turn:
    """The path as it is now, short."""
    found = await _plan(turn)
    if found is None:
        return turn.then("path")
    text = _overview(turn, found) if found.steps else _nothing(turn, found)
    turn = turn.visited("path-show")
    return turn.say(text, *_step_buttons(turn, found), *_ways_on(turn))


async def step(turn: Turn, argument: str) -> Turn:
    """One step: why it is there, what to check, papers, how, where, how fresh."""
    found = await _plan(turn)
    one = next((one for one in found.steps if one.id == argument), None) if found else None
    measure = turn.desk.knowledge.measure(argument)
    if one is None or measure is None:
        return turn.then("path-show")
    return turn.visited("path-step", one.id).say(
        "\n\n".join([*_reasons(turn, one), cards.details(turn, measure, turn.facts)]),
        [turn.button("button-to-card", "m", one.id), turn.button("button-path-all", "path-show")],
        [turn.button("button-back", "back"), turn.button("button-menu", "menu")],
    )


async def _plan(turn: Turn) -> Path | None:
    planner = turn.desk.books.planner
    if planner is None or not turn.may_keep or is_child(turn.facts, turn.today):
        return None
    return await planner.path(unassuming(known(turn)), turn.today)


def _overview(turn: Turn, found: Path) -> str:
    first = _measure(turn, found.steps[0].id)
    lines = [_line(turn, number, one) for number, one in enumerate(found.steps, 1)]
    sure = sum(one.income_rub for one in found.steps if not one.unknown)
    total = turn.words("path-total", sum=money(sure, turn.desk.texts)) if sure else ""
    doubts = any(one.unknown for one in found.steps)
    draft = turn.words("path-draft") if doubts else ""
    this_week = turn.words("path-this-week", action=escape(first.steps[0])) if first else ""
    head = turn.words("path-title", count=len(found.steps))
    return "\n\n".join(
        filter(None, [head, *lines, total, this_week, draft, turn.words("path-check-dates-too")])
    )


def _line(turn: Turn, number: int, one: Step) -> str:
    measure = _measure(turn, one.id)
    if measure is None:
        return f"**{number}.** {one.id}"
    figures = [_when(turn, one), benefit_sum(measure.benefit, turn.desk.texts)]
    marks = [turn.words("path-to-check")] if one.unknown or one.check else []
    return f"**{number}. {escape(measure.title)}**\n" + " · ".join(filter(None, [*figures, *marks]))


def _when(turn: Turn, one: Step) -> str:
    if one.start is None or one.finish is None:
        return turn.words("plan-undated")
    if one.apply_by is not None:
        return turn.words("path-apply-by", day=day(one.apply_by, turn.today, turn.desk.texts))
    first, last = first_day(one.start), first_day(one.finish)
    finish = _month(turn, last)
    if first == last:
        return turn.words("path-expected-month", month=finish) if one.expected else finish
    start = turn.words("month-name", month=first.month) if first.year == last.year else _month(turn, first)
    return turn.words("plan-expected" if one.expected else "plan-months", start=start, finish=finish)


def _month(turn: Turn, first: date) -> str:
    name = turn.words("month-name", month=first.month)
    return name if first.year == turn.today.year else turn.words("date-year", day=name, year=str(first.year))


def _reasons(turn: Turn, one: Step) -> list[str]:
    titles = {measure.id: measure.title for measure in turn.desk.knowledge.measures()}
    why = why_texts(one, titles, turn.desk.texts)
    check = check_texts(replace(one, unknown=()), titles, turn.desk.texts)  # the conditions stand below
    listed = [("path-why", why), ("path-check", check)]
    return [
        "\n".join([turn.words(key), *(f"- {escape(line)}" for line in lines)])
        for key, lines in listed
        if lines
    ]


def _nothing(turn: Turn, found: Path) -> str:
    """Said kindly, with what is near and what would change it."""
    lines = []
    for one in found.almost[:MOST_ALMOST]:
        if (measure := _measure(turn, one.id)) is not None:
            missing = escape(reason_text(one.missing, turn.desk.texts))
            lines.append(turn.words("path-almost", title=bold(measure.title), missing=missing))
    return "\n\n".join([turn.words("path-nothing"), *lines])


def _step_buttons(turn: Turn, found: Path) -> list[Row]:
    numbers = [
        Button(label=str(number), action=action("path-step", one.id))
        for number, one in enumerate(found.steps, 1)
    ]
    return [numbers[start : start + STEPS_IN_ROW] for start in range(0, len(numbers), STEPS_IN_ROW)]


def _ways_on(turn: Turn) -> list[Row]:
    return [
        [turn.button("button-path-go-on", "path", ANEW), turn.button("button-fix", "profile")],
        [turn.button("button-menu", "menu"), turn.button("button-human", "human")],
    ]


def _measure(turn: Turn, id_: str) -> SupportMeasure | None:
    return turn.desk.knowledge.measure(id_)


SKILL = Skill(actions={"path": path, "path-show": show_path, "path-step": step})
