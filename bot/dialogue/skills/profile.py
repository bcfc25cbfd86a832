"""«Обо мне»: what is known, where each fact came from, and how to change or forget it."""

from collections.abc import Iterable

from bot.dialogue.facts_words import (
    age_phrase,
    other_phrases,
    place_phrase,
    positive_phrases,
    study_phrases,
    work_phrases,
)
from bot.dialogue.link_places import link_row
from bot.dialogue.messages import Button
from bot.dialogue.skill import Skill
from bot.dialogue.turn import Turn
from bot.person.consents import standing
from bot.person.profile import AGE, PLACE, STUDY, WORK, fact_keys, forget, only
from bot.wording import day, short_list

GROUPS = {
    "age": AGE,
    "place": PLACE,
    "study": (*(f"statuses.{word}" for word in STUDY), "capabilities.student_status"),
    "work": tuple(f"statuses.{word}" for word in WORK),
}


async def profile(turn: Turn, argument: str) -> Turn:
    """Everything that is known, in words; `done` when it closes the first questions."""
    if not turn.may_keep and turn.state.person is None:
        return turn.visited("profile").say(
            turn.words("profile-no-consent"),
            [turn.button("button-remember-me", "consent"), turn.button("button-menu", "menu")],
            link_row(turn),
        )
    lines = _lines(turn)
    intro = _intro(turn, is_done=argument == "done", is_known=bool(lines))
    others = [turn.button("button-facts", "facts")] if other_phrases(turn.facts, turn.desk.texts) else []
    mailings = turn.desk.organisation.consents.mailings
    never_asked = standing(turn.state.consents, "mailings", mailings) == "never asked"
    invite = [turn.button("button-mailings", "mailings")] if argument == "done" and never_asked else []
    return turn.visited("profile").say(
        "\n".join([intro, *lines]),
        [turn.button(f"button-edit-{what}", "ask", what) for what in ("age", "place")],
        [turn.button(f"button-edit-{what}", "ask", what) for what in ("study", "work")],
        [*others, *invite],
        [] if argument == "done" else link_row(turn),
        [_onward(turn), turn.button("button-menu", "menu")],
    )


async def drop(turn: Turn, argument: str) -> Turn:
    """Forget one group of facts."""
    if turn.state.person is None:
        return turn.then("profile")
    if argument not in GROUPS:
        return turn.then("profile")
    turn = turn.with_state(person=forget(turn.state.person, GROUPS[argument]))
    return turn.say(turn.words("profile-forgot")).then("profile")


def known_of(turn: Turn, what: str) -> str:
    """What is known of one group, in words; empty when nothing is."""
    facts, texts = turn.facts, turn.desk.texts
    match what:
        case "age":
            return age_phrase(facts, texts) or ""
        case "place":
            return place_phrase(facts, texts) or ""
        case "study":
            return short_list(study_phrases(facts, texts), texts)
        case _:
            return short_list(work_phrases(facts, texts), texts)


def _intro(turn: Turn, *, is_done: bool, is_known: bool) -> str:
    if is_known and not is_done:
        return turn.words("profile-known", who=turn.who)
    return turn.words("profile-done" if is_done else "profile-empty")


def learned(turn: Turn, said: str, keys: Iterable[str]) -> str:
    """A fact with how and when it was learned: the newest of its keys that the person told themselves."""
    origins = [origin for key in keys if (origin := turn.person.origins.get(key))]
    if not origins:
        return said
    newest = max(origins, key=lambda origin: (origin.how != "inferred", origin.at))
    when = day(newest.at.astimezone(turn.zone).date(), turn.today, turn.desk.texts)
    return turn.words("fact-learned", fact=said, how=turn.words(f"origin-{newest.how}"), day=when)


def _lines(turn: Turn) -> list[str]:
    lines = [
        "- " + learned(turn, turn.words(f"profile-line-{what}", fact=known), keys)
        for what, keys in GROUPS.items()
        if (known := known_of(turn, what))
    ]
    return [*lines, *_other_lines(turn)]


def _other_lines(turn: Turn) -> list[str]:
    """All the rest, a line for each way in which it was learned."""
    titles = {id_: one.title for id_ in turn.facts.has if (one := turn.desk.knowledge.measure(id_))}
    ways: dict[str | None, list[str]] = {}
    for key in fact_keys(turn.facts):
        origin = turn.person.origins.get(key)
        ways.setdefault(origin.how if origin else None, []).append(key)
    lines: list[str] = []
    for keys in ways.values():
        told = positive_phrases(only(turn.facts, keys), turn.desk.texts, titles)
        whom = "" if "seeking_for" in keys else turn.words(f"seeking-for-{turn.facts.seeking_for or 'self'}")
        if others := [phrase for phrase in told if phrase != whom]:
            said = turn.words("profile-line-others", facts=", ".join(others))
            lines.append("- " + learned(turn, said, keys))
    return lines


def _onward(turn: Turn) -> Button:
    """The path, for who has one."""
    if turn.desk.books.planner and (turn.person.path.shown_at or turn.recall("path")):
        return turn.button("button-path", "path")
    return turn.button("button-open", "open")


async def fix(turn: Turn, argument: str) -> Turn:
    """«Исправить»: where everything that was told stands."""
    return turn.then("profile")


SKILL = Skill(actions={"profile": profile, "fix": fix, "drop": drop})
