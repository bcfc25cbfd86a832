"""Where a person stands to a measure: what is met, what a step could bring, what is not known, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.path.request import PlanRequest
from knowledge.condition_judging import judge
from knowledge.condition_kinds import (
    AgeWithin,
    AppliesAs,
    Condition,
    Confirms,
    Holds,
    LivesIn,
    LivesInMunicipality,
    conditions_of,
    fact_of,
    facts_of,
)
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.situation import Situation, ages_on, situation
from knowledge.verdict import Verdict

DAYS_A_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Standing:
    """All conditions of one measure, sorted by what a plan can do about them."""

    measure: SupportMeasure
    lacking: tuple[Condition, ...]
    """Capabilities and forms that the person does not have: a step could give them."""
    failing: tuple[Condition, ...]
    """What fails and no step changes."""
    unknown: tuple[Condition, ...]
    dated: tuple[Condition, ...]
    """Judged anew on every day: age and what follows from it."""
    spoilt_by: frozenset[str]


class Standpoint:
    """One person's view of the catalogue; a day decides what is judged anew on it."""

    def __init__(self, request: PlanRequest) -> None:
        self._request = request
        self.facts = _with_gifts(request)
        self._by_age: dict[object, Situation] = {}
        self._held: dict[tuple[tuple[Condition, ...], date], bool] = {}
        self.today = request.today
        self.now = self.on(request.today)

    def on(self, day: date) -> Situation:
        """The person's situation on a day; an age that was told grows with the full years waited."""
        facts = self.facts
        if facts.birth_date is None and facts.age is not None:
            waited = int((day - self._request.today) / timedelta(days=DAYS_A_YEAR))
            facts = facts.model_copy(update={"age": min(facts.age + waited, 120)})
        ages = ages_on(facts, day)
        key = None if ages is None else (ages.low, ages.high)
        if key not in self._by_age:
            self._by_age[key] = situation(facts, day, self._request.regions, self._request.texts)
        return self._by_age[key]

    def standing(self, measure: SupportMeasure) -> Standing:
        """The conditions of a measure, sorted."""
        lacking, failing, unknown, dated = [], [], [], []
        for condition in conditions_of(measure):
            verdict = judge(condition, self.now)
            if self._is_dated(condition):
                dated.append(condition)
            elif isinstance(condition, Holds | AppliesAs) and self._is_no(condition, verdict):
                lacking.append(condition)
            elif self._is_no(condition, verdict):
                failing.append(condition)
            elif verdict is Verdict.UNKNOWN:
                unknown.append(condition)
        return Standing(
            measure, tuple(lacking), tuple(failing), tuple(unknown), tuple(dated), self._spoilt_by(measure)
        )

    def holds(self, conditions: tuple[Condition, ...], day: date) -> bool:
        """Do dated conditions hold on a day? Many measures share theirs, so an answer is kept."""
        if (conditions, day) not in self._held:
            person = self.on(day)
            failing = any(self._is_no(one, judge(one, person)) for one in conditions)
            self._held[conditions, day] = not failing
        return self._held[conditions, day]

    def _is_no(self, condition: Condition, verdict: Verdict) -> bool:
        if verdict is not Verdict.UNKNOWN:
            return verdict is Verdict.NO
        return not self._request.unknown_is_yes or self._is_away(condition)

    def _is_away(self, condition: Condition) -> bool:
        """Is it a place of which we do not know that the person lives there, and not the home region?"""
        home = self._request.home_region
        match condition:
            case LivesIn(regions=named) if home is not None:
                return not any(self._request.regions.covers(one, home) for one in named)
            case LivesInMunicipality():
                return home is not None
            case _:
                return False

    def _is_dated(self, condition: Condition) -> bool:
        if isinstance(condition, AgeWithin):
            return True
        entry = self._request.texts.get(condition.text) if isinstance(condition, Confirms) else None
        negated = self._request.texts.get(entry.negation_of) if entry and entry.negation_of else None
        return any(one is not None and one.yes_from_age is not None for one in (entry, negated))

    def _spoilt_by(self, measure: SupportMeasure) -> frozenset[str]:
        entries = (self._request.texts.get(text) for text in measure.audience.conditions)
        return frozenset(
            fact_of(entry.negation_of_fact) for entry in entries if entry and entry.negation_of_fact
        )


def facts_to_obtain(condition: Condition) -> frozenset[str]:
    """Facts of which one would be enough for a condition that a step can bring about."""
    match condition:
        case AppliesAs(forms=forms):
            return frozenset(facts_of(forms))
        case Holds(capability=capability):
            return frozenset((fact_of(capability),))
        case _:
            return frozenset()


def _with_gifts(request: PlanRequest) -> Facts:
    """The facts with what the measures that the person already has are known to give."""
    gifts = frozenset(_gifts(request))
    if not gifts:
        return request.facts
    said = request.facts
    kept = {word: holds for word, holds in said.statuses.items() if fact_of(word) not in gifts}
    capabilities = {word: holds for word, holds in said.capabilities.items() if fact_of(word) not in gifts}
    return said.model_copy(
        update={"statuses": kept, "capabilities": {**capabilities, **dict.fromkeys(sorted(gifts), True)}}
    )


def _gifts(request: PlanRequest) -> Iterator[str]:
    for measure in request.measures:
        if measure.id in request.had:
            yield from map(fact_of, measure.gives)
