"""Search in a person's own words: what was said of the person counts at once, what cannot fit comes last."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import lists
from bot.dialogue.judging import search
from bot.dialogue.learning import acknowledgement, keep
from bot.dialogue.messages import Button
from bot.dialogue.naming import asked_about
from bot.dialogue.skills import articles
from bot.dialogue.skills.answers import is_it
from bot.dialogue.skills.by_name import card_of_named
from bot.dialogue.skills.from_fourteen import ByBirthday, by_birthday
from bot.dialogue.skills.path import shown
from bot.dialogue.skills.plan_words import path_wanted
from bot.dialogue.skills.questions import judged_anew, open_questions
from bot.dialogue.step_words import is_on_path
from bot.dialogue.turn import Row, Turn
from bot.person.hearing import Heard, age_answer, hear
from bot.person.profile import STUDY, age_span, is_child, merge
from knowledge.facts import Facts
from knowledge.language.legible import legible
from knowledge.places.place import PlaceMatch

MOST_FOUND = 20
ASKING = frozenset(
    ("unemployed", "orphan", "disabled", "parent", "large_family", "young_family", "veteran", "svo_family")
)
"""Statuses that are reasons to ask: who says nothing else wants what there is for them."""
OF_ONESELF = ("age", "birth_year", "birth_date", "region", "municipality", "seeking_for")


async def search_for(turn: Turn, text: str) -> Turn:
    """Answer free text: facts, a request, or both."""
    text = legible(text)
    if wanted := path_wanted(turn, text):
        return wanted
    heard = _hear(turn, text)
    if place := _perhaps_a_place(turn, text, heard):
        return is_it(replace(turn, waited="place"), place)
    article = await articles.find(turn, text)
    if article:
        heard = replace(heard, facts=_beside_a_question(heard.facts))
    if heard.of_writer and not heard.content and not heard.facts.model_fields_set:
        return turn.say(turn.words(f"seeking-still-{turn.facts.seeking_for}"), _ways_on(turn))
    turn = keep(turn, heard.facts, "said")
    said = acknowledgement(turn, heard.facts)
    if not (article or heard.content or _asks(heard.facts)) and heard.facts.model_fields_set:
        return await _only_facts(turn, said)
    if named := await card_of_named(turn, text, said):
        return named
    if article:
        return articles.answer(turn, article, said)
    return await _search(turn, text, heard, said)


def _perhaps_a_place(turn: Turn, text: str, heard: Heard) -> PlaceMatch | None:
    """A misspelt name of a place and nothing else, while we do not know where the person lives."""
    if turn.facts.region or heard.facts.model_fields_set or not turn.may_keep:
        return None
    match = turn.desk.knowledge.regions.find(text, turn.desk.home_region)
    return match if match and not match.certain and match.words == text.strip() else None


def _beside_a_question(facts: Facts) -> Facts:
    """What «чем самозанятый отличается от ИП» says of oneself: age, home, school; not what is asked about."""
    said = facts.model_dump(exclude_unset=True)
    kept = {key: said[key] for key in OF_ONESELF if key in said}
    study = {word: holds for word, holds in facts.statuses.items() if word in STUDY}
    return Facts.model_validate(kept | ({"statuses": study} if study else {}))


def _hear(turn: Turn, text: str) -> Heard:
    """What the message says of the person; a bare number is an age, while none is known."""
    of_person = (
        text.removesuffix(asked_about(text)) or text
    )  # «что такое самозанятость» says nothing of oneself
    heard = hear(of_person, turn.desk.knowledge.regions, turn.desk.home_region, turn.facts)
    if of_person != text:
        heard = replace(heard, content=True)
    is_number = text.strip().isdecimal() and age_span(turn.facts, turn.today) is None
    if is_number and (age := age_answer(text)):
        return Heard(facts=age, mentioned=heard.mentioned, content=False)
    return heard


async def _search(turn: Turn, text: str, heard: Heard, said: str) -> Turn:
    """The list of what was found. A place that is only mentioned counts for this answer alone."""
    for_answer = turn.facts if turn.facts.region else merge(turn.facts, heard.mentioned)
    found = [hit.measure.id for hit in await search(turn, text, for_answer, MOST_FOUND)]
    if is_child(for_answer, turn.today):
        return await _search_for_child(turn, text, for_answer, found, said)
    if not found:
        return await articles.unanswered(turn, text, said) or (
            await _only_facts(turn, said) if said else _nothing(turn)
        )
    turn = lists.sort_anew(lists.begin(turn, "search", found), for_answer)
    intro = "\n\n".join(filter(None, [said, turn.words(_found_key(len(found)), count=len(found))]))
    near = (await articles.near(turn, text))[:1]
    under = _under_list(turn, heard, for_answer, taken=len(near))
    return lists.page(turn, 0, for_answer, intro=intro, extra=[*near, *under])


async def _search_for_child(turn: Turn, text: str, facts: Facts, found: Sequence[str], said: str) -> Turn:
    """What is open to somebody under 14, and what will be on the birthday."""
    split = await by_birthday(turn, text, facts, found)
    ids = [*split.now, *split.later, *split.never]
    if not ids:
        return await articles.unanswered(turn, text, said) or _nothing(turn.say(said) if said else turn)
    turn = lists.begin(turn, "search", ids)
    jump = [turn.button("button-from-fourteen", "page", lists.place(turn, len(split.now)))]
    told = [said, *_told_child(turn, split)]
    extra = [jump if split.now and split.later else [], _ways_on(turn)]
    return lists.page(turn, 0, facts, intro="\n\n".join(filter(None, told)), extra=extra)


def _told_child(turn: Turn, split: ByBirthday) -> list[str]:
    now, later = len(split.now), len(split.later)
    if not now:
        return [turn.words("search-only-from-fourteen", count=later)] if later else []
    told = [turn.words(_found_key(now), count=now)]
    return [*told, turn.words("search-from-fourteen", count=later)] if later else told


def _found_key(count: int) -> str:
    return "search-many" if count == MOST_FOUND else "search-found"


async def _only_facts(turn: Turn, said: str) -> Turn:
    """Nothing but facts: the path is planned anew, the list judged anew, or we ask what is wanted."""
    if is_on_path(turn):
        return await shown(turn, said)
    if lists.shown(turn):
        return judged_anew(turn, said, _keep_row(turn), _ways_on(turn))
    what_next = "search-what-next-child" if is_child(turn.facts, turn.today) else "search-what-next"
    return turn.say(
        said + "\n\n" + turn.words(what_next),
        [turn.button("button-open", "open"), turn.button("button-menu", "menu")],
        _keep_row(turn),
    )


def _asks(facts: Facts) -> bool:
    return any(facts.statuses.get(status) for status in ASKING)


def _nothing(turn: Turn) -> Turn:
    """Honest: nothing fits; examples and a human instead. The list before it is over."""
    return turn.remember("list", None).say(
        turn.words("search-nothing"),
        [turn.button("button-open", "open"), turn.button("button-human", "human")],
        [turn.button("button-menu", "menu")],
    )


def _under_list(turn: Turn, heard: Heard, facts: Facts, *, taken: int) -> list[Row]:
    """What a messenger has room for under a list, of which so much is taken: ten buttons with its numbers."""
    said_anything = bool(heard.facts.model_fields_set)
    fix = [turn.button("button-fix", "profile")] if said_anything and turn.may_keep else []
    keep_row = _keep_row(turn) if said_anything else []
    about_person = fix or keep_row
    room = 2 - bool(about_person) - taken
    return [open_questions(turn, facts, most=room), about_person, _ways_on(turn)]


def _ways_on(turn: Turn) -> Row:
    return [turn.button("button-menu", "menu"), turn.button("button-human", "human")]


def _keep_row(turn: Turn) -> list[Button]:
    if turn.may_keep or is_child(turn.facts, turn.today):
        return []
    return [turn.button("button-remember-me", "consent")]
