"""What a path is planned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.path import weights
from knowledge.condition_texts import ConditionText, condition_texts
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import Regions

FINAL_LIMIT: Final = 4.0
"""Deterministic time of the solver for each group of levels: as many seconds of a quick processor."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the month of applying to the month of the result (`bot.path.months`), both included."""

    start: int
    finish: int | None
    """None: nobody knows."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """Everything that decides a path. Equal requests, in whatever order of measures, give equal paths."""

    facts: Facts
    today: date
    measures: Sequence[SupportMeasure]
    """The catalogue; windows that the organisation announced itself are already in it."""
    regions: Regions
    texts: Mapping[str, ConditionText] = field(default_factory=condition_texts)
    closeness: Mapping[str, float] = field(default_factory=dict)
    """Id -> how near the measure is to the person's own words, from 0 to 1."""
    refused: frozenset[str] = frozenset()
    """Ids that the person does not want, or was not given."""
    wanted: frozenset[str] = frozenset()
    """Ids that stand in the path wherever they can, before everything else."""
    done: frozenset[str] = frozenset()
    """Ids of steps done, with their result: what they give is had, the needs that they fill stay filled."""
    under_way: Mapping[str, Span] = field(default_factory=dict)
    """Id -> when applied and when the result is awaited: these stay in the path, where they are."""
    unknown_is_yes: bool = True
    """Count what is not known in the person's favour (it stays among the things to check), or against."""
    home_region: str | None = None
    """For a path that is shown: a place that is not known counts as this region, and as no other and as no
    single municipality. None: it could be any, as `unknown_is_yes` says."""
    stale_after_months: int = 24
    months: int = weights.HORIZON_MONTHS
    most_steps: int = weights.MOST_STEPS
    limit: float = FINAL_LIMIT

    @property
    def had(self) -> frozenset[str]:
        """Ids of what the person has, or has done on the way."""
        return self.done.union(self.facts.has)
