"""Three-valued eligibility: does a measure fit a person, and why; in codes, without words.

The rules are told in docs/eligibility.md.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from knowledge.condition_judging import judge
from knowledge.condition_kinds import Condition, conditions_of, fact_of
from knowledge.condition_reasons import Argument, Reason, explain
from knowledge.condition_texts import ConditionText, condition_texts
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from knowledge.regions import Regions
from knowledge.situation import Situation, situation
from knowledge.statements import contradictions
from knowledge.verdict import Verdict

__all__ = [
    "Argument",
    "ConditionText",
    "Judgement",
    "Reason",
    "Rules",
    "Verdict",
    "condition_texts",
    "contradictions",
]


REMEMBERED: Final = 256
"""People, by all that is known of them, whose verdicts are kept at hand."""

_Key = tuple[str, date]
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one measure with the reasons: every rule that it has, in the order of the fields."""

    id: str
    verdict: Verdict
    reasons: tuple[Reason, ...]


class Rules:
    """The rules of a catalogue, compiled: equal conditions of its measures are judged once for a person."""

    def __init__(
        self,
        measures: Iterable[SupportMeasure],
        regions: Regions,
        texts: Mapping[str, ConditionText] | None = None,
    ) -> None:
        self._regions = regions
        self._texts = condition_texts() if texts is None else texts
        numbers: dict[Condition, int] = {}
        self._rows: dict[str, tuple[int, ...]] = {}
        given: set[str] = set()
        for measure in measures:
            rules = conditions_of(measure)
            self._rows[measure.id] = tuple(numbers.setdefault(rule, len(numbers)) for rule in rules)
            given.update(map(fact_of, measure.gives))
        self._conditions: Sequence[Condition] = tuple(numbers)
        self._given = frozenset(given)
        self._situations: OrderedDict[_Key, Situation] = OrderedDict()
        self._verdicts: OrderedDict[_Key, Mapping[str, Verdict]] = OrderedDict()

    def verdicts(self, facts: Facts, today: date) -> Mapping[str, Verdict]:
        """Id -> verdict for every measure, in the order in which they were given."""
        return _remembered(self._verdicts, _key(facts, today), lambda: self._judge_all(facts, today))

    def _judge_all(self, facts: Facts, today: date) -> Mapping[str, Verdict]:
        person = self._situation(facts, today)
        values = [judge(condition, person) for condition in self._conditions]
        return {id_: min(map(values.__getitem__, row)) for id_, row in self._rows.items()}

    def judge(self, id: str, facts: Facts, today: date) -> Judgement:  # noqa: A002 - the catalogue's word
        """The verdict on one measure with its reasons.

        Raises: KeyError when there is no such measure.
        """
        person = self._situation(facts, today)
        conditions = [self._conditions[number] for number in self._rows[id]]
        return _judgement(id, [explain(condition, person, self._given) for condition in conditions])

    def judgements(self, facts: Facts, today: date) -> tuple[Judgement, ...]:
        """All measures, judged with reasons."""
        person = self._situation(facts, today)
        reasons = [explain(condition, person, self._given) for condition in self._conditions]
        return tuple(_judgement(id_, [reasons[number] for number in row]) for id_, row in self._rows.items())

    def _situation(self, facts: Facts, today: date) -> Situation:
        key = _key(facts, today)
        return _remembered(self._situations, key, lambda: situation(facts, today, self._regions, self._texts))


def _key(facts: Facts, today: date) -> _Key:
    return facts.model_dump_json(exclude_defaults=True), today


def _remembered(known: OrderedDict[_Key, _Value], key: _Key, make: Callable[[], _Value]) -> _Value:
    """One turn asks several times, and many people have said nothing yet; a pure function of both."""
    if key in known:
        known.move_to_end(key)
        return known[key]
    value = known[key] = make()
    if len(known) > REMEMBERED:
        known.popitem(last=False)
    return value


def _judgement(id_: str, reasons: Sequence[Reason]) -> Judgement:
    return Judgement(id_, min(reason.verdict for reason in reasons), tuple(reasons))
