"""How many questions lead to the path: from nothing, and from what people write first, beside other ways."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Final

import yaml

from benchmarks.question_baselines import fixed, undecided
from benchmarks.question_people import Truth, whole
from benchmarks.question_walk import Choose, Solver, Walk, first_fit, walk
from bot.person.questions.choosing import next_question
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
WAYS: Final[Mapping[str, Choose]] = {
    "lazily, inside the best path": next_question,
    "what most undecided wait for": undecided,
    "a fixed questionnaire": fixed,
}


def run() -> None:
    """Print the figures."""
    starts = {"from nothing": [Facts()] * PEOPLE, "from what people write first": list(_openers())}
    for title, facts in starts.items():
        print(f"{title}, {len(facts)} people: median and p95 of questions (of messages by buttons alone)")
        random = Random(11)
        people = [(Truth(whole(random, start), TODAY), start) for start in facts]
        for way, choose in WAYS.items():
            _report(way, people, choose)


def _report(way: str, people: Sequence[tuple[Truth, Facts]], choose: Choose) -> None:
    measures = shipped_measures()
    asked, messages, first = [], [], []
    for truth, start in people:
        walked = walk(truth, start, Solver(measures, TODAY, LIMIT).world(), choose)
        asked.append(len(walked.asked))
        messages.append(walked.messages(truth))
        first.append(_first(walked))
    figures = f"{median(asked):4.0f} {_p95(asked):4.0f}  ({median(messages):.0f}, {_p95(messages):.0f})"
    print(f"  {way:30} {figures}")
    if choose is next_question:
        seen = [number for number in first if number is not None]
        early = sum(number <= GOAL_FIRST for number in seen)
        is_met = median(asked) <= GOAL_MEDIAN and _p95(asked) <= GOAL_P95
        print(f"  goal: median <= {GOAL_MEDIAN}, p95 <= {GOAL_P95}: {'met' if is_met else 'MISSED'}")
        print(f"  a measure that surely fits after <= {GOAL_FIRST} questions: {early} of {len(people)}")


def _first(walked: Walk) -> int | None:
    return first_fit(walked, shipped_measures(), TODAY)


def _openers() -> Iterator[Facts]:
    for item in yaml.safe_load(OPENERS.read_text(encoding="utf-8")):
        if item["asked"] is None and item["intent"] == "build_path":
            yield Facts.model_validate(
                {key: value for key, value in item["facts"].items() if key != "corrects"}
            )


def _p95(counts: Sequence[int]) -> float:
    return quantiles(counts, n=20, method="inclusive")[-1]
