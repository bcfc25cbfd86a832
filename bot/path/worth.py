"""What a measure is worth to a person, in whole points: fit and expected benefit (docs/path.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import log10

from bot.path import weights
from bot.path.topics import Share, is_of_another_field, part_of_measure, part_of_wishes
from bot.wording import is_stale
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Fit:
    """Points of fit by what they are for; `doubts` are losses, `form` lifts it above lesser forms."""

    needs: int
    topics: int
    words: int
    stage: int
    sure: int
    audience: int
    doubts: int = 0
    form: int = 0

    @property
    def total(self) -> int:
        """At least 1: what fits at all is worth more than nothing."""
        points = self.needs + self.topics + self.words + self.stage + self.sure + self.audience
        return max(points + self.doubts + self.form, 1)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asked for; `closeness`: id -> how near it is to the person's words, from 0 to 1."""

    needs: frozenset[str]
    topics: frozenset[str]
    stage: str | None
    closeness: Mapping[str, float] = field(default_factory=dict)
    needs_are_stated: bool = True
    wanted: frozenset[str] = frozenset()

    def covered(self, measure: SupportMeasure) -> frozenset[str]:
        """The needs that it fills: of those stated (all, when none is); its own, when it was asked for."""
        filled = frozenset(need for need in measure.needs if need != "money" or brings_money(measure))
        covered = self.needs & filled
        return filled if measure.id in self.wanted and not covered else covered

    def fit(self, measure: SupportMeasure) -> Fit | None:
        """Points of fit; None for what fills none of the needs or is made for others."""
        covered = self.covered(measure)
        if not covered or (measure.id not in self.wanted and self._is_for_others(measure, covered)):
            return None
        share = Share(len(covered & self.needs), len(self.needs)) if self.needs_are_stated else Share(1, 2)
        return Fit(
            needs=share.of(weights.NEEDS),
            topics=self._topics(measure, covered),
            words=self._words(measure),
            stage=self._stage(measure),
            sure=weights.SURE if _is_sure(measure) else 0,
            audience=_audience(measure),
        )

    def near(self, measure: SupportMeasure) -> float:
        """How near it is to the person's words, from 0 to 1."""
        return min(max(self.closeness.get(measure.id, 0.0), 0.0), 1.0)

    def _is_for_others(self, measure: SupportMeasure, covered: frozenset[str]) -> bool:
        return self._is_two_stages_off(measure) or self._is_of_another_field(measure, covered)

    def _is_two_stages_off(self, measure: SupportMeasure) -> bool:
        """For those who only have an idea while the person's thing runs, or the other way round."""
        order = list(vocabulary().stages)
        if self.stage is None or not measure.stages:
            return False
        now = order.index(self.stage)
        return min(abs(order.index(stage) - now) for stage in measure.stages) > 1

    def _is_of_another_field(self, measure: SupportMeasure, covered: frozenset[str]) -> bool:
        if not (self.topics or self.closeness) or is_due_by_life(measure):
            return False
        if not self.topics:
            return self.near(measure) < weights.NEAR_WORDS
        if self.closeness and len(measure.topics) >= weights.BROAD_TOPICS and not self.near(measure):
            return True
        return is_of_another_field(self.topics | _implied(covered), measure.topics)

    def _topics(self, measure: SupportMeasure, covered: frozenset[str]) -> int:
        half = weights.TOPICS // 2
        if not (self.topics and measure.topics):
            return half
        mine = part_of_measure(self.topics, measure.topics, _implied(covered)).of(half)
        points = mine + part_of_wishes(self.topics, measure.topics).of(half)
        return max(points, half) if is_due_by_life(measure) else points

    def _words(self, measure: SupportMeasure) -> int:
        if not self.closeness:
            return weights.WORDS // 2
        near = max(self.near(measure) - weights.FAR_WORDS, 0.0) / (1 - weights.FAR_WORDS)
        return round(weights.WORDS * near)

    def _stage(self, measure: SupportMeasure) -> int:
        if self.stage is None or not measure.stages:
            return weights.STAGE // 2
        return weights.STAGE if self.stage in measure.stages else 0


def wishes_of(facts: Facts, closeness: Mapping[str, float], wanted: frozenset[str] = frozenset()) -> Wishes:
    """The wishes of a profile; without stated needs every need counts as a possible one."""
    return Wishes(
        needs=frozenset(facts.needs or vocabulary().needs),
        topics=frozenset(facts.topics),
        stage=facts.stage,
        closeness=closeness,
        needs_are_stated=bool(facts.needs),
        wanted=wanted,
    )


def brings_money(measure: SupportMeasure) -> bool:
    """Is it money, and not a discount or free help?"""
    return measure.kind not in weights.NO_MONEY


def is_due_by_life(measure: SupportMeasure) -> bool:
    """Is it meant for people in one situation of life only, and neither won nor lent?"""
    statuses = measure.audience.statuses
    given = measure.kind not in weights.COMPETITIVE | weights.NO_INCOME
    return given and bool(statuses) and weights.BY_LIFE.issuperset(statuses)


def _is_sure(measure: SupportMeasure) -> bool:
    """Does it come to everybody in a situation of life: one of a status, or one that nothing gives?"""
    by_life = not vocabulary().life_capabilities.keys().isdisjoint(measure.requires)
    return measure.kind in weights.SURE_KINDS and (by_life or is_due_by_life(measure))


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
    """Points of expected benefit: the logarithm of the sum that may be hoped for, less for old data."""
    if not is_reliable(measure, today, stale_after_months):
        return 0
    aged = measure.checked_on is None or is_stale(measure.checked_on, weights.FRESH_MONTHS, today)
    percent = weights.CONFIDENCE_PERCENT[measure.confidence] * (weights.AGED_PERCENT if aged else 100)
    hoped = income(measure) * chance_percent(measure) / 100
    return round(weights.DECADE * log10(1 + hoped / 1000) * percent / 10_000)


def chance_percent(measure: SupportMeasure) -> int:
    """How many of a hundred who apply and fit are likely to get it."""
    if measure.kind in weights.CONTESTS:
        return weights.CHANCE_PERCENT[measure.level]
    return weights.SCHOLARSHIP_PERCENT if measure.kind == "scholarship" else 100


def _implied(covered: frozenset[str]) -> frozenset[str]:
    return frozenset(topic for need in covered for topic in weights.TOPICS_OF_NEEDS.get(need, ()))


def _audience(measure: SupportMeasure) -> int:
    """More for what is made for one age, half for all the young."""
    low, high = measure.audience.age_min, measure.audience.age_max
    studies = {"school", "college", "university"}.issuperset(measure.audience.statuses)
    if (measure.audience.statuses and studies) or (
        high is not None and high - (low or 0) <= weights.YOUNG_YEARS
    ):
        return weights.AUDIENCE
    return weights.AUDIENCE // 2 if high is not None and high <= weights.YOUTH_UNTIL else 0
