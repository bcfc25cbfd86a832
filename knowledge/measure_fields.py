"""A measure as fields that can be owned, compared and changed one by one.

A field is a top-level key; inside `benefit`, `audience` and `window` it is a key of the part, with a dot:
`benefit.amount_max`, `window.last_known.closes`. A list is one field.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from knowledge.measure import SupportMeasure
from knowledge.measure_file import JsonValue, to_data

PARTS: Final = frozenset({"benefit", "audience", "window", "window.last_known"})
OPTIONAL: Final = "variant_of"
STATUS: Final = "status"
"""Not in the file: whether the measure is published or archived. It has an owner like a field."""

Fields = Mapping[str, JsonValue]


def fields_of(measure: SupportMeasure) -> dict[str, JsonValue]:
    """Field -> value, in the order of the model; `variant_of` is always there."""
    return fields_of_data(to_data(measure))


def fields_of_data(data: Mapping[str, Any]) -> dict[str, JsonValue]:
    """The same for the data of a file."""
    return dict(_flat({**dict.fromkeys(SupportMeasure.model_fields), **data}))


def measure_of(fields: Fields) -> SupportMeasure:
    """The measure that has these fields.

    Raises: pydantic.ValidationError.
    """
    data: dict[str, Any] = {}
    for field, value in fields.items():
        *parents, key = field.split(".")
        part = data
        for parent in parents:
            part = part.setdefault(parent, {})
        part[key] = value
    return SupportMeasure.model_validate(data)


def part_of(field: str) -> str:
    """The top-level key that a field belongs to."""
    return field.partition(".")[0]


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, JsonValue]]:
    for key, value in data.items():
        field = prefix + key
        if field in PARTS:
            yield from _flat(value, f"{field}.")
        else:
            yield field, value
