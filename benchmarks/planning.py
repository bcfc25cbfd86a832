"""Planning: time to proof, over random instances and over the shipped catalogue; lag of the event loop."""

import asyncio
import time
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from statistics import median
from typing import Final

from benchmarks.planning_instances import person, problem
from bot.path.planner import Path, PlanRequest, plan
from bot.path.solving import load, solve
from knowledge.regions import regions
from knowledge.shipped import shipped_measures

DAYS: Final = (date(2026, 3, 5), date(2026, 11, 21))
SIZES: Final = (20, 50, 100, 200)
HOURS: Final = {"tight": 12, "loose": 40}
INSTANCES: Final = 5
PEOPLE: Final = 200
GOAL_SECONDS: Final = 1.0
GOAL_PROVEN: Final = 0.95
GOAL_LAG_MS: Final = 50.0


@dataclass(frozen=True, slots=True)
class Taken:
    """How long something took: by the clock, and of the processor."""

    seconds: float
    processor: float


def run() -> None:
    """Print the figures beside the goals."""
    load()
    print("clock seconds (processor seconds)")
    for size in SIZES:
        for name, hours in HOURS.items():
            _instances(size, name, hours)
    for day in DAYS:
        _people(day)
    asyncio.run(_lag())


def _instances(size: int, name: str, hours: int) -> None:
    taken, proven = [], 0
    for seed in range(INSTANCES):
        one = problem(Random(seed), size, hours)
        started = _now()
        proven += solve(one, 4.0).is_proven
        taken.append(_since(started))
    print(f"{size:>3} candidates, {name:<5} hours: {_line(taken)}, proven {proven} of {INSTANCES}")


def _people(day: date) -> None:
    taken, paths = [], []
    for facts in (person(Random(number), day) for number in range(PEOPLE)):
        request = PlanRequest(facts, day, shipped_measures(), regions())
        started = _now()
        paths.append(plan(request))
        taken.append(_since(started))
    p95 = sorted(one.seconds for one in taken)[int(0.95 * PEOPLE)]
    share = sum(path.is_proven for path in paths) / PEOPLE
    print(f"\n{PEOPLE} random people on {day}, shipped catalogue: {_line(taken)}")
    print(f"  p95 {p95:.2f} s, goal {GOAL_SECONDS}: {'met' if p95 <= GOAL_SECONDS else 'MISSED'}")
    print(f"  proven {share:.1%}, goal {GOAL_PROVEN:.0%}: {'met' if share >= GOAL_PROVEN else 'MISSED'}")
    print(f"  steps: median {median(len(path.steps) for path in paths):.0f}; {_empty(paths)} without any")


def _empty(paths: Sequence[Path]) -> int:
    return sum(not path.steps for path in paths)


async def _lag() -> None:
    """How late the loop wakes while one path after the other is planned in a thread, and while nothing is."""
    idle = await _late(asyncio.to_thread(time.sleep, 5.0))
    busy = await _late(asyncio.to_thread(_several))
    print(f"\nevent loop at rest: lag p99 {_p99(idle):.1f} ms, worst {max(idle):.1f} ms")
    print(f"event loop while solving: lag p99 {_p99(busy):.1f} ms, worst {max(busy):.1f} ms;", end=" ")
    print(f"goal p99 under {GOAL_LAG_MS:.0f}: {'met' if _p99(busy) < GOAL_LAG_MS else 'MISSED'}")


async def _late(work: Coroutine[None, None, None]) -> list[float]:
    """By how many milliseconds each short sleep was too long while the work was done."""
    lags: list[float] = []
    async with asyncio.TaskGroup() as group:
        working = group.create_task(work)
        while not working.done():
            started = time.perf_counter()
            await asyncio.sleep(0.005)
            lags.append((time.perf_counter() - started - 0.005) * 1000)
    return lags


def _p99(lags: Sequence[float]) -> float:
    return sorted(lags)[int(0.99 * len(lags))]


def _several() -> None:
    for request in _requests():
        plan(request)


def _requests() -> Iterator[PlanRequest]:
    for number in range(10):
        facts = person(Random(number), DAYS[0])
        yield PlanRequest(facts, DAYS[0], shipped_measures(), regions())


def _now() -> Taken:
    return Taken(time.perf_counter(), time.process_time())


def _since(started: Taken) -> Taken:
    now = _now()
    return Taken(now.seconds - started.seconds, now.processor - started.processor)


def _line(taken: Sequence[Taken]) -> str:
    worst = max(taken, key=lambda one: one.seconds)
    half = median(one.seconds for one in taken), median(one.processor for one in taken)
    return f"median {half[0]:.2f} ({half[1]:.2f}), worst {worst.seconds:.2f} ({worst.processor:.2f})"
