"""Requests with graded answers, and how answers are scored (the header of queries-dev.yaml says how)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

FOLDER: Final = Path(__file__).parent
DEPTH: Final = 10
FIRST: Final = 5
GOOD: Final = 2

Answer = Callable[[str, str], Sequence[str]]
"""Text and region -> ids, best first."""


class Query(BaseModel):
    """A request; `relevant`: id -> grade, nothing when the catalogue has no answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    kind: str
    region: str
    relevant: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Means over the requests that have an answer; counts of empty lists."""

    ndcg: float
    recall: float
    rightly_empty: int
    without_answer: int
    wrongly_empty: int

    def __str__(self) -> str:
        return (
            f"{self.ndcg:.3f}  {self.recall:.3f}   {self.rightly_empty:>2} of {self.without_answer:<2}"
            f"   {self.wrongly_empty}"
        )


def read_queries(name: str) -> tuple[Query, ...]:
    """The requests of `queries-<name>.yaml`."""
    loaded = yaml.safe_load((FOLDER / f"queries-{name}.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(tuple[Query, ...]).validate_python(loaded)


def score(queries: Sequence[Query], answer: Answer) -> Score:
    """Ask everything and score it."""
    answers = [list(answer(query.text, query.region))[:DEPTH] for query in queries]
    pairs = list(zip(queries, answers, strict=True))
    answerable = [(query.relevant, ids) for query, ids in pairs if query.relevant]
    unanswerable = [ids for query, ids in pairs if not query.relevant]
    recalls = [recall(relevant, ids) for relevant, ids in answerable if max(relevant.values()) >= GOOD]
    return Score(
        ndcg=fmean(ndcg(relevant, ids) for relevant, ids in answerable) if answerable else 0.0,
        recall=fmean(recalls) if recalls else 0.0,
        rightly_empty=sum(not ids for ids in unanswerable),
        without_answer=len(unanswerable),
        wrongly_empty=sum(not ids for _, ids in answerable),
    )


def ndcg(relevant: Mapping[str, int], ids: Sequence[str]) -> float:
    """nDCG at 10 with gain 2^grade - 1, ideal over the listed ids."""
    return _gain([relevant.get(id_, 0) for id_ in ids]) / _gain(sorted(relevant.values(), reverse=True))


def recall(relevant: Mapping[str, int], ids: Sequence[str]) -> float:
    """The share of the good ids (of at most five) among the first five."""
    good = {id_ for id_, grade in relevant.items() if grade >= GOOD}
    return len(good.intersection(ids[:FIRST])) / min(FIRST, len(good))


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))
