"""What need not be asked: it follows from the age, or from what one does."""

from datetime import date
from typing import Final

from bot.person.by_age import settled_by_age
from bot.person.profile import age_span
from bot.person.questions.units import units
from knowledge.facts import Facts

OF_AGE: Final = 18


def certain(facts: Facts, today: date) -> Facts:
    """The facts with the statuses that the age and others settle; what was said stays."""
    facts = settled_by_age(facts, today)
    ruled_out = {
        word: False for held, words in units().without.items() if facts.statuses.get(held) for word in words
    }
    return facts.model_copy(update={"statuses": {**ruled_out, **facts.statuses}}) if ruled_out else facts


def is_of_age(facts: Facts, today: date) -> bool:
    """Surely 18 or older: family and work may be asked about beyond what is needed."""
    span = age_span(facts, today)
    return span is not None and span[0] >= OF_AGE
