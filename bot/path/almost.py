"""Measures that fail only one condition, which the person can change: what is missing, and who gives it."""

from collections.abc import Iterator
from typing import Final

from bot.path.candidates import Field
from bot.path.path import Almost
from bot.path.problem import Candidate, Chosen
from bot.path.standing import Standing, facts_to_obtain
from knowledge.condition_kinds import Holds, fact_of
from knowledge.condition_reasons import explain
from knowledge.verdict import Verdict
from knowledge.vocabulary import vocabulary

MOST: Final = 5


def almost(field: Field, chosen: Chosen) -> tuple[Almost, ...]:
    """The best of them that are not in the path; what a step of the path gives is not missing any more."""
    shut = {id_ for pair in field.problem.exclusions if not chosen.keys().isdisjoint(pair) for id_ in pair}
    given = {fact for id_ in chosen for fact in _given(field.problem.by_id[id_])}
    near = [
        (fit.total, one)
        for id_, one in field.standings.items()
        if id_ not in shut | chosen.keys()
        and _is_near(field, one)
        and facts_to_obtain(one.lacking[0]).isdisjoint(given)
        and (fit := field.wishes.fit(one.measure))
    ]
    near.sort(key=lambda pair: (-pair[0], pair[1].measure.id))
    return tuple(_told(field, one) for _, one in near[:MOST])


def _given(step: Candidate) -> frozenset[str]:
    return step.gives if step.is_reliable else frozenset()


def _is_near(field: Field, standing: Standing) -> bool:
    if len(standing.lacking) != 1 or standing.failing:
        return False
    condition = standing.lacking[0]
    if isinstance(condition, Holds) and condition.capability in vocabulary().life_capabilities:
        return False
    missing = explain(condition, field.standpoint.now, frozenset()).verdict is Verdict.NO
    return missing and field.standpoint.holds(standing.dated, field.standpoint.today)


def _told(field: Field, standing: Standing) -> Almost:
    condition = standing.lacking[0]
    wanted = facts_to_obtain(condition)
    reason = explain(condition, field.standpoint.now, wanted)
    return Almost(standing.measure.id, reason, tuple(_givers(field, wanted)))


def _givers(field: Field, wanted: frozenset[str]) -> Iterator[str]:
    """Measures that give it and that the person may use."""
    for standing in field.standings.values():
        gives = {fact_of(word) for word in standing.measure.gives}
        if not gives.isdisjoint(wanted) and not standing.failing:
            yield standing.measure.id
