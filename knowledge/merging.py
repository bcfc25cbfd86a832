"""What becomes of a measure when its shipped file is read again: whose value stays, what is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import ValidationError

from knowledge.measure_fields import Fields, measure_of, part_of
from knowledge.measure_file import JsonValue

Setter = Literal["shipped", "staff", "ingest"]
SHIPPED: Final = "shipped"


@dataclass(frozen=True, slots=True)
class Merge:
    """Fields that take the shipped value, and fields whose shipped value can only be proposed."""

    taken: Mapping[str, JsonValue]
    proposed: Mapping[str, JsonValue]


def merge(current: Fields, owners: Mapping[str, Setter], shipped: Fields) -> Merge:
    """Take what is shipped for the fields that nobody else has set; propose the rest.

    Values of two owners may not go together (months that the file gives to a window which staff called
    always open); then the file's values for that part, at worst all of them, become proposals too.
    """
    differing = {field: value for field, value in shipped.items() if current.get(field) != value}
    held = {field for field in differing if owners.get(field, SHIPPED) != SHIPPED}
    owned_parts = {part_of(field) for field in owners}
    beside_owned = {field for field in differing if part_of(field) in owned_parts}
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
