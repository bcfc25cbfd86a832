"""People of whom everything is known, and what somebody might have told of them so far.

A world is a complete profile without contradictions, as a map from a path (`statuses`, `school`) to a value.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from knowledge.condition_texts import condition_texts
from knowledge.regions import regions
from knowledge.vocabulary import vocabulary

World = Mapping[tuple[str, ...], Any]
PAIRS: Final = (
    ("self_employed", "self_employed_status"),
    ("sole_proprietor", "sole_proprietor_status"),
    ("ngo", "ngo_status"),
    ("company", "company_status"),
)
STUDY: Final = ("college", "university", "postgraduate")


def make_world(random: Random, today: date) -> World:
    """Somebody of whom everything is known, on a day."""
    facts = _facts(random)
    region, municipality = _home(random)
    born = _born(random, today)
    age = (today - born).days * 400 // 146_097  # only a first guess: years of 365.2425 days
    while _birthday(born, age + 1) <= today:
        age += 1
    while _birthday(born, age) > today:
        age -= 1
    world: dict[tuple[str, ...], Any] = {
        ("birth_date",): born.isoformat(),
        ("age",): age,
        ("birth_year",): born.year,
        ("region",): region,
        ("municipality",): municipality,
        ("citizenship_ru",): random.random() < 0.7,
        ("stage",): _stage(random, facts),
    }
    for word in vocabulary().statuses:
        world["statuses", word] = facts[word]
    for word in vocabulary().capabilities_and_forms:
        world["capabilities", word] = facts[word]
    for text in condition_texts():
        world["confirmed", text] = _answer(text, random, facts, region, age)
    world["confirmed", "не учишься очно"] = not world["confirmed", "учишься очно"]
    return world


def profile_of(world: World, paths: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """The profile that tells these facts of the world and no others."""
    profile: dict[str, Any] = {}
    for path in paths:
        if len(path) == 1:
            profile[path[0]] = world[path]
        else:
            profile.setdefault(path[0], {})[path[1]] = world[path]
    return profile


def _facts(random: Random) -> dict[str, bool]:
    words = {**vocabulary().facts, **vocabulary().applicant}
    likely = random.choice([0.1, 0.4, 0.7])
    facts = {word: random.random() < likely for word in words}
    facts["employed"] = facts["employed"] and not facts["unemployed"]
    facts["student_status"] = any(facts[kind] for kind in STUDY)
    facts["person"] = True
    for one, other in PAIRS:
        facts[other] = facts[one]
    return facts


def _stage(random: Random, facts: Mapping[str, bool]) -> str | None:
    allowed = [
        stage
        for stage, holds in (
            ("idea", not facts["prototype"] and not facts["running_project"]),
            ("prototype", facts["prototype"]),
            ("running", facts["prototype"] and facts["running_project"]),
        )
        if holds
    ]
    return random.choice(allowed) if allowed else None


def _home(random: Random) -> tuple[str, str]:
    region = random.choice([*regions().regions[:8], "Камчатский край", "Московская область"])
    towns = regions().municipalities(region)
    return region, random.choice([*towns, "Подгорное"] if random.random() < 0.9 else ["Подгорное"])


def _born(random: Random, today: date) -> date:
    if random.random() < 0.3:  # on or beside a birthday
        years, days = random.choice([14, 16, 18, 30, 35, 36]), random.choice([-1, 0, 1])
        return _birthday(today, -years) + timedelta(days=days)
    return today - timedelta(days=random.randrange(5 * 365, 60 * 365))


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _answer(text: str, random: Random, facts: Mapping[str, bool], region: str, age: int) -> bool:
    """Any answer that is possible for this person."""
    if text == "ты не на налоге для самозанятых":
        return not facts["self_employed"]
    if text in ("учишься очно", "учишься на бюджетном месте") and not facts["student_status"]:
        return False
    if " классе" in text and not facts["school"] and not (facts["college"] and "колледж" in text):
        return False
    if text.startswith("живёшь на Дальнем Востоке") and regions().covers("Дальний Восток", region):
        return True
    if text.startswith("если тебе нет 18") and age >= 18:
        return True
    return random.random() < 0.6
