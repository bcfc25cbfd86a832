"""What need not be asked: it follows from the age, or from what one does; and what a shown path assumes."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

from bot.person.by_age import settled_by_age
from bot.person.profile import age_span
from bot.person.questions.answering import Known, unassuming, with_values
from bot.person.questions.units import Texts, units
from knowledge.facts import Facts

PATH: Final = Path(__file__).with_name("uncommon.yaml")
OF_AGE: Final = 18


class Uncommon(BaseModel):
    """The page uncommon.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: tuple[str, ...]
    ends: Mapping[str, int]


@cache
def uncommon() -> Uncommon:
    """The shipped page, read once."""
    return Uncommon.model_validate(yaml.safe_load(PATH.read_text(encoding="utf-8")))


def certain(facts: Facts, today: date) -> Facts:
    """The facts with the statuses that the age and others settle; what was said stays."""
    facts = settled_by_age(facts, today)
    ruled_out = {
        word: False for held, words in units().without.items() if facts.statuses.get(held) for word in words
    }
    return facts.model_copy(update={"statuses": {**ruled_out, **facts.statuses}}) if ruled_out else facts


def for_showing(known: Known, today: date, texts: Texts) -> Facts:
    """The facts to show a path for. Questions are chosen in the person's favour; what is shown is not.

    What is rare does not hold unless it was said, nor does a statement that the person passed over. Where the
    questions came to an end, no measure of the path waits for such a thing, so it stays the best one.
    """
    facts = certain(unassuming(Known(known.facts)), today)
    two_sided = {entry.negation_of for entry in texts.values()}
    passed = known.passed.intersection(texts) - two_sided
    doubted = passed.union(uncommon().texts)
    facts = with_values(facts, dict.fromkeys(sorted(doubted - facts.confirmed.keys()), False))
    return _without_late_studies(facts, today)


def is_of_age(facts: Facts, today: date) -> bool:
    """Surely 18 or older: family and work may be asked about beyond what is needed."""
    span = age_span(facts, today)
    return span is not None and span[0] >= OF_AGE


def _without_late_studies(facts: Facts, today: date) -> Facts:
    """Who is past the usual age for it is not taken for a pupil or a student, unless they said so."""
    span = age_span(facts, today)
    over = {} if span is None else {word: False for word, end in uncommon().ends.items() if span[0] >= end}
    student_is_said = facts.capabilities.get("student_status") is not None
    if not over or student_is_said:
        return facts
    return facts.model_copy(update={"statuses": {**over, **facts.statuses}})
