"""One step of a measure's history, worked out without the database."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from knowledge.catalogue_records import Author, Changes, InvalidRevision, Record, Status, Version
from knowledge.measure import SupportMeasure
from knowledge.measure_fields import STATUS, fields_of, fields_of_data, measure_of
from knowledge.measure_file import JsonValue, to_data
from knowledge.merging import SHIPPED, Setter

STATUSES: Final[tuple[Status, ...]] = ("published", "archived")


def first(measure: SupportMeasure, author: Author, now: datetime) -> tuple[Record, Version]:
    """A new measure; every field belongs to who adds it."""
    fields = (*fields_of(measure), STATUS)
    owners: dict[str, Setter] = {} if author.set_by == SHIPPED else dict.fromkeys(fields, author.set_by)
    record = Record(measure.id, "published", to_data(measure), owners, 1, now)
    return record, _version(record, {}, author)


def change(
    record: Record, values: Mapping[str, JsonValue], author: Author, now: datetime
) -> tuple[Record, Version | None]:
    """The measure with new values, and the step to it; no step when they are what it has already.

    Raises: pydantic.ValidationError, InvalidRevision for an unknown field or status, or another id.
    """
    present = {**fields_of_data(record.data), STATUS: record.status}
    check_fields(record, values)
    if values.get("id", record.id) != record.id:
        raise InvalidRevision(f"{record.id}: the id of a measure stays")
    fields = {**present, **values}
    status = _status(fields.pop(STATUS))
    data = to_data(measure_of(fields))
    after = {**fields_of_data(data), STATUS: status}
    changes = {field: (present[field], after[field]) for field in after if present[field] != after[field]}
    if not changes:
        return record, None
    changed = Record(record.id, status, data, _owners(record, changes, author), record.version + 1, now)
    return changed, _version(changed, changes, author)


def check_fields(record: Record, fields: Iterable[str]) -> None:
    """Do the fields exist?

    Raises: InvalidRevision.
    """
    known = {*fields_of_data(record.data), STATUS}
    for field in fields:
        if field not in known:
            raise InvalidRevision(f"{record.id} has no field {field!r}")


def _status(word: JsonValue) -> Status:
    for status in STATUSES:
        if status == word:
            return status
    raise InvalidRevision(f"status: one of {', '.join(STATUSES)}")


def _owners(record: Record, changes: Changes, author: Author) -> dict[str, Setter]:
    owners = {**record.owners, **dict.fromkeys(changes, author.set_by)}
    return {field: setter for field, setter in owners.items() if setter != SHIPPED}


def _version(record: Record, changes: Changes, author: Author) -> Version:
    return Version(
        measure_id=record.id,
        version=record.version,
        set_by=author.set_by,
        author=author.name,
        at=record.changed_at,
        changes=changes,
        evidence=author.evidence,
        status=record.status,
        data=record.data,
    )
