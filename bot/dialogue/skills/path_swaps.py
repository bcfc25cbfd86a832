"""«Почему не другое?» and «Другой вариант»: what else could stand in the place of a step."""

from bot.dialogue.markup_text import bold, escape
from bot.dialogue.messages import Button
from bot.dialogue.path_card import titles
from bot.dialogue.path_marks import marked
from bot.dialogue.skill import Skill
from bot.dialogue.skills.path import planned, shown
from bot.dialogue.skills.path_steps import step
from bot.dialogue.turn import Row, Turn
from bot.path.path import Step
from bot.path.words import rival_text
from knowledge.measure import SupportMeasure


async def why_this(turn: Turn, argument: str) -> Turn:
    """What could stand here, and why this one does."""
    one, measure = await _at(turn, argument)
    if one is None or measure is None:
        return await step(turn, argument)
    if not (others := _others(turn, one)):
        return _only_one(turn, measure)
    clauses = {rival.id: rival_text(rival, titles(turn), turn.desk.texts) for rival in one.rivals}
    lines = [
        f"{number}. {bold(other.title)}: {escape(clauses[other.id])}"
        for number, other in enumerate(others, 1)
    ]
    said = [turn.words("path-why-this", title=bold(measure.title)), "\n".join(lines)]
    takes = [
        Button(
            label=turn.words("button-path-take", number=str(number)), action=turn.action("instead", other.id)
        )
        for number, other in enumerate(others, 1)
    ]
    return turn.say("\n\n".join([*said, turn.words("path-take-other")]), takes, _ways_back(turn, measure))


async def other(turn: Turn, argument: str) -> Turn:
    """The best of those that could stand here takes the step's place."""
    one, measure = await _at(turn, argument)
    if one is None or measure is None:
        return await step(turn, argument)
    others = _others(turn, one)
    return await _swap(turn, measure, others[0]) if others else _only_one(turn, measure)


async def instead(turn: Turn, argument: str) -> Turn:
    """This one in the place of the step that is on the screen."""
    one, measure = await _at(turn, "")
    chosen = turn.desk.knowledge.measure(argument)
    if one is None or measure is None or chosen is None or argument not in one.alternatives:
        return await shown(turn, turn.words("path-step-gone"))
    return await _swap(turn, measure, chosen)


async def _swap(turn: Turn, old: SupportMeasure, new: SupportMeasure) -> Turn:
    turn = marked(marked(turn, old.id, "unwanted"), new.id, "chosen")
    return await shown(turn, turn.words("path-swapped", old=bold(old.title), new=bold(new.title)))


async def _at(turn: Turn, argument: str) -> tuple[Step | None, SupportMeasure | None]:
    """The step of the path that a button means, by default the one on the screen."""
    id_ = argument or turn.step_on_screen
    found = await planned(turn)
    one = next((one for one in found.steps if one.id == id_), None) if found else None
    return one, turn.desk.knowledge.measure(id_)


def _others(turn: Turn, one: Step) -> list[SupportMeasure]:
    return [measure for rival in one.rivals if (measure := turn.desk.knowledge.measure(rival.id))]


def _only_one(turn: Turn, measure: SupportMeasure) -> Turn:
    return turn.say(turn.words("path-only-one", title=bold(measure.title)), _ways_back(turn, measure))


def _ways_back(turn: Turn, measure: SupportMeasure) -> Row:
    return [
        turn.button("button-path-to-step", "step", measure.id),
        turn.button("button-path-all", "path-show"),
    ]


SKILL = Skill(actions={"whynot": why_this, "other": other, "instead": instead})
