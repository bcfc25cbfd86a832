"""What the talk hears in a message: who the person is, and whether there is a request beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from bot.person.profile import STUDY, WORK
from bot.person.reading.age import age
from bot.person.reading.home import is_denied
from bot.person.reading.leaves import facts_of
from bot.person.reading.message import LONGEST
from bot.person.reading.scan import scan
from bot.person.reading.sought import ASKED
from bot.person.reading.tables import tables
from bot.person.understanding import Rules, Understanding
from knowledge.facts import Facts
from knowledge.language.legible import legible
from knowledge.language.words import words
from knowledge.places.place import Role
from knowledge.regions import Regions

YOUNGEST, OLDEST = 5, 99
_OF_PERSON: Final = ("age", "birth_year", "birth_date", "region", "municipality", ASKED)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message says of the person.

    `mentioned`: a place that is named, but perhaps not as home: good for this answer, not to be kept.
    `content`: is there more in the message than these facts?
    """

    facts: Facts
    mentioned: Facts
    content: bool
    of_writer: bool = False
    """Something was said of the writer, though the profile is of another; it is not in `facts`."""


def hear(text: str, regions: Regions, home: str, known: Facts | None = None) -> Heard:
    """What the message says of the one for whom is looked.

    `home`: the region preferred for names held by several; `known`: the profile.
    """
    text = legible(text[:LONGEST])
    read = _rules(regions, home).understand(text, known=known)
    said = _of_person(read)
    place = {} if "region" in said else _mentioned(text, regions, home)
    rest = _rest(read, text, regions, home)
    if place and said == {} and not _has_content(rest):
        said, place = place, {}
    return Heard(
        Facts.model_validate(said),
        Facts.model_validate(place),
        _has_content(rest),
        of_writer=read.seeking_for != "self" and bool(read.facts.model_fields_set),
    )


def age_answer(text: str) -> Facts | None:
    """An answer to «сколько тебе лет?»: «17», «мне 17», «2008», «12.05.2008»; None when it is none."""
    said = facts_of(age(scan(text[:200], "age")))
    return said if said.model_fields_set else None


def is_wish(text: str) -> bool:
    """Do the words ask for something?"""
    return scan(text, None).has("intents.build", "intents.search", "intents.question", "needs.money")


def study_facts(word: str | None) -> Facts:
    """Where the person learns: one of STUDY, None for nowhere. The others are settled with it."""
    return Facts(statuses={status: status == word for status in STUDY})


def work_facts(word: str | None) -> Facts:
    """What the person works as: one of WORK, None for «not at all yet»."""
    if word is None:
        return Facts(statuses={status: False for status in WORK if status != "unemployed"})
    other = "employed" if word == "unemployed" else "unemployed"
    return Facts(statuses={word: True, other: False})


def settled(held: Iterable[str]) -> dict[str, bool]:
    """The statuses with what they settle: a school pupil is no student, who works is not out of work."""
    flags: dict[str, bool] = {}
    for word in held:
        if word in STUDY:
            flags |= {status: status == word for status in STUDY}
        elif word in WORK:
            flags |= work_facts(word).statuses
        else:
            flags[word] = True
    return flags


def concluded(news: Facts) -> Facts:
    """The news with what their statuses settle; what is said by itself counts first."""
    if not news.statuses:
        return news
    held = settled(word for word, holds in news.statuses.items() if holds)
    return news.model_copy(update={"statuses": {**held, **news.statuses}})


@lru_cache(maxsize=4)
def _rules(regions: Regions, home: str) -> Rules:
    return Rules(regions, home)


def _of_person(read: Understanding) -> dict[str, Any]:
    """Whose the facts are, age, place, study, work and family, with what the talk concludes from them."""
    news = read.news
    data = news.model_dump(exclude_unset=True)
    said: dict[str, Any] = {key: data[key] for key in _OF_PERSON if key in data}
    flags = dict(concluded(news).statuses)
    if news.capabilities.get("student_status") and not any(flags.get(word) for word in STUDY):
        said["capabilities"] = {"student_status": True}
        flags["school"] = False
    said |= {"statuses": flags} if flags else {}
    is_told = any(piece.fact == ASKED for piece in read.evidence)
    return said if is_told or set(said) != {ASKED} else {}


def _mentioned(text: str, regions: Regions, home: str) -> dict[str, Any]:
    """A place that is named for sure, though not as home."""
    match = regions.find(text, home)
    if match is None or not match.certain or match.role < Role.MENTIONED:
        return {}
    if is_denied(words(text[: match.start])):
        return {}
    town = {"municipality": match.place.municipality} if match.place.municipality else {}
    return {"region": match.place.region} | town


def _rest(read: Understanding, text: str, regions: Regions, home: str) -> str:
    """The message without the words of the facts and of places."""
    left = list(read.text)
    for piece in read.evidence:
        if piece.fact.startswith((*_OF_PERSON, "statuses.", "capabilities.student")):
            left[piece.start : piece.end] = " " * (piece.end - piece.start)
    rest = "".join(left)
    for match in regions.find_all(text, home):
        for word in words(match.words):
            rest = rest.replace(word, " ", 1)
    return rest


def _has_content(text: str) -> bool:
    return any(word not in tables().fillers and not word.isdigit() for word in words(text))
