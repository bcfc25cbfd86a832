"""The units of questions: what is asked together, as units.yaml has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.condition_texts import ConditionText

PATH: Final = Path(__file__).with_name("units.yaml")
MOST_CHOICES: Final = 8
"""Choices in one message; a further page counts as a question."""
CHECKLIST: Final = "checklist"
SENSITIVE: Final = "situation"
CITIZENSHIP: Final = "citizenship"
"""By itself: «nothing of this» under a list of something else would deny it unawares."""
NUMBERED: Final = (CHECKLIST, CITIZENSHIP, SENSITIVE)
"""Units whose choices are sentences about the person."""
TOPICS: Final = "topics"
OCCUPATION: Final = "occupation"
PROJECT: Final = "project"
"""Stage and hours in one message, when both would change the path."""
NO_PROJECT: Final = "none"
Texts = Mapping[str, ConditionText]


class Units(BaseModel):
    """The page units.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: tuple[str, ...]
    together: Mapping[str, tuple[str, ...]]
    wishes: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    life: tuple[str, ...]
    without: Mapping[str, tuple[str, ...]]
    of_age: tuple[str, ...]
    order: tuple[str, ...]
    sensitive: frozenset[str]
    rare: tuple[str, ...]
    unlikely: tuple[str, ...]
    hours: tuple[int, ...]
    needs: tuple[str, ...]

    def of_key(self, key: str, texts: Texts) -> str:
        """The unit that settles a key; outside the groups: a checklist, or among the sensitive ones."""
        if key in KEYS_OF_FIELDS:
            return KEYS_OF_FIELDS[key]
        for unit, facts in self.groups.items():
            if key in facts or (key == "student_status" and unit == OCCUPATION):
                return unit
        return SENSITIVE if self.is_sensitive(key, texts) else CHECKLIST

    def is_unlikely(self, key: str) -> bool:
        """Would most people say no?"""
        return key in self.rare or key in self.unlikely

    def is_sensitive(self, key: str, texts: Texts) -> bool:
        """Is it asked only when it decides, with the reason?"""
        return key in self.sensitive or (key in texts and texts[key].sensitive)


KEYS_OF_FIELDS: Final[Mapping[str, str]] = {
    "age": "age",
    "region": "place",
    "municipality": "place",
    "citizenship_ru": CITIZENSHIP,
}
"""Keys that are fields of a profile -> the unit that asks for them."""


@dataclass(frozen=True, slots=True)
class Question:
    """One unit to ask. `items`: what it settles, in the order of the choices: keys, words, hours.

    `also`: units that the same message asks for, in words only; who presses a button gets them one by one.
    """

    unit: str
    items: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def asks(self) -> str:
        """All that the message asks for: `needs-topics`, `age-place-occupation`, `stage` ..."""
        return "-".join((self.unit, *self.also))

    @property
    def pages(self) -> int:
        """How many messages it takes to offer all choices."""
        return max(1, -(-len(self.items) // MOST_CHOICES))


@cache
def units() -> Units:
    """The shipped units, read once."""
    return Units.model_validate(yaml.safe_load(PATH.read_text(encoding="utf-8")))
