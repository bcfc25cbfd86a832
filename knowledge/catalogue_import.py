"""Brings measures from files into the catalogue without touching what others have set."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import catalogue_rows as rows
from knowledge.catalogue_records import Author, CatalogueError, ImportReport, Proposal, Record
from knowledge.catalogue_steps import change, first
from knowledge.measure import SupportMeasure
from knowledge.measure_fields import STATUS, Fields, fields_of, fields_of_data
from knowledge.measure_file import JsonValue
from knowledge.merging import IMPORTED, SHIPPED, Setter, merge

Slot = tuple[str, str]
"""(measure id, field)"""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose files are brought in: over whose values they go, and what ships beside them.

    A value that is as it ships belongs to the shipped files, whoever brings it: it goes on following them.
    """

    author: Author
    over: frozenset[Setter]
    shipped: Mapping[str, Fields] = field(default_factory=dict)

    def setter(self, slot: Slot, value: JsonValue) -> Setter:
        """To whom a value belongs that comes from these files."""
        measure_id, name = slot
        ships = self.shipped.get(measure_id, {})
        return SHIPPED if name in ships and ships[name] == value else self.author.set_by

    def settled(self, record: Record, fields: Iterable[str]) -> Record:
        """The record with the owners that it has when these fields were just set."""
        has = {**fields_of_data(record.data), STATUS: record.status}
        as_shipped = {name for name in fields if self.setter((record.id, name), has[name]) == SHIPPED}
        return replace(record, owners={k: owner for k, owner in record.owners.items() if k not in as_shipped})


SHIPPED_FILES: Final = Origin(Author("files", SHIPPED), frozenset({SHIPPED}))


def own_files(shipped: Iterable[SupportMeasure]) -> Origin:
    """Files of the operator's own, beside those that ship."""
    ships = {measure.id: {**fields_of(measure), STATUS: "published"} for measure in shipped}
    return Origin(Author("files", IMPORTED), frozenset({SHIPPED, IMPORTED}), ships)


class FilesImport:
    """One import inside one writing transaction."""

    def __init__(self, connection: AsyncConnection, origin: Origin, now: datetime) -> None:
        self._connection = connection
        self._origin = origin
        self._now = now
        self._report = ImportReport()
        self._proposals: dict[tuple[str, str, Setter], Proposal] = {}
        """The last one for each slot and setter."""

    async def run(self, measures: Iterable[SupportMeasure], *, whole: bool) -> ImportReport:
        """Import measures; `whole`: what is not among them has left the files.

        Raises: CatalogueError when there is no measure at all: surely a wrong folder.
        """
        files = {measure.id: measure for measure in measures}
        if not files:
            raise CatalogueError("there are no measures to import")
        present = {record.id: record for record in await rows.records(self._connection)}
        for proposal in await rows.proposal_list(self._connection):
            self._proposals[proposal.measure_id, proposal.field, proposal.set_by] = proposal
        wanted: dict[Slot, JsonValue] = {}
        for id_, measure in files.items():
            wanted |= await self._take(measure, present.get(id_))
        for record in present.values():
            if whole and record.id not in files:
                wanted |= await self._retire(record)
        await self._propose(wanted, whole=whole, ids=files.keys())
        return await self._finish()

    async def _take(self, measure: SupportMeasure, record: Record | None) -> dict[Slot, JsonValue]:
        """Add or update a measure; what can only be proposed is returned."""
        if record is None:
            new, step = first(measure, self._origin.author, self._now)
            await rows.save(self._connection, self._origin.settled(new, tuple(new.owners)), step)
            self._report.added.append(measure.id)
            return {}
        present = fields_of_data(record.data)
        merged = merge(present, record.owners, fields_of(measure), self._origin.over)
        values = dict(merged.taken)
        if record.status == "archived" and self._may_set(record, STATUS):
            values[STATUS] = "published"
            self._report.restored.append(record.id)
        elif values:
            self._report.changed.append(record.id)
        await self._save(record, values)
        return {(record.id, field): value for field, value in merged.proposed.items()}

    async def _retire(self, record: Record) -> dict[Slot, JsonValue]:
        """Archive a measure that left the files; with values of others in it, that is only proposed."""
        if not self._may_set(record, "id") or record.status == "archived":
            return {}
        if any(owner not in self._origin.over for owner in record.owners.values()):
            return {(record.id, STATUS): "archived"}
        self._report.archived.append(record.id)
        await self._save(record, {STATUS: "archived"})
        return {}

    async def _save(self, record: Record, values: Mapping[str, JsonValue]) -> None:
        changed, step = change(record, values, self._origin.author, self._now)
        if step:
            await rows.save(self._connection, self._origin.settled(changed, step.changes), step)

    def _may_set(self, record: Record, name: str) -> bool:
        return record.owners.get(name, SHIPPED) in self._origin.over

    async def _propose(self, wanted: Mapping[Slot, JsonValue], *, ids: Set[str], whole: bool) -> None:
        """Open what is new, withdraw what is no longer so; a value once rejected is not proposed again."""
        for (id_, name, setter), last in self._proposals.items():
            is_ours = setter == self._origin.author.set_by and (whole or id_ in ids)
            if last.state == "open" and is_ours and wanted.get((id_, name), last) != last.value:
                await self._withdraw(last)
        for slot, value in wanted.items():
            setter = self._origin.setter(slot, value)
            known = self._proposals.get((*slot, setter))
            if known and known.value == value and known.state in ("open", "rejected"):
                continue
            if known and known.state == "open" and setter != self._origin.author.set_by:
                await self._withdraw(known)
            author = self._origin.author.name
            await rows.add_proposal(
                self._connection, Proposal(0, *slot, value, setter, author, self._now, "open")
            )
            self._report.proposed.append(slot)

    async def _withdraw(self, proposal: Proposal) -> None:
        by = self._origin.author.name
        await rows.decide(self._connection, [proposal.id], "withdrawn", by, self._now)
        self._report.withdrawn.append((proposal.measure_id, proposal.field))

    async def _finish(self) -> ImportReport:
        report = self._report
        if report.added or report.changed or report.archived or report.restored:
            await rows.count_up(self._connection)
        return report
