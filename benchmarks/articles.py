"""Which article answers a question: precision and recall on labelled questions and requests for measures."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from knowledge.articles.finding import Finder
from knowledge.articles.shelf import shipped_shelf

FOLDER: Final = Path(__file__).parent
REQUESTS: Final = ("dev", "own", "later", "second")
"""Graded requests for measures (benchmarks/search.py): an article in their place is a fault."""


class Question(BaseModel):
    """A question and the id of the article that answers it; None: none does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    half: Literal["tuned", "kept", "fresh", "last", "usual"]
    text: str
    article: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """Of the answers given the share that is right; of the answers there are the share that is given."""

    precision: float
    recall: float
    silent: int
    """Questions without an article that rightly got none."""


def read() -> tuple[Question, ...]:
    """The labelled questions."""
    loaded = yaml.safe_load((FOLDER / "articles.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(tuple[Question, ...]).validate_python(loaded)


def requests() -> list[str]:
    """What people write who want a measure."""
    return [
        one["text"]
        for name in REQUESTS
        for one in yaml.safe_load((FOLDER / f"queries-{name}.yaml").read_text(encoding="utf-8"))
        if one["relevant"]
    ]


def score(questions: Sequence[Question], answer: Callable[[str], str | None]) -> Score:
    """The questions as `answer` answers them, by the id of an article."""
    given = [(one.article, answer(one.text)) for one in questions]
    right = sum(found == wanted for wanted, found in given if wanted)
    told = sum(found is not None for _, found in given)
    wanted = sum(article is not None for article, _ in given)
    silent = sum(article is None and found is None for article, found in given)
    return Score(right / max(told, 1), right / max(wanted, 1), silent)


def run() -> None:
    """Print the figures."""
    began = time.perf_counter()
    finder = Finder.of(shipped_shelf().articles)
    built = time.perf_counter() - began
    questions = read()

    def answer(text: str) -> str | None:
        found = finder.find(text)
        return found.id if found else None

    print("half   questions  precision  recall  rightly none   goals 0.95, 0.90")
    for half in ("tuned", "kept", "fresh", "last", "usual"):
        some = [one for one in questions if one.half == half]
        result, none = score(some, answer), sum(one.article is None for one in some)
        right = f"{result.precision:9.3f}  {result.recall:6.3f}  {result.silent:>5} of {none}"
        print(f"{half:<7}{len(some):>8}  {right}")
    asked = requests()
    mistaken = sum(answer(text) is not None for text in asked)
    print(f"requests for measures that get an article: {mistaken} of {len(asked)}")
    _print_speed(finder, built, [one.text for one in questions])


def _print_speed(finder: Finder, built: float, texts: Sequence[str]) -> None:
    times = []
    for text in texts:
        began = time.perf_counter()
        finder.find(text)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    print(
        f"built in {built * 1000:.0f} ms; a question: median {median(times):.2f} ms,"
        f" p95 {times[int(len(times) * 0.95)]:.2f} ms"
    )
