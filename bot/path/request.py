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
    """Ids that the person does not want."""
    unknown_is_yes: bool = True
    """Count what is not known in the person's favour (it stays among the things to check), or against."""
    stale_after_months: int = 24
    months: int = weights.HORIZON_MONTHS
    most_steps: int = weights.MOST_STEPS
    limit: float = FINAL_LIMIT
