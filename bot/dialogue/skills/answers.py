"""Answers to the questions about the person, by button or in words; several facts at once are welcome."""

from typing import Final

from bot.dialogue.learning import acknowledgement, keep
from bot.dialogue.markup_text import escape
from bot.dialogue.phrases import phrases
from bot.dialogue.skill import Skill
from bot.dialogue.skills.questions import ORDER, ask_again, go_on, is_interview, question, queue_of, town_mark
from bot.dialogue.turn import Turn
from bot.person.hearing import (
    OLDEST,
    YOUNGEST,
    Heard,
    age_answer,
    hear,
    is_wish,
    study_facts,
    work_facts,
)
from bot.person.profile import STUDY, WORK, How, is_child, may_be_child, merge, seeks_for_another
from knowledge.facts import Facts
from knowledge.language.legible import legible
from knowledge.places.place import Place, PlaceMatch

SHORT: Final = 4
LONGEST_ANSWER: Final = 12
LONGEST_PLACE: Final = 60


async def choose_age(turn: Turn, argument: str) -> Turn:
    if not argument.isdecimal() or not YOUNGEST <= int(argument[:3]) <= OLDEST:
        return turn.then("ask", "age")
    return _learned(turn, Facts(age=int(argument)), "chosen")


async def choose_town(turn: Turn, argument: str) -> Turn:
    """A town of the home region, by the sign of its name."""
    region = turn.desk.home_region
    for name in turn.desk.knowledge.regions.municipalities(region):
        if town_mark(name) == argument:
            return _learned(turn, _place_facts(Place(region, name)), "chosen")
    return turn.then("ask", "place")


async def choose_study(turn: Turn, argument: str) -> Turn:
    if argument not in (*STUDY, "none"):
        return turn.then("ask", "study")
    return _learned(turn, study_facts(None if argument == "none" else argument), "chosen")


async def choose_work(turn: Turn, argument: str) -> Turn:
    word = argument.replace("-", "_")
    if word not in (*WORK, "none"):
        return turn.then("ask", "work")
    return _learned(turn, work_facts(None if word == "none" else word), "chosen")


async def confirm_place(turn: Turn, argument: str) -> Turn:
    """«Да» or «нет» to a place that was spelt in another way."""
    region, municipality = turn.waiting.get("region"), turn.waiting.get("municipality")
    if argument != "yes" or turn.waited != "place" or not isinstance(region, str):
        return question(turn, "place", queue=queue_of(turn), interview=is_interview(turn))
    town = municipality if isinstance(municipality, str) else None
    return _learned(turn, _place_facts(Place(region, town)), "chosen")


async def other_place(turn: Turn, argument: str) -> Turn:
    """A place that the gazetteer does not hold: kept as it was written, measures for everywhere remain."""
    written = turn.waiting.get("written")
    if turn.waited != "place" or not isinstance(written, str):
        return turn.then("ask", "place")
    return _learned(turn, Facts(region=written), "said")


async def told_age(turn: Turn, text: str) -> Turn | None:
    """An age, a year or a day of birth."""
    news = age_answer(text)
    if news is None:
        return await _told_else(turn, text, _heard(turn, text))
    if may_be_child(news, turn.today) and not is_child(news, turn.today):
        return ask_again(turn, turn.words("question-age-exactly"))
    return _learned(turn, merge(_heard(turn, text).facts, news), "said")


async def told_place(turn: Turn, text: str) -> Turn | None:
    """A place in words: sure, to be confirmed, or not known to us."""
    if len(text.split()) > LONGEST_ANSWER:
        return None
    text = legible(text)
    match = turn.desk.knowledge.regions.find(text, turn.desk.home_region)
    if match is None:
        return await _told_else(turn, text, _heard(turn, text))
    if not match.certain:
        return is_it(turn, match)
    return _learned(turn, merge(_heard(turn, text).facts, _place_facts(match.place)), "said")


async def told_status(turn: Turn, text: str) -> Turn | None:
    """Study or work in words; whatever else is said on the way is taken too."""
    heard = _heard(turn, text)
    if heard.facts.model_fields_set and len(text.split()) <= LONGEST_ANSWER:
        return _learned(turn, heard.facts, "said")
    return await _told_else(turn, text, heard)


async def _told_else(turn: Turn, text: str, heard: Heard) -> Turn | None:
    """No answer to the question: other facts, a request (None), or words that we did not get."""
    if heard.facts.model_fields_set and not heard.content:
        return _learned(turn, heard.facts, "said", answered=False)
    is_request = len(text.split()) > SHORT or is_wish(text)
    if phrases().asks_why(text):
        return ask_again(turn, turn.words("question-why"))
    if turn.waited == "place" and not is_request:
        written = " ".join(text.split())[:LONGEST_PLACE]
        other = [turn.button("button-place-other", "elsewhere")]
        return ask_again(turn, turn.words("place-unknown", place=escape(written)), other, written=written)
    if await turn.desk.knowledge.search(text, turn.facts, turn.today, 1):
        return None
    return ask_again(turn, turn.words(f"question-{turn.waited}-again"))


def is_it(turn: Turn, match: PlaceMatch) -> Turn:
    place = match.place
    named = escape(place.region)
    if place.municipality:
        named = turn.words("fact-place", place=escape(place.municipality), region=named)
    yes_or_no = [turn.button("button-yes", "place", "yes"), turn.button("button-no", "place", "no")]
    return ask_again(
        turn,
        turn.words("place-is-it", place=named),
        yes_or_no,
        region=place.region,
        municipality=place.municipality,
    )


def _learned(turn: Turn, news: Facts, how: How, *, answered: bool = True) -> Turn:
    """Keep the answer and go on."""
    if not turn.may_keep:
        return keep(turn, news, how).then("consent")
    turn = keep(turn, news, how).leave()
    if is_child(news, turn.today) and not seeks_for_another(turn.facts):
        return turn.then("child")
    said = acknowledgement(turn, news)
    if not answered and turn.waited in ORDER:
        return question(turn, turn.waited, queue=queue_of(turn), interview=is_interview(turn), said=said)
    return go_on(turn, said)


def _heard(turn: Turn, text: str) -> Heard:
    return hear(text, turn.desk.knowledge.regions, turn.desk.home_region, turn.facts)


def _place_facts(place: Place) -> Facts:
    return Facts.model_validate(
        {"region": place.region} | ({"municipality": place.municipality} if place.municipality else {})
    )


SKILL = Skill(
    actions={
        "age": choose_age,
        "town": choose_town,
        "study": choose_study,
        "work": choose_work,
        "place": confirm_place,
        "elsewhere": other_place,
    },
    scenes={"age": told_age, "place": told_place, "study": told_status, "work": told_status},
)
