"""«Мой путь»: the questions, then the path itself in short; the steps are `path_steps`."""

from typing import Final

from bot.dialogue.actions import action
from bot.dialogue.markup_text import bold
from bot.dialogue.messages import Button
from bot.dialogue.path_changes import changes_told
from bot.dialogue.path_marks import REMOVED, marks, of_kind, remember_shown, unmarked
from bot.dialogue.path_overview import overview
from bot.dialogue.path_progress import Progress, known, progress, remember, waiting
from bot.dialogue.skill import Skill
from bot.dialogue.skills.path_questions import ask_one, go_on, show
from bot.dialogue.turn import Row, Turn
from bot.path.path import Path
from bot.person.profile import is_child
from bot.person.questions.certain import for_showing
from knowledge.condition_texts import condition_texts
from knowledge.facts import Facts

STEPS_IN_ROW: Final = 4
MOST_BUTTONS: Final = 10
"""In one message of VK: what has no room stands behind «Ещё»."""
MOST_REMOVED: Final = 4
"""Shown to be brought back, the newest; the list goes on as they come back."""
ANEW: Final = "anew"
"""Ask again what was passed over; what is known is not asked."""
FURTHER: Final = "further"
"""Ask what a new wish leaves open."""


async def path(turn: Turn, argument: str) -> Turn:
    """Ask what is still worth asking, then show the path; who has seen it is asked only when they want it.

    Answers are kept, so consent comes first.
    """
    if turn.desk.books.planner is None:
        return turn.then("menu")
    if is_child(turn.facts, turn.today):
        return turn.say(turn.words("path-child"), [turn.button("button-open", "open")])
    if not turn.may_keep:
        return turn.remember("after", action("path")).then("consent")
    if argument == ANEW:
        return await _anew(remember(turn, Progress(stamp=progress(turn).stamp)))
    if argument == FURTHER:
        return await go_on(turn)
    if (now := waiting(turn)) is not None:
        return show(turn, now)
    if turn.person.path.shown_at is not None:
        return turn.then("path-show")
    said = "" if turn.facts.needs else turn.words("path-hello")
    return await go_on(turn, said)


async def _anew(turn: Turn) -> Turn:
    """Where nothing was found, what is known leads nowhere: another wish may."""
    path = turn.person.path
    if path.shown_at is not None and not path.shown:
        return ask_one(turn, "needs", action("path", FURTHER))
    return await go_on(turn)


async def show_path(turn: Turn, argument: str) -> Turn:
    """The path as it is now, with what is different since it was shown last."""
    return await shown(turn)


async def shown(turn: Turn, said: str = "") -> Turn:
    """Say the path; `said`: what has just been done about it."""
    found = await planned(turn)
    if found is None:
        return turn.then("path")
    changed = await changes_told(turn, _to_plan_for(turn))
    stays = turn.words("path-rest-stays") if said and found.steps and not changed else ""
    parts = [" ".join(filter(None, [said, changed or stays])), overview(turn, found)]
    turn = remember_shown(turn, found)
    return turn.visited("path-show").say("\n\n".join(filter(None, parts)), *_buttons(turn, found))


async def planned(turn: Turn) -> Path | None:
    """The path as it is now; None where none is planned."""
    planner = turn.desk.books.planner
    if planner is None or not turn.may_keep or is_child(turn.facts, turn.today):
        return None
    return await planner.path(_to_plan_for(turn), turn.today, marks(turn.person.path))


def _to_plan_for(turn: Turn) -> Facts:
    """What is known, with what it settles and without what is too rare to be assumed."""
    return for_showing(known(turn), turn.today, condition_texts())


async def more(turn: Turn, argument: str) -> Turn:
    """What else can be done with the path."""
    ways = [[one] for one in _ways(turn)]
    return turn.visited("path-more").say(
        turn.words("path-more"),
        *ways,
        [turn.button("button-fix", "profile"), turn.button("button-human", "human")],
        [turn.button("button-path-all", "path-show"), turn.button("button-menu", "menu")],
    )


async def removed(turn: Turn, argument: str) -> Turn:
    """Bring back what was taken out: one measure, or the list of them."""
    out = of_kind(turn.person.path, *REMOVED)
    if argument in out:
        measure = turn.desk.knowledge.measure(argument)
        title = bold(measure.title if measure else argument)
        return await shown(unmarked(turn, [argument]), turn.words("path-brought-back", title=title))
    known_ones = [(id_, one) for id_ in out if (one := turn.desk.knowledge.measure(id_))]
    if not known_ones:
        return turn.then("path-show")
    return turn.visited("back-in").say(
        turn.words("path-removed"),
        *(
            [Button(label=one.title, action=action("back-in", id_))]
            for id_, one in known_ones[-MOST_REMOVED:]
        ),
        [turn.button("button-path-all", "path-show"), turn.button("button-menu", "menu")],
    )


def _buttons(turn: Turn, found: Path) -> list[Row]:
    numbers = [
        Button(label=str(number), action=action("step", one.id)) for number, one in enumerate(found.steps, 1)
    ]
    rows: list[Row] = [
        numbers[start : start + STEPS_IN_ROW] for start in range(0, len(numbers), STEPS_IN_ROW)
    ]
    room = MOST_BUTTONS - len(numbers) - 2
    ways = _ways(turn)
    first = [turn.button("button-open", "open")] if not found.steps else []
    rows += [[one] for one in [*ways, *first][: min(room, 3)]]
    return [*rows, [turn.button("button-path-else", "path-more"), turn.button("button-menu", "menu")]]


def _ways(turn: Turn) -> list[Button]:
    """What can be done with the whole path, the most wanted first."""
    path = turn.person.path
    return [
        turn.button("button-path-go-on", "path", ANEW),
        *([turn.button("button-path-share", "path-share")] if turn.desk.books.sharing else []),
        *([turn.button("button-path-removed", "back-in")] if of_kind(path, *REMOVED) else []),
    ]


SKILL = Skill(
    actions={"path": path, "path-show": show_path, "path-more": more, "back-in": removed},
)
