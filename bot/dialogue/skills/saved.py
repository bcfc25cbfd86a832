"""«Мои меры»: what the person keeps for later."""

from bot.dialogue import lists
from bot.dialogue.actions import action
from bot.dialogue.link_places import link_row
from bot.dialogue.skill import Skill
from bot.dialogue.state import SavedMeasure
from bot.dialogue.turn import Turn

MOST_SAVED = lists.LONGEST


async def saved(turn: Turn, argument: str) -> Turn:
    """The list of saved measures, newest first; those that left the catalogue are counted."""
    ids = [kept.id for kept in reversed(turn.person.saved)]
    known = [id_ for id_ in ids if turn.desk.knowledge.measure(id_)]
    if not known:
        key = "saved-nothing" if turn.may_keep else "saved-no-consent"
        return turn.visited("saved").say(
            turn.words(key),
            [turn.button("button-open", "open"), turn.button("button-menu", "menu")],
            link_row(turn),
        )
    gone = len(ids) - len(known)
    intro = turn.words("saved-some", count=len(known))
    if gone:
        intro += " " + turn.words("saved-gone", count=gone)
    rows = [[turn.button("button-open", "open"), turn.button("button-menu", "menu")], link_row(turn)]
    return lists.page(lists.begin(turn, "saved", known), 0, turn.facts, intro=intro, extra=rows)


async def save(turn: Turn, argument: str) -> Turn:
    """Keep a measure; without consent, ask for it first and go on afterwards."""
    argument = argument or turn.card_on_screen
    if turn.desk.knowledge.measure(argument) is None:
        return turn.then("m", argument)
    if not turn.may_keep:
        return turn.remember("after", action("save", argument)).then("consent")
    kept = [measure for measure in turn.person.saved if measure.id != argument]
    if len(kept) >= MOST_SAVED:
        return turn.say(
            turn.words("saved-too-many", count=MOST_SAVED), [turn.button("button-saved", "saved")]
        )
    person = turn.person.model_copy(update={"saved": (*kept, SavedMeasure(id=argument, at=turn.now))})
    return turn.with_state(person=person).say(
        turn.words("saved-done"),
        [turn.button("button-to-card", "m", argument), turn.button("button-saved", "saved")],
    )


async def unsave(turn: Turn, argument: str) -> Turn:
    """Let a saved measure go."""
    argument = argument or turn.card_on_screen
    kept = tuple(measure for measure in turn.person.saved if measure.id != argument)
    if turn.state.person is not None:
        turn = turn.with_state(person=turn.person.model_copy(update={"saved": kept}))
    return turn.say(
        turn.words("saved-removed"),
        [turn.button("button-saved", "saved"), turn.button("button-menu", "menu")],
    )


SKILL = Skill(actions={"saved": saved, "save": save, "unsave": unsave})
