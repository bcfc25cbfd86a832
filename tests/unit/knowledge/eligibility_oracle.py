"""A second, slow and naive reading of docs/eligibility.md, to hold the real one against.

It shares nothing with the code under test: it reads the YAML files as plain data, thinks in True, False and
None, goes through the rules one by one for each measure and tries every birthday of a birth year.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

KNOWLEDGE: Final = Path(__file__).parents[3] / "knowledge"
Truth = bool | None


class Profile(dict[str, Any]):
    """The plain data of a profile, remembered by identity, so that each question is answered once for it."""

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


once = lru_cache(maxsize=10_000)

FAR_EAST: Final = "Дальний Восток"
SAME: Final = (
    {"self_employed", "self_employed_status"},
    {"sole_proprietor", "sole_proprietor_status"},
    {"ngo", "ngo_status"},
    {"company", "company_status"},
)
SCHOOL_ONLY: Final = ("учишься в 4–11 классе", "учишься в 6–11 классе")
SCHOOL_OR_COLLEGE: Final = (
    "учишься в 1–10 классе или в колледже",
    "учишься в 7–11 классе или на 1–2 курсе колледжа",
    "учишься в 8–11 классе или в колледже",
)


def every(truths: Iterable[Truth]) -> Truth:
    """AND of three values."""
    values = list(truths)
    return False if False in values else None if None in values else True


def some(truths: Iterable[Truth]) -> Truth:
    """OR of three values."""
    values = list(truths)
    return True if True in values else None if None in values else False


def opposite(truth: Truth) -> Truth:
    return None if truth is None else not truth


@cache
def raw_measures() -> tuple[dict[str, Any], ...]:
    files = (KNOWLEDGE / "measures").glob("*.yaml")
    measures = (yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) for file in files)
    return tuple(sorted(measures, key=lambda measure: str(measure["id"])))


@cache
def raw_regions() -> dict[str, dict[str, Any]]:
    entries = yaml.load((KNOWLEDGE / "regions.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return {entry["name"]: entry for entry in entries}


def verdict(measure: Mapping[str, Any], profile: Profile, today: date) -> Truth:
    """Does the measure fit?"""
    return every(truth for _, truth in rules(measure, profile, today))


def rules(measure: Mapping[str, Any], profile: Profile, today: date) -> Iterable[tuple[str, Truth]]:
    audience = measure["audience"]
    if (audience["age_min"], audience["age_max"]) != (None, None):
        yield "age", age_fits(audience["age_min"], audience["age_max"], profile, today)
    yield "regions", some(lives_in(name, profile) for name in audience["regions"])
    if audience["municipalities"]:
        yield "municipalities", lives_in_one_of(audience["municipalities"], audience["regions"][0], profile)
    if audience["citizenship_ru"]:
        yield "citizenship_ru", profile.get("citizenship_ru")
    if audience["statuses"]:
        yield "statuses", one_of(audience["statuses"], profile)
    if audience["applicant"]:
        yield (
            "applicant",
            True if "person" in audience["applicant"] else one_of(audience["applicant"], profile),
        )
    for capability in measure["requires"]:
        yield capability, fact(capability, profile)
    for text in audience["conditions"]:
        yield text, condition(text, profile, today)


@once
def age_fits(low: int | None, high: int | None, profile: Profile, today: date) -> Truth:
    fits = {(low is None or low <= age) and (high is None or age <= high) for age in ages(profile, today)}
    return fits.pop() if len(fits) == 1 else None


def ages(profile: Profile, today: date) -> set[int]:
    """Every age that the person may have; all of them when nothing is known."""
    if "birth_date" in profile:
        return {full_years(date.fromisoformat(profile["birth_date"]), today)}
    if "age" in profile:
        return {profile["age"]}
    if "birth_year" in profile:
        return ages_of_year(profile["birth_year"], today)
    return set(range(-1, 131))


@cache
def ages_of_year(year: int, today: date) -> set[int]:
    birthdays = (date(year, 1, 1) + timedelta(days=day) for day in range(366))
    return {full_years(day, today) for day in birthdays if day.year == year}


@cache
def full_years(born: date, today: date) -> int:
    """Count the birthdays since birth; 29 February is celebrated on 1 March when there is none."""
    birthdays = 0
    while True:
        try:
            next_birthday = born.replace(year=born.year + birthdays + 1)
        except ValueError:
            next_birthday = date(born.year + birthdays + 1, 3, 1)
        if next_birthday > today:
            return birthdays
        birthdays += 1


def home(profile: Profile) -> str | None:
    if "region" in profile:
        return str(profile["region"])
    homes = homes_of(profile.get("municipality"))
    return homes[0] if len(homes) == 1 else None


@cache
def homes_of(town: str | None) -> list[str]:
    return [
        name
        for name, entry in raw_regions().items()
        if town in [one["name"] for one in entry.get("municipalities") or []]
    ]


@once
def lives_in(name: str, profile: Profile) -> Truth:
    if name == "*":
        return True
    region = home(profile)
    if region is None:
        return None
    inside = [name, *((raw_regions().get(name) or {}).get("includes") or [])]
    return region in inside


def lives_in_one_of(towns: list[str], region: str, profile: Profile) -> Truth:
    inside = profile["municipality"] in towns if "municipality" in profile else None
    return every([lives_in(region, profile), inside])


def one_of(words: list[str], profile: Profile) -> Truth:
    truths = [fact(word, profile) for word in words]
    if {"college", "university", "postgraduate"} <= set(words):
        truths.append(fact("student_status", profile))
    return some(truths)


@once
def fact(word: str, profile: Profile) -> Truth:
    """What is known of a status, form or capability."""
    said = stated(word, profile)
    return said if said is not None else implied(word, profile)


def stated(word: str, profile: Profile) -> Truth:
    names = next((group for group in SAME if word in group), {word})
    for name in names:
        for key in ("statuses", "capabilities"):
            if name in profile.get(key, {}):
                return bool(profile[key][name])
    if "self_employed" in names:
        return opposite(profile.get("confirmed", {}).get("ты не на налоге для самозанятых"))
    return None


def implied(word: str, profile: Profile) -> Truth:
    study = ("college", "university", "postgraduate")
    if word == "student_status":
        return some(stated(kind, profile) for kind in study)
    if word in study:
        student = stated("student_status", profile)
        others_are_out = all(stated(kind, profile) is False for kind in study if kind != word)
        return False if student is False else True if student and others_are_out else None
    if word in ("employed", "unemployed"):
        other = {"employed": "unemployed", "unemployed": "employed"}[word]
        return False if stated(other, profile) else None
    by_stage = {
        ("idea", "prototype"): False,
        ("idea", "running_project"): False,
        ("prototype", "prototype"): True,
        ("running", "prototype"): True,
        ("running", "running_project"): True,
    }
    return by_stage.get((str(profile.get("stage")), word))


@once
def condition(text: str, profile: Profile, today: date) -> Truth:
    """A free-text condition: settled by facts, else by the person's answer."""
    if text == "ты не на налоге для самозанятых":
        return opposite(fact("self_employed", profile))
    if text == "не учишься очно":
        return opposite(condition("учишься очно", profile, today))
    settled = settled_by_facts(text, profile, today)
    return settled if settled is not None else answer(text, profile)


def settled_by_facts(text: str, profile: Profile, today: date) -> Truth:
    student, school, college = (fact(word, profile) for word in ("student_status", "school", "college"))
    if text in ("учишься очно", "учишься на бюджетном месте") and student is False:
        return False
    if text in SCHOOL_ONLY and school is False:
        return False
    if text in SCHOOL_OR_COLLEGE and school is False and college is False:
        return False
    if text.startswith("живёшь на Дальнем Востоке") and lives_in(FAR_EAST, profile):
        return True
    if text.startswith("если тебе нет 18") and min(ages(profile, today)) >= 18:
        return True
    return None


def answer(text: str, profile: Profile) -> Truth:
    answers = profile.get("confirmed", {})
    if text in answers:
        return bool(answers[text])
    if text == "учишься очно":
        return opposite(answers.get("не учишься очно"))
    return None
