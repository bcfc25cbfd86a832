"""How many questions lead to the path: from nothing, and from what people write first, beside other ways."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import process_time
from typing import Final

import yaml

from benchmarks.question_baselines import fixed, undecided
from benchmarks.question_manners import Manner, pressing, typing, wholly
from benchmarks.question_people import Truth, whole
from benchmarks.question_walk import Choose, Solver, Walk, first_fit, walk
from bot.path.solving import load
from bot.person.questions.answering import Known
from bot.person.questions.choosing import Next, World, next_question
from knowledge.facts import Facts
from knowledge.shipped import shipped_measures

OPENERS: Final = Path(__file__).with_name("utterances-dev.yaml")
TODAY: Final = date(2026, 11, 21)
PEOPLE: Final = 40
LIMIT: Final = 0.2
"""Deterministic time for interim paths: what the talk allows them."""
GOAL_MEDIAN: Final = 6
GOAL_P95: Final = 10
GOAL_FIRST: Final = 3
WAYS: Final[Mapping[str, tuple[Choose, Manner]]] = {
    "lazily, answered in words": (next_question, typing),
    "lazily, by buttons alone": (next_question, pressing),
    "what most undecided wait for": (undecided, wholly),
    "a fixed questionnaire": (fixed, wholly),
}


def run() -> None:
    """Print the figures."""
    load()
    starts = {"from nothing": [Facts()] * PEOPLE, "from what people write first": list(_openers())}
    for title, facts in starts.items():
        print(f"{title}, {len(facts)} people: median and p95 of questions (with further pages of choices)")
        random = Random(11)
        people = [(Truth(whole(random, start), TODAY), start) for start in facts]
        for way in WAYS:
            _report(way, people)


def _report(way: str, people: Sequence[tuple[Truth, Facts]]) -> None:
    (choose, manner), measures = WAYS[way], shipped_measures()
    watch = Watch(choose)
    walks = [
        walk(truth, start, Solver(measures, TODAY, LIMIT).world(), watch.choose, manner)
        for truth, start in people
    ]
    asked = [len(one.asked) for one in walks]
    pages = [one.messages(truth) for one, (truth, _) in zip(walks, people, strict=True)]
    turned = "" if manner is typing else f"  ({median(pages):.0f}, {_p95(pages):.0f})"
    print(f"  {way:30} {median(asked):4.0f} {_p95(asked):4.0f}{turned}")
    if choose is next_question:
        _report_goals(asked, [_first(one) for one in walks])
        print(f"  to choose a question: {watch}")


def _report_goals(asked: Sequence[int], first: Sequence[int | None]) -> None:
    early = sum(number is not None and number <= GOAL_FIRST for number in first)
    is_met = median(asked) <= GOAL_MEDIAN and _p95(asked) <= GOAL_P95
    print(f"  goal: median <= {GOAL_MEDIAN}, p95 <= {GOAL_P95}: {'met' if is_met else 'MISSED'}")
    print(f"  a measure that surely fits after <= {GOAL_FIRST} questions: {early} of {len(asked)}")


class Watch:
    """Chooses questions and remembers the processor's seconds for each."""

    def __init__(self, choose: Choose) -> None:
        self._choose, self._seconds = choose, list[float]()

    def choose(self, known: Known, world: World) -> Next:
        """Choose as the way chooses."""
        begun = process_time()
        try:
            return self._choose(known, world)
        finally:
            self._seconds.append(process_time() - begun)

    def __str__(self) -> str:
        seconds = self._seconds
        return f"median {median(seconds):.2f}, p95 {_p95(seconds):.2f}, at worst {max(seconds):.2f} s"


def _first(walked: Walk) -> int | None:
    return first_fit(walked, shipped_measures(), TODAY)


def _openers() -> Iterator[Facts]:
    for item in yaml.safe_load(OPENERS.read_text(encoding="utf-8")):
        if item["asked"] is None and item["intent"] == "build_path":
            yield Facts.model_validate(
                {key: value for key, value in item["facts"].items() if key != "corrects"}
            )


def _p95(counts: Sequence[float]) -> float:
    return quantiles(counts, n=20, method="inclusive")[-1]
