"""Two profiles of one human become one: of each thing that is known, what was learned last counts.

Age, place and study are one thing each, however many keys they have; everything else goes key by key. The
result does not depend on the order in which several profiles are joined.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from bot.dialogue.state import FactOrigin, KeptPath, Person, SavedMeasure, StepMark
from bot.person.profile import AGE, PLACE, STUDY, age_span, fact_keys, facts_on
from knowledge.facts import Facts

STUDENT: Final = "capabilities.student_status"
THINGS: Final[Mapping[str, str]] = {
    **dict.fromkeys(AGE, "age"),
    **dict.fromkeys(PLACE, "place"),
    **dict.fromkeys((*(f"statuses.{word}" for word in STUDY), STUDENT), "study"),
}
"""Key of a fact -> the thing it belongs to."""
_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_STUDENTS: Final = frozenset({"college", "university", "postgraduate"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """The person said two different things; `taken` is the newer one. Both as of today, with nothing else."""

    thing: str
    taken: Facts
    other: Facts


def join(one: Person, two: Person) -> Person:
    """The person that both profiles are."""
    mine, theirs = _things(one), _things(two)
    newest = [
        max((side[name] for side in (mine, theirs) if name in side), key=_rank)
        for name in sorted(mine.keys() | theirs.keys())
    ]
    data: dict[str, Any] = {}
    origins: dict[str, FactOrigin] = {}
    for person in newest:
        for key, value in person.facts.model_dump(exclude_unset=True).items():
            data[key] = {**data.get(key, {}), **value} if isinstance(value, dict) else value
        origins |= person.origins
    return Person(
        facts=Facts.model_validate(data),
        origins=origins,
        saved=join_saved(one.saved, two.saved),
        path=join_paths(one.path, two.path),
    )


def join_saved(one: Iterable[SavedMeasure], two: Iterable[SavedMeasure]) -> tuple[SavedMeasure, ...]:
    """Both lists, oldest first; what is in both has been kept since the earlier day."""
    first: dict[str, SavedMeasure] = {}
    for saved in sorted((*one, *two), key=lambda saved: (saved.at, saved.id)):
        first.setdefault(saved.id, saved)
    return tuple(first.values())


def join_paths(one: KeptPath, two: KeptPath) -> KeptPath:
    """What was said of each measure last; the rest is that of the path that was shown last."""
    older, newer = sorted((one, two), key=lambda path: (path.shown_at or _NEVER, path.model_dump_json()))
    marks: dict[str, StepMark] = {}
    for mark in sorted((*one.marks, *two.marks), key=lambda mark: (mark.at, mark.what)):
        marks.pop(mark.id, None)
        marks[mark.id] = mark
    return newer.model_copy(update={"marks": tuple(marks.values()), "share": newer.share or older.share})


def conflicts(one: Person, two: Person, today: date) -> tuple[Conflict, ...]:
    """Where the person has said (or chosen) different things in two places."""
    mine, theirs = _things(one), _things(two)
    found = []
    for name in sorted(mine.keys() & theirs.keys()):
        older, newer = sorted((mine[name], theirs[name]), key=_rank)
        taken, other = facts_on(newer, today), facts_on(older, today)
        if _is_said(newer) and _is_said(older) and not _agree(name, taken, other, today):
            found.append(Conflict(name, taken, other))
    return tuple(found)


def _things(person: Person) -> Mapping[str, Person]:
    """The person cut into things, each with its facts and origins."""
    keys: dict[str, list[str]] = defaultdict(list)
    for key in fact_keys(person.facts):
        keys[THINGS.get(key, key)].append(key)
    return {name: _only(person, of_it) for name, of_it in keys.items()}


def _only(person: Person, keys: Collection[str]) -> Person:
    data: dict[str, Any] = {}
    origins: dict[str, FactOrigin] = {}
    known = person.facts.model_dump(exclude_unset=True)
    for key in keys:
        group, _, word = key.partition(".")
        if word:
            data.setdefault(group, {})[word] = known[group][word]
        else:
            data[key] = known[key]
        if origin := person.origins.get(key) or person.origins.get(group):
            origins[key] = origin
    return Person(facts=Facts.model_validate(data), origins=origins)


def _rank(thing: Person) -> tuple[datetime, str]:
    """Newer is greater; facts of the same instant in an order that depends on nothing but themselves."""
    at = max((origin.at for origin in thing.origins.values()), default=_NEVER)
    return at, json.dumps(thing.model_dump(mode="json", exclude_unset=True), sort_keys=True)


def _is_said(thing: Person) -> bool:
    return any(origin.how in ("said", "chosen") for origin in thing.origins.values())


def _agree(name: str, one: Facts, two: Facts, today: date) -> bool:
    match name:
        case "age":
            first, second = age_span(one, today), age_span(two, today)
            return first is None or second is None or max(first[0], second[0]) <= min(first[1], second[1])
        case "place":
            towns = {one.municipality, two.municipality} - {None}
            return one.region == two.region and len(towns) <= 1
        case "study":
            return _studies_agree(_studies(one), _studies(two))
        case _:
            return one == two


def _studies(facts: Facts) -> frozenset[str]:
    held = {word for word, holds in facts.statuses.items() if holds}
    return frozenset(held or ({STUDENT} if facts.capabilities.get("student_status") else ()))


def _studies_agree(one: frozenset[str], two: frozenset[str]) -> bool:
    """«Студент» agrees with any place where students are."""
    if {STUDENT} in (one, two):
        return bool(({STUDENT} | _STUDENTS) & one) and bool(({STUDENT} | _STUDENTS) & two)
    return one == two
