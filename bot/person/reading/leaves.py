"""Facts as they were found, one by one, and as one value."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.person.reading.consequences import with_consequences
from bot.person.reading.found import Found
from knowledge.facts import Facts

_LISTS: Final = ("needs", "topics", "apply_as")
_MAPPINGS: Final = ("statuses", "capabilities")


def facts_of(found: Iterable[Found]) -> Facts:
    """The facts with what follows from them; of two statements the last word counts."""
    said: dict[str, bool | int | str] = {}
    for one in sorted(found, key=lambda one: one.first):
        said[one.key] = one.value
    return Facts.model_validate(_nested(with_consequences(said)))


def as_labels(facts: Facts) -> dict[str, Any]:
    """The facts as the labelled files write them: a day of birth is a year of birth."""
    data = facts.model_dump(exclude_unset=True, mode="json")
    if facts.birth_date is not None:
        data.pop("birth_date")
        data["birth_year"] = facts.birth_date.year
    return data


def _nested(leaves: Mapping[str, bool | int | str]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for key, value in leaves.items():
        group, _, word = key.partition(".")
        if group in _LISTS and value:
            nested.setdefault(group, []).append(word)
        elif group in _MAPPINGS:
            nested.setdefault(group, {})[word] = value
        elif not word:
            nested[group] = value
    return nested
