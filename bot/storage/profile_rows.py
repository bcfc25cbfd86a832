"""A profile as rows, one for each fact, so that segments can be counted and one fact erased."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import JsonValue, ValidationError

from bot.dialogue.state import FactOrigin
from knowledge.facts import Facts

_MAPS: Final = ("statuses", "capabilities", "confirmed")


@dataclass(frozen=True, slots=True)
class FactRow:
    """`key` is a field of Facts (`age`) or an entry of one of its maps (`statuses.student`)."""

    key: str
    value: JsonValue
    origin: FactOrigin | None


def fact_rows(facts: Facts, origins: Mapping[str, FactOrigin]) -> dict[str, FactRow]:
    """The rows of a profile, by key."""
    return {
        key: FactRow(key, value, origins.get(key) or origins.get(key.partition(".")[0]))
        for key, value in _flat(facts)
    }


def read_facts(rows: Mapping[str, JsonValue]) -> Facts:
    """The profile of rows. Words that the vocabulary has lost since are left out."""
    try:
        return _facts(rows)
    except ValidationError:
        return _facts({key: value for key, value in rows.items() if _is_readable(key, value)})


def _flat(facts: Facts) -> Iterator[tuple[str, JsonValue]]:
    for name, value in facts.model_dump(mode="json", exclude_defaults=True).items():
        if name in _MAPS:
            yield from ((f"{name}.{word}", entry) for word, entry in value.items())
        else:
            yield name, value


def _facts(rows: Mapping[str, JsonValue]) -> Facts:
    fields: dict[str, Any] = {}
    for key, value in rows.items():
        name, dot, word = key.partition(".")
        if dot:
            fields.setdefault(name, {})[word] = value
        else:
            fields[name] = value
    return Facts.model_validate(fields)


def _is_readable(key: str, value: JsonValue) -> bool:
    try:
        _facts({key: value})
    except ValidationError:
        return False
    return True
