"""What questions are chosen in: the catalogue, a day, a planner."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.person.questions.answering import Known
from bot.person.questions.open_conditions import OpenCondition, open_conditions
from bot.person.questions.units import Texts, units
from knowledge.condition_kinds import fact_of
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import Regions
from knowledge.situation import Situation, situation

Draft = Mapping[str, int | None]
"""An optimal path: id -> the month in which it starts, None without a date."""
Plan = Callable[[Facts], Draft]
"""Plans for facts; what is not known counts in the person's favour. Equal facts, equal drafts."""


@dataclass(frozen=True, slots=True)
class World:
    """What questions are chosen in."""

    measures: Mapping[str, SupportMeasure]
    regions: Regions
    texts: Texts
    today: date
    plan: Plan
    settled: frozenset[str] = frozenset()
    """Ids of steps that stand whatever is answered: the person has applied already."""

    def person(self, facts: Facts) -> Situation:
        """The situation that conditions are judged by."""
        return situation(facts, self.today, self.regions, self.texts)

    def waiting(self, known: Known, draft: Draft) -> tuple[OpenCondition, ...]:
        """The conditions of a path's measures that an answer could settle."""
        measures = [self.measures[id_] for id_ in draft if id_ not in self.settled]
        return open_conditions(measures, self.person(known.facts), self.texts, known.passed)

    def unit_of(self, key: str) -> str:
        """The unit that settles a key."""
        return units().of_key(key, self.texts)

    def gifts(self) -> frozenset[str]:
        """The facts that a step of some path may bring about."""
        return frozenset(fact_of(word) for measure in self.measures.values() for word in measure.gives)
