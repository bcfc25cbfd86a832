"""«Остальное» in «обо мне»: each fact by itself, how and when it was learned, changed or forgotten."""

from collections.abc import Mapping
from typing import Final
from zlib import crc32

from bot.dialogue.actions import action
from bot.dialogue.facts_words import fact_label
from bot.dialogue.learning import keep
from bot.dialogue.messages import Button
from bot.dialogue.skill import Skill
from bot.dialogue.skills.path_questions import ask_one
from bot.dialogue.skills.profile import GROUPS, learned
from bot.dialogue.turn import Turn
from bot.person.profile import fact_keys, forget
from bot.person.questions.answering import with_values
from knowledge.facts import Facts

PAGE: Final = 7
NUMBERS_IN_ROW: Final = 4
ASKED: Final[Mapping[str, str]] = {
    "needs": "needs",
    "topics": "topics",
    "stage": "stage",
    "hours_per_month": "hours",
}
"""Facts that a question of the path asks for -> its unit; by that question they are changed."""


def others(turn: Turn) -> list[str]:
    """Keys of all that is neither age, place, study nor work; what can be chosen anew first."""
    grouped = {key for keys in GROUPS.values() for key in keys}
    keys = [key for key in fact_keys(turn.person.facts) if key not in grouped]
    first = list(ASKED)
    return sorted(keys, key=lambda key: (first.index(key) if key in first else len(first), "." in key, key))


async def facts(turn: Turn, argument: str) -> Turn:
    """A page of them, numbered."""
    return _page(turn, argument)


async def fact(turn: Turn, argument: str) -> Turn:
    """One of them, and what can be done about it."""
    if (key := _key(turn, argument)) is None:
        return turn.then("facts")
    change = "button-fact-not" if "." in key or key == "citizenship_ru" else ""
    change = "button-fact-edit" if key in ASKED else change
    return turn.visited("fact", argument).say(
        turn.words("fact-one", fact=_label(turn, key)),
        [
            *([turn.button(change, "fact-edit", argument)] if change else []),
            turn.button("button-forget", "fact-drop", argument),
        ],
        [turn.button("button-back", "facts"), turn.button("button-menu", "menu")],
    )


async def edit(turn: Turn, argument: str) -> Turn:
    """Choose anew, or say the opposite of what was known."""
    if (key := _key(turn, argument)) is None or not turn.may_keep:
        return turn.then("facts")
    if key in ASKED:
        return ask_one(turn, ASKED[key], "facts")
    group, _, word = key.partition(".")
    held = getattr(turn.facts, group)
    news = with_values(Facts(), {word or key: not (held[word] if word else held)})
    news = Facts.model_validate(news.model_dump(exclude_defaults=True))
    return _page(keep(turn, news, "chosen"), "", turn.words("fact-changed"))


async def drop(turn: Turn, argument: str) -> Turn:
    """Forget one of them."""
    key = _key(turn, argument)
    if key is None or turn.state.person is None:
        return turn.then("facts")
    turn = turn.with_state(person=forget(turn.state.person, [key]))
    return _page(turn, "", turn.words("profile-forgot"))


def _page(turn: Turn, argument: str, said: str = "") -> Turn:
    keys = others(turn)
    if not keys:
        return (turn.say(said) if said else turn).then("profile")
    first = int(argument) if argument.isdecimal() and int(argument[:4]) < len(keys) else 0
    shown = list(enumerate(keys[first : first + PAGE], first + 1))
    numbers = [Button(label=str(number), action=action("fact", _mark(key))) for number, key in shown]
    following = first + PAGE
    more = [turn.button("button-facts-more", "facts", following)] if following < len(keys) else []
    path = [turn.button("button-path", "path")] if turn.person.path.shown_at and not more else []
    lines = [f"{number}. {_label(turn, key)}" for number, key in shown]
    return turn.visited("facts", first).say(
        "\n\n".join(filter(None, [said, turn.words("facts-title"), "\n".join(lines)])),
        *(numbers[start : start + NUMBERS_IN_ROW] for start in range(0, len(numbers), NUMBERS_IN_ROW)),
        [*more, *path],
        [turn.button("button-profile", "profile"), turn.button("button-menu", "menu")],
    )


def _label(turn: Turn, key: str) -> str:
    titles = {id_: one.title for id_ in turn.facts.has if (one := turn.desk.knowledge.measure(id_))}
    return learned(turn, fact_label(key, turn.facts, turn.desk.texts, titles), (key,))


def _mark(key: str) -> str:
    """A short sign for a key, which itself does not fit into a button."""
    return f"{crc32(key.encode()):08x}"


def _key(turn: Turn, mark: str) -> str | None:
    return next((key for key in others(turn) if _mark(key) == mark), None)


SKILL = Skill(
    actions={"facts": facts, "fact": fact, "fact-edit": edit, "fact-drop": drop},
    pages=frozenset({"facts"}),
)
