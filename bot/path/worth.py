"""What a measure is worth to a person, in whole points: fit and expected benefit (docs/path.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import log10

from bot.path import weights
from bot.wording import is_stale
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asked for; `closeness`: id -> how near it is to the person's words, from 0 to 1."""

    needs: frozenset[str]
    topics: frozenset[str]
    stage: str | None
    closeness: Mapping[str, float] = field(default_factory=dict)
    needs_are_stated: bool = True

    def covered(self, measure: SupportMeasure) -> frozenset[str]:
        """The needs that it fills, of those stated; of all, when none is."""
        return self.needs.intersection(measure.needs)

    def fit(self, measure: SupportMeasure) -> int:
        """Points of fit; 0 for what fills none of the needs."""
        covered = self.covered(measure)
        if not covered:
            return 0
        near = min(max(self.closeness.get(measure.id, 0.0), 0.0), 1.0)
        if self._is_elsewhere(measure) and not near:
            return weights.OFF_TOPIC
        needs = weights.NEEDS * len(covered) // len(self.needs) if self.needs_are_stated else weights.NEEDS
        return needs + self._topics(measure) + self._stage(measure) + round(weights.WORDS * near)

    def is_on_topic(self, measure: SupportMeasure) -> bool:
        """Does it share a stated topic?"""
        return not self.topics.isdisjoint(measure.topics)

    def _is_elsewhere(self, measure: SupportMeasure) -> bool:
        implied = (topic for need in self.needs for topic in weights.TOPICS_OF_NEEDS.get(need, ()))
        return bool(self.topics) and self.topics.union(implied).isdisjoint(measure.topics)

    def _topics(self, measure: SupportMeasure) -> int:
        if not self.topics:
            return weights.TOPICS // 2
        return weights.TOPICS * len(self.topics.intersection(measure.topics)) // len(self.topics)

    def _stage(self, measure: SupportMeasure) -> int:
        if self.stage is None or not measure.stages:
            return weights.STAGE // 2
        return weights.STAGE if self.stage in measure.stages else 0


def wishes_of(facts: Facts, closeness: Mapping[str, float]) -> Wishes:
    """The wishes of a profile; without stated needs every need counts as a possible one."""
    return Wishes(
        needs=frozenset(facts.needs or vocabulary().needs),
        topics=frozenset(facts.topics),
        stage=facts.stage,
        closeness=closeness,
        needs_are_stated=bool(facts.needs),
    )


def is_reliable(measure: SupportMeasure, today: date, stale_after_months: int) -> bool:
    """May other steps build on it: neither of low confidence nor stale?"""
    return measure.confidence != "low" and not is_stale(measure.checked_on, stale_after_months, today)


def income(measure: SupportMeasure) -> int:
    """Roubles that the measure may bring within a year; 0 for debts and for money of others."""
    amount = measure.benefit.amount_max or measure.benefit.amount_min or 0
    if measure.kind in weights.NO_INCOME:
        return 0
    return amount * (weights.MONTHS_PAID if measure.benefit.period == "month" else 1)


def benefit(measure: SupportMeasure, today: date, stale_after_months: int) -> int:
    """Points of expected benefit: the logarithm of the sum, less for doubtful and for old data."""
    if not is_reliable(measure, today, stale_after_months):
        return 0
    aged = measure.checked_on is None or is_stale(measure.checked_on, weights.FRESH_MONTHS, today)
    percent = weights.CONFIDENCE_PERCENT[measure.confidence] * (weights.AGED_PERCENT if aged else 100)
    return round(weights.DECADE * log10(1 + income(measure) / 1000) * percent / 10_000)
