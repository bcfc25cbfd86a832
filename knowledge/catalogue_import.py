"""Brings shipped measures into the catalogue without touching what staff and ingest have set."""

from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import catalogue_rows as rows
from knowledge.catalogue_records import Author, CatalogueError, ImportReport, Proposal, Record
from knowledge.catalogue_steps import change, first
from knowledge.measure import SupportMeasure
from knowledge.measure_fields import STATUS, fields_of, fields_of_data
from knowledge.measure_file import JsonValue
from knowledge.merging import SHIPPED, merge

FILES: Final = Author("files", SHIPPED)

Slot = tuple[str, str]
"""(measure id, field)"""


class ShippedImport:
    """One import inside one writing transaction."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._report = ImportReport()
        self._proposals: dict[Slot, Proposal] = {}

    async def run(self, measures: Iterable[SupportMeasure], *, whole: bool) -> ImportReport:
        """Import measures; `whole`: what is not among them has left the files.

        Raises: CatalogueError when there is no measure at all: surely a wrong folder.
        """
        shipped = {measure.id: measure for measure in measures}
        if not shipped:
            raise CatalogueError("there are no measures to import")
        present = {record.id: record for record in await rows.records(self._connection)}
        for proposal in await rows.proposal_list(self._connection, set_by=SHIPPED):
            self._proposals[proposal.measure_id, proposal.field] = proposal
        wanted: dict[Slot, JsonValue] = {}
        for id_, measure in shipped.items():
            wanted |= await self._take(measure, present.get(id_))
        for record in present.values():
            if whole and record.id not in shipped:
                wanted |= await self._retire(record)
        await self._propose(wanted, whole=whole, ids=shipped.keys())
        return await self._finish()

    async def _take(self, measure: SupportMeasure, record: Record | None) -> dict[Slot, JsonValue]:
        """Add or update a measure; what can only be proposed is returned."""
        if record is None:
            new, step = first(measure, FILES, self._now)
            await rows.save(self._connection, new, step)
            self._report.added.append(measure.id)
            return {}
        merged = merge(fields_of_data(record.data), record.owners, fields_of(measure))
        values = dict(merged.taken)
        if record.status == "archived" and STATUS not in record.owners:
            values[STATUS] = "published"
            self._report.restored.append(record.id)
        elif values:
            self._report.changed.append(record.id)
        await self._save(record, values)
        return {(record.id, field): value for field, value in merged.proposed.items()}

    async def _retire(self, record: Record) -> dict[Slot, JsonValue]:
        """Archive a measure that left the files; with values of others in it, that is only proposed."""
        if record.owners.get("id", SHIPPED) != SHIPPED or record.status == "archived":
            return {}
        if record.owners:
            return {(record.id, STATUS): "archived"}
        self._report.archived.append(record.id)
        await self._save(record, {STATUS: "archived"})
        return {}

    async def _save(self, record: Record, values: Mapping[str, JsonValue]) -> None:
        changed, step = change(record, values, FILES, self._now)
        if step:
            await rows.save(self._connection, changed, step)

    async def _propose(self, wanted: Mapping[Slot, JsonValue], *, ids: Set[str], whole: bool) -> None:
        """Open what is new, withdraw what is no longer so; a value once rejected is not proposed again."""
        for slot, last in self._proposals.items():
            is_past = slot not in wanted or wanted[slot] != last.value
            if last.state == "open" and is_past and (whole or slot[0] in ids):
                await rows.decide(self._connection, [last.id], "withdrawn", FILES.name, self._now)
                self._report.withdrawn.append(slot)
        for slot, value in wanted.items():
            known = self._proposals.get(slot)
            if known and known.value == value and known.state in ("open", "rejected"):
                continue
            proposal = Proposal(0, *slot, value, SHIPPED, FILES.name, self._now, "open")
            await rows.add_proposal(self._connection, proposal)
            self._report.proposed.append(slot)

    async def _finish(self) -> ImportReport:
        report = self._report
        if report.added or report.changed or report.archived or report.restored:
            await rows.count_up(self._connection)
        return report
