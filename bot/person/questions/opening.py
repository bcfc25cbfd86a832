"""The questions that open a talk: what is wanted, how old, where. In words one message settles several."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.person.questions.answering import Known, is_told
from bot.person.questions.units import Question, units

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {"age": ("age",), "place": ("region", "municipality")}
"""Units of one answer -> what they settle."""


def opening(known: Known) -> Sequence[Question]:
    """What is asked of everybody and not known yet; each takes with it what is told in the same breath."""
    waiting = [unit for unit in units().first if _is_open(unit, known)]
    questions = []
    while waiting:
        unit, *waiting = waiting
        also = tuple(other for other in units().together.get(unit, ()) if _is_open(other, known))
        questions.append(Question(unit, FIELDS.get(unit, units().needs), also))
        waiting = [other for other in waiting if other not in also]
    return questions


def _is_open(unit: str, known: Known) -> bool:
    """Is it neither known nor passed over?"""
    is_passed = unit in known.passed or known.passed.issuperset(units().groups.get(unit, (unit,)))
    return not is_passed and not is_told(unit, known.facts)
