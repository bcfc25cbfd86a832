"""Facts in a person's own words, by plain rules (lexicon.yaml): age, place, study, work, family."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from bot.person.profile import STUDY, WORK
from knowledge.facts import Facts
from knowledge.language.legible import legible
from knowledge.language.words import normalise, words
from knowledge.places.place import Role
from knowledge.regions import Regions

PATH: Final = Path(__file__).with_name("lexicon.yaml")
LONGEST: Final = 4000
_CLAUSE: Final = re.compile(r"[,.;!?]")
YOUNGEST, OLDEST = 5, 99
_BARE_NUMBER: Final = re.compile(r"\D{0,3}(\d{1,2})\D{0,12}")
_BARE_YEAR: Final = re.compile(r"\D{0,3}((?:19|20)\d\d)\D{0,8}")
_BARE_DATE: Final = re.compile(
    r"\D{0,3}(?P<day>\d{1,2})[./ -](?P<month>\d{1,2})[./ -](?P<year>(?:19|20)\d\d)\D{0,4}"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message says of the person.

    `mentioned`: a place that is named, but perhaps not as home: good for this answer, not to be kept.
    `content`: is there more in the message than these facts?
    """

    facts: Facts
    mentioned: Facts
    content: bool


class Lexicon(BaseModel):
    """The patterns of lexicon.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    numbers: Mapping[str, int]
    units: Mapping[str, int]
    age: tuple[re.Pattern[str], ...]
    birth_year: tuple[re.Pattern[str], ...]
    birth_date: tuple[re.Pattern[str], ...]
    wish: re.Pattern[str]
    from_there: re.Pattern[str]
    about: frozenset[str]
    statuses: Mapping[str, tuple[re.Pattern[str], ...]]
    not_statuses: Mapping[str, tuple[re.Pattern[str], ...]]
    student: tuple[re.Pattern[str], ...]
    denials: frozenset[str]
    over: frozenset[str]
    others: frozenset[str]
    myself: frozenset[str]
    fillers: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    return Lexicon.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))


def understand(text: str, regions: Regions, home: str) -> Heard:
    """What the message says of the person; `home`: the region preferred for names held by several."""
    text = legible(text[:LONGEST])[:LONGEST]
    finds = _Finds(" ".join(normalise(text).split()))
    said = {**_age(finds), **_statuses(finds)}
    place, is_home = _place(finds, text, regions, home, tells_more=bool(said))
    said_place = place if is_home else {}
    return Heard(
        facts=Facts.model_validate({**said, **said_place}),
        mentioned=Facts.model_validate({} if is_home else place),
        content=_has_content(finds.rest),
    )


def age_answer(text: str) -> Facts | None:
    """An answer to «сколько тебе лет?»: «17», «мне 17», «2008», «12.05.2008»; None when it is none."""
    plain = " ".join(normalise(text[:200]).split())
    if match := _BARE_DATE.fullmatch(plain):
        return _facts_or_none(_birth_date(match))
    if match := _BARE_YEAR.fullmatch(plain):
        return _facts_or_none({"birth_year": int(match[1])})
    if (match := _BARE_NUMBER.fullmatch(plain)) and YOUNGEST <= int(match[1]) <= OLDEST:
        return Facts(age=int(match[1]))
    if plain in lexicon().numbers:
        return Facts(age=lexicon().numbers[plain])
    return _facts_or_none(_age(_Finds(plain)))


def is_wish(text: str) -> bool:
    """Do the words ask for something?"""
    return lexicon().wish.search(normalise(text[:LONGEST])) is not None


def study_facts(word: str | None) -> Facts:
    """Where the person learns: one of STUDY, None for nowhere. The others are settled with it."""
    return Facts(statuses={status: status == word for status in STUDY})


def work_facts(word: str | None) -> Facts:
    """What the person works as: one of WORK, None for «not at all yet»."""
    if word is None:
        return Facts(statuses={status: False for status in WORK if status != "unemployed"})
    settled = {"employed": {"unemployed": False}, "unemployed": {"employed": False}}
    return Facts(statuses={word: True, **settled.get(word, {})})


class _Finds:
    """A text from which what was understood is cut out, piece by piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rest = text

    def all(self, patterns: tuple[re.Pattern[str], ...]) -> Iterator[re.Match[str]]:
        for pattern in patterns:
            if match := pattern.search(self.text):
                self.cut(match[0])
                yield match

    def cut(self, piece: str) -> None:
        self.rest = self.rest.replace(piece, " ", 1)


def _age(finds: _Finds) -> dict[str, Any]:
    rules = lexicon()
    for match in finds.all(rules.birth_date):
        if born := _birth_date(match):
            return born
    for match in finds.all(rules.birth_year):
        return {"birth_year": int(match["year"])}
    for pattern in rules.age:
        said = pattern.search(finds.text)
        if said is not None and (age := _number(said)) is not None:
            finds.cut(said[0])
            return {"age": age}
    return {}


def _number(match: re.Match[str]) -> int | None:
    said = match.groupdict()
    number = int(said["age"]) if said.get("age") else _spelt(said.get("word") or "", said.get("unit") or "")
    return number if number is not None and YOUNGEST <= number <= OLDEST else None


def _spelt(word: str, unit: str) -> int | None:
    """«семнадцать»: 17, «двадцать три»: 23."""
    tens = lexicon().numbers.get(word)
    return tens + lexicon().units.get(unit, 0) if tens is not None and tens % 10 == 0 else tens


def _statuses(finds: _Finds) -> dict[str, Any]:
    rules = lexicon()
    flags: dict[str, bool] = {}
    for word, patterns in rules.not_statuses.items():
        for _ in finds.all(patterns):
            flags |= dict.fromkeys(STUDY, False) if word == "study" else {word: False}
    for word, patterns in rules.statuses.items():
        for match in finds.all(patterns):
            flags |= _as_said(word, whose(finds.text[: match.start()]))
    said: dict[str, Any] = {"statuses": flags} if flags else {}
    is_student = any(whose(finds.text[: match.start()]) == "mine" for match in finds.all(rules.student))
    if is_student and not any(flags.get(word) for word in STUDY):
        said["capabilities"] = {"student_status": True}
        said["statuses"] = {**flags, "school": False}
    return said


def whose(before: str) -> Literal["mine", "denied", "another"]:
    """Who is spoken of, by the three words before a statement; what is denied is about oneself."""
    near = words(_CLAUSE.split(before)[-1])[-3:]
    since = max((place for place, word in enumerate(near) if word in lexicon().others), default=-1)
    if since >= 0 and not lexicon().myself.intersection(near[since:]):
        return "another"
    is_denied = lexicon().denials.intersection(near[-1:]) or lexicon().over.intersection(near)
    return "denied" if is_denied else "mine"


def _as_said(status: str, voice: str) -> dict[str, bool]:
    if voice == "another":
        return {}
    return settled([status]) if voice == "mine" else {status: False}


def settled(held: Iterable[str]) -> dict[str, bool]:
    """The statuses with what they settle: a school pupil is no student, who works is not out of work."""
    flags: dict[str, bool] = {}
    for word in held:
        if word in STUDY:
            flags |= {status: status == word for status in STUDY}
        elif word in ("employed", "unemployed"):
            flags |= work_facts(word).statuses
        else:
            flags[word] = True
    return flags


def _place(
    finds: _Finds, text: str, regions: Regions, home: str, *, tells_more: bool
) -> tuple[dict[str, Any], bool]:
    """The place that is named, and whether it is surely home."""
    match = regions.find(text, home)
    for former in (one for one in regions.find_all(text, home) if one.role is Role.FORMER):
        _cut_words(finds, former.words)
    if match is None or not match.certain or match.role < Role.FORMER:
        return {}, False
    place: dict[str, Any] = {"region": match.place.region}
    if match.place.municipality:
        place["municipality"] = match.place.municipality
    _cut_words(finds, match.words)
    before = words(text[: match.start])
    if lexicon().denials.intersection(words(_CLAUSE.split(text[: match.start])[-1])[-3:]):
        return {}, False
    is_bare = not before or before[-1] not in lexicon().about
    said = match.role in (Role.ORIGIN, Role.HOME) or lexicon().from_there.search(finds.text) is not None
    return place, said or (tells_more and is_bare) or not _has_content(finds.rest)


def _cut_words(finds: _Finds, said: str) -> None:
    for word in words(said):
        finds.cut(word)


def _has_content(text: str) -> bool:
    return any(word not in lexicon().fillers and not word.isdigit() for word in words(text))


def _birth_date(match: re.Match[str]) -> dict[str, Any]:
    try:
        return {"birth_date": date(int(match["year"]), int(match["month"]), int(match["day"]))}
    except ValueError:
        return {}


def _facts_or_none(said: dict[str, Any]) -> Facts | None:
    return Facts.model_validate(said) if said else None
