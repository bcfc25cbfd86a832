"""Random problems and random people for the planner's benchmark and tests."""

from datetime import date, timedelta
from random import Random
from typing import Final

from bot.path import weights
from bot.path.candidates import trimmed
from bot.path.problem import Candidate, Place, Problem
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.vocabulary import vocabulary

MONTHS: Final = 18
NEEDS: Final = ("money", "knowledge", "mentor", "team", "space")
FACTS: Final = ("plan", "team", "course", "status")


def problem(random: Random, size: int, hours: int, most_steps: int = 7) -> Problem:
    """A random problem: windows, chains, exclusions, doubtful data and steps without dates."""
    candidates = trimmed([_candidate(random, number) for number in range(size)])
    ids = [one.id for one in candidates]
    pairs = {tuple(sorted(random.sample(ids, 2))) for _ in range(len(ids) // 8)} if len(ids) > 1 else set()
    return Problem(
        candidates=candidates,
        exclusions=frozenset((one, other) for one, other in pairs),
        needs=frozenset(random.sample(NEEDS, 3)),
        months=MONTHS,
        minutes_a_month=60 * hours,
        most_steps=most_steps,
        seats=weights.SEATS,
    )


def person(random: Random, today: date) -> Facts:
    """A random young person who has told the most important things, and a part of the others."""
    words = vocabulary()
    student = random.choice(["school", "college", "university", None, None])
    age = {"school": (12, 17), "college": (15, 21), "university": (17, 24), None: (18, 35)}[student]
    born = today - timedelta(days=random.randint(age[0] * 366, age[1] * 366))
    forms = (
        "self_employed",
        "sole_proprietor",
        "company",
        "ngo",
        "project_passport",
        "business_plan",
        "team",
    )
    return Facts(
        birth_date=born,
        region=random.choice(regions().regions[:5]),
        citizenship_ru=True,
        statuses={word: word == student for word in ("school", "college", "university", "postgraduate")},
        capabilities={word: random.random() < 0.3 for word in forms if random.random() < 0.8},
        needs=tuple(random.sample(sorted(words.needs), random.randint(1, 3))),
        topics=tuple(random.sample(sorted(words.topics), random.randint(1, 3))),
        stage=random.choice([None, "idea", "prototype", "running"]),
        hours_per_month=random.choice([None, 10, 20, 40]),
    )


def _candidate(random: Random, number: int) -> Candidate:
    undated = random.random() < 0.15
    covers = frozenset(random.sample(NEEDS, random.choice([0, 1, 1, 1, 2, 2])))
    effort = random.choice([0, 2, 5, 10, 20, 30, 40, 60])
    return Candidate(
        id=f"m{number:03}",
        covers=covers,
        fit=random.randint(10, 100) * 10 if covers else weights.UNLOCKER,
        benefit=random.choice([0, 0, random.randint(50, 350)]) if covers else 0,
        effort=effort,
        is_federal=random.random() < 0.5,
        places=() if undated else _places(random, effort),
        undated=undated,
        wants=tuple(frozenset({random.choice(FACTS)}) for _ in range(random.choice([0, 0, 0, 1, 1, 2]))),
        gives=frozenset({random.choice(FACTS)}) if random.random() < 0.25 or not covers else frozenset(),
        spoilt_by=frozenset({"status"}) if random.random() < 0.05 else frozenset(),
        is_reliable=random.random() < 0.85,
        is_contest=random.random() < 0.3,
    )


def _places(random: Random, effort: int) -> tuple[Place, ...]:
    always = random.random() < 0.4
    open_months = set(range(12)) if always else set(random.sample(range(12), random.randint(1, 4)))
    length = max(random.choice([1, 1, 2, 3, 5]), -(-effort // 40))
    return tuple(
        Place(start, start + length - 1, -(-60 * effort // length))
        for start in range(MONTHS)
        if start % 12 in open_months and start + length <= MONTHS
    )
