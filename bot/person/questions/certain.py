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
from bot.person.questions.units import OCCUPATION, Texts, units
from knowledge.condition_kinds import fact_of
from knowledge.facts import Facts

PATH: Final = Path(__file__).with_name("uncommon.yaml")
OF_AGE: Final = 18


class Uncommon(BaseModel):
    """The page uncommon.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: tuple[str, ...]
    begins: Mapping[str, int]
    ends: Mapping[str, int]


@cache
def uncommon() -> Uncommon:
    """The shipped page, read once."""
    return Uncommon.model_validate(yaml.safe_load(PATH.read_text(encoding="utf-8")))


def certain(facts: Facts, today: date) -> Facts:
    """The facts with what the age and others settle; what was said stays."""
    facts = settled_by_age(facts, today)
    said = {fact_of(word) for word in (*facts.statuses, *facts.capabilities)}
    ruled_out = [
        word for held, words in units().without.items() if facts.statuses.get(held) for word in words
    ]
    ruled_out += units().of_age if _is_minor(facts, today) else ()
    values = {word: False for word in ruled_out if fact_of(word) not in said}
    return with_values(facts, values) if values else facts


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
    return _without_doubtful_work(_without_odd_studies(facts, today), known.passed, today)


def is_of_age(facts: Facts, today: date) -> bool:
    """Surely 18 or older: family and work may be asked about beyond what is needed."""
    span = age_span(facts, today)
    return span is not None and span[0] >= OF_AGE


def _is_minor(facts: Facts, today: date) -> bool:
    span = age_span(facts, today)
    return span is not None and span[1] < OF_AGE


def _without_doubtful_work(facts: Facts, passed: frozenset[str], today: date) -> Facts:
    """Nobody is without work unless they say so or look for some; of age, one has to say what one does."""
    occupations = passed.intersection(units().groups[OCCUPATION]) if is_of_age(facts, today) else frozenset()
    doubted = occupations | ({"unemployed"} if "job" not in facts.needs else set())
    values = {word: False for word in sorted(doubted) if facts.statuses.get(word) is None}
    return with_values(facts, values) if values else facts


def _without_odd_studies(facts: Facts, today: date) -> Facts:
    """Who is not of the usual age for it is not taken for a pupil or a student, unless they said so."""
    span = age_span(facts, today)
    if span is None or facts.capabilities.get("student_status") is not None:
        return facts
    page = uncommon()
    odd = [word for word, begin in page.begins.items() if span[1] < begin]
    odd += [word for word, end in page.ends.items() if span[0] >= end]
    return facts.model_copy(update={"statuses": {**dict.fromkeys(odd, False), **facts.statuses}})
