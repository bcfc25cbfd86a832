"""What becomes of a measure when its file is read again: whose value stays, what is proposed."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import ValidationError

from knowledge.measure_fields import Fields, measure_of, part_of
from knowledge.measure_file import JsonValue

Setter = Literal["shipped", "imported", "staff", "ingest"]
"""Who sets a value: the files that ship, an operator's own files, staff, ingest."""
SHIPPED: Final = "shipped"
IMPORTED: Final = "imported"


@dataclass(frozen=True, slots=True)
class Merge:
    """Fields that take the file's value, and fields for which it can only be proposed."""

    taken: Mapping[str, JsonValue]
    proposed: Mapping[str, JsonValue]


def merge(current: Fields, owners: Mapping[str, Setter], file: Fields, over: Set[Setter]) -> Merge:
    """Take the file's value for fields whose owner is among `over`; propose the rest.

    Values of two owners may not go together (months that the file gives to a window which staff called
    always open); then the file's values for that part, at worst all of them, become proposals too.
    """
    differing = {field: value for field, value in file.items() if current.get(field) != value}
    held = {field for field in differing if owners.get(field, SHIPPED) not in over}
    owned_parts = {part_of(field) for field, owner in owners.items() if owner not in over}
    beside_owned = {field for field in differing if part_of(field) in owned_parts}
    if not differing:
        return Merge({}, {})
    for kept in (held, held | beside_owned, set(differing)):
        taken = {field: value for field, value in differing.items() if field not in kept}
        if _is_valid({**current, **taken}):
            break
    return Merge(taken, {field: differing[field] for field in differing if field not in taken})


def _is_valid(fields: Fields) -> bool:
    try:
        measure_of(fields)
    except ValidationError:
        return False
    return True
