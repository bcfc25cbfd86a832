"""A step of the path and what one can say of it: done, not for me, have it already."""

from typing import Final

from bot.dialogue.actions import action
from bot.dialogue.learning import keep
from bot.dialogue.markup_text import bold
from bot.dialogue.messages import Button
from bot.dialogue.path_card import step_card
from bot.dialogue.path_marks import What, mark_of, marked
from bot.dialogue.skill import ActionHandler, Skill
from bot.dialogue.skills.path import planned, shown
from bot.dialogue.skills.path_questions import ask_one
from bot.dialogue.step_words import ORDER
from bot.dialogue.turn import Row, Turn
from bot.path.path import Step
from bot.path.weights import CONTESTS
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure

MOST_STEPS: Final = 8
SAID: Final[dict[What, str]] = {
    "done": "path-said-done",
    "tried": "path-said-done",
    "waiting": "path-said-waiting",
    "lost": "path-said-lost",
    "unwanted": "path-said-unwanted",
}


async def step(turn: Turn, argument: str) -> Turn:
    """The card of one step; an old button says so and shows the path as it is."""
    id_ = argument or turn.step_on_screen
    found = await planned(turn)
    one = next((one for one in found.steps if one.id == id_), None) if found else None
    measure = turn.desk.knowledge.measure(id_)
    if found is None or one is None or measure is None:
        return await shown(turn, turn.words(_why_gone(turn, id_)))
    return turn.visited("step", id_).say(step_card(turn, found, one, measure), *_buttons(turn, one))


async def did(turn: Turn, argument: str) -> Turn:
    """«Сделано»: asked on only when something depends on how it went."""
    id_ = argument or turn.step_on_screen
    measure = turn.desk.knowledge.measure(id_)
    if measure is None:
        return turn.then("path-show")
    if measure.gives or measure.kind in CONTESTS:
        return _ask_how_it_went(turn, measure)
    return await shown(marked(turn, id_, "tried"), _said(turn, measure, "tried"))


def said_of(what: What) -> ActionHandler:
    """The person says this of a step, and the path is planned anew."""

    async def say(turn: Turn, argument: str) -> Turn:
        measure = turn.desk.knowledge.measure(argument or turn.step_on_screen)
        if measure is None:
            return turn.then("path-show")
        return await shown(marked(turn, measure.id, what), _said(turn, measure, what))

    return say


async def not_for_me(turn: Turn, argument: str) -> Turn:
    """«Не для меня»: why? A lack of time is another thing than a lack of wish."""
    measure = turn.desk.knowledge.measure(argument or turn.step_on_screen)
    if measure is None:
        return turn.then("path-show")
    return turn.say(
        turn.words("path-why-not-for-me", title=bold(measure.title)),
        [turn.button("button-path-dull", "dull", measure.id)],
        [
            turn.button("button-path-busy", "busy", measure.id),
            turn.button("button-path-lost", "lost", measure.id),
        ],
        [turn.button("button-path-to-step", "step", measure.id), turn.button("button-path-all", "path-show")],
    )


async def busy(turn: Turn, argument: str) -> Turn:
    """«Нет времени»: how many hours are there? The path is planned for so many."""
    return ask_one(turn, "hours", "path-show", turn.words("path-said-busy"))


async def which(turn: Turn, argument: str) -> Turn:
    """Something was said of a step, and nobody can tell of which; `argument`: the action it was."""
    known = [(one.id, turn.desk.knowledge.measure(one.id)) for one in turn.person.path.shown]
    titles = [Button(label=one.title, action=action(argument, id_)) for id_, one in known if one]
    if not titles or argument not in ORDER:
        return turn.then("path-show")
    return turn.say(
        turn.words("path-which-step"),
        *([one] for one in titles[:MOST_STEPS]),
        [turn.button("button-path-all", "path-show"), turn.button("button-menu", "menu")],
    )


async def had(turn: Turn, argument: str) -> Turn:
    """«Уже есть»: a fact of the profile; what it gives counts from now on."""
    measure = turn.desk.knowledge.measure(argument or turn.step_on_screen)
    if measure is None:
        return turn.then("path-show")
    has = tuple(dict.fromkeys((*turn.facts.has, measure.id)))
    return await shown(
        keep(turn, Facts(has=has), "chosen"), turn.words("path-said-had", title=bold(measure.title))
    )


def _ask_how_it_went(turn: Turn, measure: SupportMeasure) -> Turn:
    key = "path-how-contest" if measure.kind in CONTESTS else "path-how-result"
    return turn.say(
        turn.words(key, title=bold(measure.title)),
        *_outcomes(turn, measure.id),
        [turn.button("button-path-all", "path-show"), turn.button("button-menu", "menu")],
    )


def _said(turn: Turn, measure: SupportMeasure, what: What) -> str:
    return turn.words(SAID[what], title=bold(measure.title))


def _why_gone(turn: Turn, id_: str) -> str:
    """What is said to a button of a step that is none any more."""
    match mark_of(turn.person.path, id_):
        case "done" | "tried":
            return "path-step-done"
        case _:
            return "path-step-gone"


def _buttons(turn: Turn, one: Step) -> list[Row]:
    back = [turn.button("button-path-all", "path-show"), turn.button("button-menu", "menu")]
    if one.is_under_way:
        return [*_outcomes(turn, one.id), back]
    return [
        [
            turn.button("button-path-did", "did", one.id).model_copy(update={"style": "primary"}),
            turn.button("button-path-had", "had", one.id),
        ],
        [
            turn.button("button-path-not-for-me", "notme", one.id),
            turn.button("button-path-other", "other", one.id),
        ],
        [turn.button("button-path-why-this", "whynot", one.id)],
        back,
    ]


def _outcomes(turn: Turn, id_: str) -> list[Row]:
    return [
        [turn.button("button-path-got", "got", id_), turn.button("button-path-lost", "lost", id_)],
        [turn.button("button-path-await", "await", id_)],
    ]


SKILL = Skill(
    actions={
        "step": step,
        "did": did,
        "got": said_of("done"),
        "await": said_of("waiting"),
        "lost": said_of("lost"),
        "notme": not_for_me,
        "dull": said_of("unwanted"),
        "busy": busy,
        "had": had,
        "which": which,
    },
)
