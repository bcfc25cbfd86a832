"""What is kept of a person: facts come in with their origin, go, grow older."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, Literal

from bot.dialogue.state import FactOrigin, Person
from knowledge.facts import Facts

CHILD_BELOW: Final = 14
STUDY: Final = ("school", "college", "university", "postgraduate")
WORK: Final = ("employed", "unemployed", "self_employed", "sole_proprietor")
AGE: Final = ("age", "birth_year", "birth_date")
PLACE: Final = ("region", "municipality")
_MAPPINGS: Final = ("statuses", "capabilities", "confirmed")

How = Literal["said", "chosen", "inferred"]
Form = Literal["you", "he", "she", "neutral"]
_FORMS: Final[Mapping[str, Form]] = {"son": "he", "him": "he", "daughter": "she", "her": "she"}
_OF_FAMILY: Final = frozenset(("self", "son", "daughter", "child"))
"""Parents and their children live in one place."""


def merge(known: Facts, news: Facts) -> Facts:
    """The facts when the news are true: a new age replaces the old one, a new region its town.

    News of somebody else than the one known begin that one's profile; a family lives in one place.
    """
    data = known.model_dump(exclude_unset=True)
    if news.seeking_for and _whom(news) != _whom(known):
        stays = PLACE if {_whom(news), _whom(known)} <= _OF_FAMILY else ()
        data = {key: value for key, value in data.items() if key in stays}
    fresh = news.model_dump(exclude_unset=True)
    if any(key in fresh for key in AGE):
        _drop(data, AGE)
    if "region" in fresh and fresh["region"] != known.region:
        _drop(data, PLACE)
    for key, value in fresh.items():
        data[key] = {**data.get(key, {}), **value} if key in _MAPPINGS else value
    if data.get("seeking_for") == "self":
        del data["seeking_for"]
    return Facts.model_validate(data)


def learn(person: Person, news: Facts, how: How, now: datetime) -> Person:
    """The person with the news kept, each with its origin: `age`, `region`, `statuses.school` ..."""
    facts = merge(person.facts, news)
    still = set(fact_keys(facts))
    origins = {key: origin for key, origin in person.origins.items() if key in still}
    concluded = _concluded(news)
    for key in still.intersection(fact_keys(news)):
        origins[key] = FactOrigin(how="inferred" if key in concluded else how, at=now)
    return person.model_copy(update={"facts": facts, "origins": origins})


def forget(person: Person, keys: Iterable[str]) -> Person:
    """The person without the facts of these keys (`age`, `statuses.school`; `statuses`: all of them).

    Without `seeking_for` nobody is left whose the other facts could be: they go, too.
    """
    data = person.facts.model_dump(exclude_unset=True)
    gone = set(keys)
    if "seeking_for" in gone and seeks_for_another(person.facts):
        gone |= set(data)
    for key in gone:
        group, _, word = key.partition(".")
        if word and group in data:
            data[group] = {name: flag for name, flag in data[group].items() if name != word}
        else:
            data.pop(key, None)
    left = {
        key: origin
        for key, origin in person.origins.items()
        if key not in gone and key.partition(".")[0] not in gone
    }
    return person.model_copy(update={"facts": Facts.model_validate(data), "origins": left})


def facts_on(person: Person | None, today: date) -> Facts:
    """What is known of the person on a later day: an age that was told grows by the full years since."""
    if person is None:
        return Facts()
    origin = person.origins.get("age")
    if person.facts.age is None or origin is None:
        return person.facts
    grown = min(person.facts.age + full_years(origin.at.date(), today), 120)
    return person.facts.model_copy(update={"age": grown})


def seeks_for_another(facts: Facts) -> bool:
    """Is the profile of somebody else than the one who writes?"""
    return _whom(facts) != "self"


def form(facts: Facts) -> Form:
    """How the one for whom is looked is spoken of: «ты», «он», «она», or without a pronoun."""
    whom = _whom(facts)
    return "you" if whom == "self" else _FORMS.get(whom, "neutral")


def age_span(facts: Facts, today: date) -> tuple[int, int] | None:
    """The least and the greatest age that the facts allow; None when nothing is known."""
    if facts.birth_date is not None:
        age = max(full_years(facts.birth_date, today), 0)
        return age, age
    if facts.age is not None:
        return facts.age, facts.age
    if facts.birth_year is not None:
        years = max(today.year - facts.birth_year, 0)
        return max(years - 1, 0), years
    return None


def is_child(facts: Facts, today: date) -> bool:
    """Is the one who writes surely under 14? Answers only, nothing is kept.

    Who looks for another is grown up, whatever the age of that one.
    """
    span = None if seeks_for_another(facts) else age_span(facts, today)
    return span is not None and span[1] < CHILD_BELOW


def may_be_child(facts: Facts, today: date) -> bool:
    """Is the one who writes possibly under 14? The year of birth alone does not tell."""
    span = None if seeks_for_another(facts) else age_span(facts, today)
    return span is not None and span[0] < CHILD_BELOW


def fact_keys(facts: Facts) -> tuple[str, ...]:
    """The keys of everything that is known, `statuses.school` for the parts of mappings."""
    keys: list[str] = []
    for key in facts.model_fields_set:
        value = getattr(facts, key)
        if isinstance(value, Mapping):
            keys += [f"{key}.{word}" for word in value]
        elif value is not None and value != ():
            keys.append(key)
    return tuple(sorted(keys))


def only(facts: Facts, keys: Iterable[str]) -> Facts:
    """Of the facts those of these keys; for whom is looked stays, or they would be somebody else's."""
    wanted = {"seeking_for", *keys}
    data: dict[str, Any] = {}
    for key in set(fact_keys(facts)) & wanted:
        group, _, word = key.partition(".")
        value = getattr(facts, group)
        if word:
            data.setdefault(group, {})[word] = value[word]
        else:
            data[key] = value
    return Facts.model_validate(data)


def full_years(since: date, until: date) -> int:
    """Full years between two days, as birthdays count (29 February comes on 1 March)."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def _concluded(news: Facts) -> frozenset[str]:
    """What only follows: «учусь в школе» says by itself that it is no college."""
    if not any(news.statuses.values()):
        return frozenset()
    return frozenset(f"statuses.{word}" for word, holds in news.statuses.items() if not holds)


def _whom(facts: Facts) -> str:
    return facts.seeking_for or "self"


def _drop(data: dict[str, Any], keys: Iterable[str]) -> None:
    for key in keys:
        data.pop(key, None)
