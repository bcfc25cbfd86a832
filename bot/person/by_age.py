"""What an age alone settles: nobody of 13 studies at a university, whoever forgot to say so.

For the talk only. The command `eligible` judges by the specification, which concludes nothing from an age.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.person.profile import CHILD_BELOW, age_span
from knowledge.facts import Facts

FROM: Final[Mapping[str, int]] = {
    "college": CHILD_BELOW,
    "employed": CHILD_BELOW,
    "unemployed": CHILD_BELOW,
    "self_employed": CHILD_BELOW,
    "sole_proprietor": CHILD_BELOW,
    "farmer": CHILD_BELOW,
    "young_family": CHILD_BELOW,
    "university": 16,
    "teacher": 16,
    "doctor": 16,
    "postgraduate": 18,
    "scientist": 18,
    "veteran": 18,
}
"""Status -> full years below which nobody has it."""
PUPILS: Final = range(8, CHILD_BELOW)
"""At these ages everybody goes to school."""


def settled_by_age(facts: Facts, today: date) -> Facts:
    """The facts with the statuses that the age settles; what was said stays."""
    span = age_span(facts, today)
    if span is None:
        return facts
    low, high = span
    settled = {status: False for status, since in FROM.items() if high < since}
    if low in PUPILS and high in PUPILS:
        settled["school"] = True
    return facts.model_copy(update={"statuses": {**settled, **facts.statuses}}) if settled else facts


def at_fourteen(facts: Facts, today: date) -> Facts:
    """The same child on the fourteenth birthday, still a pupil."""
    settled = settled_by_age(facts, today)
    data = settled.model_dump(exclude_unset=True, exclude={"age", "birth_year", "birth_date"})
    return Facts.model_validate({**data, "age": CHILD_BELOW})
