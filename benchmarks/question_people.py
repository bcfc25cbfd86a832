"""Invented people of whom everything is known, and how they answer questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from typing import Any, Final

from bot.person.profile import STUDY
from bot.person.questions.answering import Known, answered, chosen, passing, with_values
from bot.person.questions.units import MOST_CHOICES, NO_PROJECT, Question, units
from knowledge.condition_texts import condition_texts
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.situation import Situation, situation
from knowledge.verdict import Verdict
from knowledge.vocabulary import vocabulary

HOME: Final = "Курганская область"
STATUSES: Final[Mapping[str, float]] = {
    "orphan": 0.03, "disabled": 0.04, "veteran": 0.03, "svo_family": 0.06, "large_family": 0.12,
    "self_employed": 0.1, "sole_proprietor": 0.05, "farmer": 0.05, "teacher": 0.06, "doctor": 0.04,
    "scientist": 0.04, "athlete": 0.05,
}  # fmt: skip
NEEDS: Final[Mapping[str, int]] = {
    "money": 8, "job": 4, "knowledge": 5, "equipment": 3, "housing": 3, "space": 2, "experience": 3,
    "travel": 3, "mentor": 2, "team": 1, "legal": 1, "promotion": 2,
}  # fmt: skip
"""How often, beside the others, each is what a person lacks."""
CAPABILITIES: Final[Mapping[str, float]] = {
    "esia_account": 0.7, "team": 0.4, "project_passport": 0.15, "business_plan": 0.1,
    "low_income_status": 0.2,
}  # fmt: skip
RARELY: Final = 0.07
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "needs": ("needs",),
    "topics": ("topics",),
    "age": ("age", "birth_year"),
    "place": ("region", "municipality"),
}


@dataclass(frozen=True)
class Truth:
    """Everything about one person on one day."""

    facts: Facts
    today: date

    @cached_property
    def situation(self) -> Situation:
        """What conditions are judged by."""
        return situation(self.facts, self.today, regions(), condition_texts())

    def value(self, key: str) -> Verdict:
        """Does what a key names hold?"""
        if key == "citizenship_ru":
            return self.situation.citizen
        is_text = key in condition_texts()
        return self.situation.confirmed(key) if is_text else self.situation.holds(key)

    def answer(self, known: Known, question: Question) -> Known:
        """What this person answers: the truth about everything that the question settles."""
        if question.unit in ("stage", "hours", "project"):
            return answered(known, question, chosen(question, self._project(question), known.facts))
        if fields := FIELDS.get(question.unit):
            said = {field: getattr(self.facts, field) for field in fields}
            return answered(known, question, known.facts.model_copy(update=said))
        told = {key: self.value(key) for key in question.items}
        values = {key: value is Verdict.YES for key, value in told.items() if value is not Verdict.UNKNOWN}
        unsaid = tuple(key for key in question.items if key not in values)
        after = answered(known, question, with_values(known.facts, values))
        return passing(after, Question(question.unit, unsaid)) if unsaid else after

    def _project(self, question: Question) -> list[str]:
        told = (self.facts.stage or NO_PROJECT, str(self.facts.hours_per_month))
        return [word for word in told if word in question.items]

    def pages(self, question: Question) -> int:
        """How many messages it takes by buttons alone: up to the page with the last choice."""
        if question.unit not in ("needs", "topics"):
            return 1
        picked: tuple[str, ...] = getattr(self.facts, question.unit)
        return max((question.items.index(word) for word in picked), default=0) // MOST_CHOICES + 1


def people(count: int, seed: int) -> Iterator[Facts]:
    """People of 14 to 35, most of them at home in one region."""
    random = Random(seed)
    for _ in range(count):
        yield whole(random)


def whole(random: Random, start: Facts | None = None) -> Facts:
    """Somebody of whom everything is known; what `start` says of them stays."""
    said = {} if start is None else start.model_dump(exclude_defaults=True)
    data: dict[str, Any] = {**_plain(random), **said}
    if "age" not in data:
        data["age"] = 2026 - data["birth_year"] if "birth_year" in data else random.choice(range(14, 36))
    data["statuses"] = _statuses(random, data["age"], said.get("statuses", {}))
    data["capabilities"] = _capabilities(random, data, said.get("capabilities", {}))
    data["confirmed"] = {
        text: random.random() < 0.6
        for text, entry in condition_texts().items()
        if entry.mode == "ask" and not (entry.negation_of or entry.negation_of_fact)
    }
    return Facts.model_validate(data)


def _plain(random: Random) -> dict[str, Any]:
    home = HOME if random.random() < 0.8 else random.choice(regions().regions)
    towns = regions().municipalities(home)
    topics = tuple(vocabulary().topics)
    place = {"municipality": random.choice(towns)} if towns else {}
    return place | {
        "region": home,
        "citizenship_ru": random.random() < 0.96,
        "needs": _few(random, NEEDS),
        "topics": tuple(dict.fromkeys(random.choices(topics, k=random.choice((1, 1, 2, 3))))),
        "stage": random.choice(("idea", "idea", "prototype", "running")),
        "hours_per_month": random.choice(units().hours),
    }


def _few(random: Random, weights: Mapping[str, int]) -> tuple[str, ...]:
    drawn = random.choices(list(weights), list(weights.values()), k=random.choice((1, 2, 2, 3)))
    return tuple(dict.fromkeys(drawn))


def _statuses(random: Random, age: int, said: Mapping[str, bool]) -> dict[str, bool]:
    flags = {word: random.random() < STATUSES.get(word, 0) for word in vocabulary().statuses}
    if age < 18:
        flags = {word: holds and word in ("orphan", "disabled", "svo_family", "large_family", "athlete")
                 for word, holds in flags.items()}  # fmt: skip
    learns = random.choice(("school", "college") if age < 18 else (*STUDY, None, None, None))
    if age > 20 and learns == "school":
        learns = None
    works = age >= 18 and random.random() < 0.5
    is_parent = age >= 20 and random.random() < 0.35
    flags |= {word: word == learns for word in STUDY}
    if learns == "school":
        flags |= dict.fromkeys(units().without["school"], False)
    flags["employed"] = works
    flags["unemployed"] = not works and age >= 18 and learns is None
    flags["parent"] = is_parent
    flags["young_family"] = is_parent or (age >= 20 and random.random() < 0.2)
    return flags | dict(said)


def _capabilities(random: Random, data: Mapping[str, Any], said: Mapping[str, bool]) -> dict[str, bool]:
    stage, statuses = data["stage"], data["statuses"]
    words = (*vocabulary().all_capabilities, "team")
    flags = {word: random.random() < CAPABILITIES.get(word, RARELY) for word in words}
    if data["age"] < 18:
        flags |= {word: False for word in units().of_age if word in flags}
    return (
        flags
        | dict(said)
        | {
            "prototype": stage in ("prototype", "running"),
            "running_project": stage == "running",
            "student_status": any(statuses[kind] for kind in STUDY[1:]),
            "self_employed_status": statuses["self_employed"],
            "sole_proprietor_status": statuses["sole_proprietor"],
        }
    )
