"""How long it takes to judge 5,000 measures for one person: real measures, varied."""

import time
from collections.abc import Iterator
from datetime import date
from random import Random
from statistics import median
from typing import Final

from knowledge.conditions import Rules
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import regions
from knowledge.shipped import shipped_measures

MEASURES: Final = 5_000
PEOPLE: Final = 50
GOAL_MS: Final = 100
TODAY: Final = date(2026, 11, 21)


def run() -> None:
    """Print the figures."""
    started = time.perf_counter()
    rules = Rules(varied(MEASURES), regions())
    compiled_ms = (time.perf_counter() - started) * 1000

    verdicts = [_milliseconds(rules, facts) for facts in _people()]

    print(f"{MEASURES} measures compiled in {compiled_ms:.0f} ms (with making them)")
    print(f"all verdicts for a person: median {median(verdicts):.1f} ms, worst {max(verdicts):.1f} ms")
    print(f"goal: under {GOAL_MS} ms: {'met' if max(verdicts) < GOAL_MS else 'MISSED'}")


def varied(count: int) -> Iterator[SupportMeasure]:
    """Real measures again and again, each with an age, a region and a condition of its own."""
    random = Random(1)
    real = shipped_measures()
    places = regions().regions
    for number in range(count):
        measure = real[number % len(real)]
        audience = measure.audience.model_copy(
            update={
                "age_min": random.choice([None, 14, 16, 18, 21]),
                "age_max": random.choice([None, *range(25, 60)]),
                "regions": (random.choice(places),) if random.random() < 0.5 else measure.audience.regions,
                "municipalities": (),
                "conditions": (*measure.audience.conditions, f"condition {number % 1000}"),
            }
        )
        yield measure.model_copy(update={"id": f"{measure.id}-{number}", "audience": audience})


def _people() -> Iterator[Facts]:
    random = Random(2)
    for _ in range(PEOPLE):
        yield Facts(
            birth_year=random.randrange(1985, 2012),
            region=random.choice(regions().regions),
            citizenship_ru=True,
            statuses={"university": random.random() < 0.5, "employed": random.random() < 0.5},
            capabilities={"project_passport": random.random() < 0.5},
        )


def _milliseconds(rules: Rules, facts: Facts) -> float:
    started = time.perf_counter()
    rules.verdicts(facts, TODAY)
    return (time.perf_counter() - started) * 1000
