"""Questions about the person: age, place, study, work; one at a time, each can be skipped or changed."""

from collections.abc import Sequence
from typing import Final
from zlib import crc32

from pydantic import JsonValue

from bot.dialogue import lists
from bot.dialogue.actions import Action, action
from bot.dialogue.messages import Button
from bot.dialogue.path_progress import SCENE, progress
from bot.dialogue.skill import Skill
from bot.dialogue.skills.profile import known_of
from bot.dialogue.turn import Row, Turn
from bot.person.profile import STUDY, WORK, age_span
from knowledge.facts import Facts

ORDER: Final = ("age", "place", "study", "work")
USUAL_AGES: Final = (14, 15, 16, 17, 18, 19, 20, 21)


async def acquaint(turn: Turn, argument: str) -> Turn:
    """Ask everything that is not known yet, one question after another."""
    if not turn.may_keep:
        return turn.remember("after", action("acquaint")).then("consent")
    unknown = [what for what in ORDER if is_worth_asking(turn, what)]
    if not unknown:
        return turn.then("profile", "done")
    return question(turn, unknown[0], queue=unknown[1:], interview=True)


async def ask(turn: Turn, argument: str) -> Turn:
    """Ask one thing, also when it is known: that is how it is changed."""
    if argument not in ORDER:
        return turn.then("profile")
    if not turn.may_keep:
        return turn.remember("after", action("ask", argument)).then("consent")
    return question(turn, argument, queue=[], interview=False)


async def skip(turn: Turn, argument: str) -> Turn:
    """No answer; nothing changes. A question of a path is passed over."""
    if turn.waited == SCENE:
        return turn.then("path-skip", f"{progress(turn).stamp}.0")
    if turn.waited not in ORDER:
        return turn.say(turn.words("skip-fine")).then("menu")
    return go_on(turn, "")


def go_on(turn: Turn, said: str) -> Turn:
    """After an answer: the next question, else the list that waits, else the profile."""
    left = [what for what in queue_of(turn) if is_worth_asking(turn, what)]
    if left:
        return question(turn, left[0], queue=left[1:], interview=is_interview(turn), said=said)
    turn = turn.leave()
    if is_interview(turn):
        return turn.then("profile", "done")
    return _return(turn, said)


def judged_anew(turn: Turn, said: str, *more: Row) -> Turn:
    """The list on the screen after something was learned."""
    current = lists.shown(turn)
    if current is None or current.kind == "open":
        return (turn.say(said) if said else turn).then("open")
    turn = lists.sort_anew(turn, turn.facts)
    intro = _after(said, turn.words("list-anew", count=len(current.ids)))
    return lists.page(
        turn, 0, turn.facts, intro=intro, extra=[open_questions(turn, turn.facts, most=1), *more]
    )


def open_questions(turn: Turn, facts: Facts, most: int = 2) -> Row:
    """The questions whose answers would make the verdicts surer, few at a time."""
    known = {
        "age": age_span(facts, turn.today) is not None,
        "place": facts.region is not None,
        "study": any(word in facts.statuses for word in (*STUDY, *WORK)),
    }
    asked = [what for what, is_known in known.items() if not is_known][:most]
    return [turn.button(f"button-ask-{what}", "ask", what) for what in asked]


def is_worth_asking(turn: Turn, what: str) -> bool:
    """Not known yet; and of those under 18 who learn we ask the least: nothing about work."""
    if known_of(turn, what):
        return False
    span = age_span(turn.facts, turn.today)
    is_minor_who_learns = (
        span is not None and span[0] < 18 and any(turn.facts.statuses.get(place) for place in STUDY)
    )
    return not (what == "work" and is_minor_who_learns)


def _return(turn: Turn, said: str) -> Turn:
    """Back to what the question interrupted: the list or the card, judged anew, else the profile."""
    trail = turn.state.conversation.back
    place = Action.parse(trail[-1]) if trail else None
    if place is not None and place.name == "page":
        return judged_anew(turn, said, [turn.button("button-menu", "menu")])
    turn = turn.say(said) if said else turn
    if place is not None and place.name in ("m", "d"):
        return turn.then("m", place.argument)
    return turn.then("path-show" if _changes_a_path(turn) else "profile")


def _changes_a_path(turn: Turn) -> bool:
    """Did the person come from the path to put something right? Then they see what is different now."""
    came_from = [place.partition(":")[0] for place in turn.state.conversation.back[-2:]]
    return bool(turn.person.path.shown) and bool({"path-show", "path-more", "step"}.intersection(came_from))


def question(turn: Turn, what: str, *, queue: Sequence[str], interview: bool, said: str = "") -> Turn:
    """Ask; what is known already is told, with a button to forget it."""
    known = known_of(turn, what)
    text = turn.words(f"question-{what}")
    if known:
        text = _after(turn.words("question-known", fact=known), text)
    forget = [turn.button("button-forget", "drop", what)] if known else []
    turn = turn.wait(what, queue=list(queue), interview=interview)
    return turn.say(_after(said, text), *_answers(turn, what), [turn.button("button-skip", "skip"), *forget])


def ask_again(turn: Turn, text: str, *rows: Row, **more: JsonValue) -> Turn:
    """Say something more about the question that waits; it goes on waiting."""
    turn = turn.wait(
        turn.waited or ORDER[0], queue=list(queue_of(turn)), interview=is_interview(turn), **more
    )
    return turn.say(text, *rows, [turn.button("button-skip", "skip"), turn.button("button-cancel", "cancel")])


def queue_of(turn: Turn) -> list[str]:
    """The questions that are still to come after the one that waits."""
    queue = turn.waiting.get("queue")
    if not isinstance(queue, list):
        return []
    return [what for what in queue if isinstance(what, str) and what in ORDER]


def is_interview(turn: Turn) -> bool:
    return bool(turn.waiting.get("interview"))


def town_mark(name: str) -> str:
    """A short sign for a town's name, which itself does not fit into a button."""
    return f"{crc32(name.encode()):08x}"


def _answers(turn: Turn, what: str) -> list[Row]:
    if what == "age":
        ages = [Button(label=str(age), action=action("age", age)) for age in USUAL_AGES]
        return [ages[:4], ages[4:]]
    if what == "place":
        return [_towns(turn)]
    if what == "study":
        return [
            [turn.button(f"button-study-{word}", "study", word) for word in ("school", "college")],
            [turn.button(f"button-study-{word}", "study", word) for word in ("university", "postgraduate")],
            [turn.button("button-study-none", "study", "none")],
        ]
    words = ("employed", "unemployed", "self-employed", "sole-proprietor")
    buttons = [turn.button(f"button-work-{word}", "work", word) for word in words]
    return [buttons[:2], buttons[2:], [turn.button("button-work-none", "work", "none")]]


def _towns(turn: Turn) -> list[Button]:
    """The towns of the home region that are governed by themselves; the rest is written."""
    entry = turn.desk.knowledge.regions.entries.get(turn.desk.home_region)
    towns = [town.name for town in entry.municipalities if town.kind == "city"] if entry else []
    return [Button(label=name, action=action("town", town_mark(name))) for name in towns[:3]]


def _after(said: str, text: str) -> str:
    return f"{said}\n\n{text}" if said else text


SKILL = Skill(actions={"acquaint": acquaint, "ask": ask, "skip": skip})
