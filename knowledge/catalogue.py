"""The catalogue over SQL: what is published, how it came to be, and every way to change it.

Nothing is lost: each change is a version with its author, its time and the old values, and can be undone.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import catalogue_rows as rows
from knowledge.catalogue_import import SHIPPED_FILES, FilesImport, own_files
from knowledge.catalogue_records import (
    Author,
    ImportReport,
    InvalidRevision,
    Proposal,
    ProposalState,
    Record,
    Status,
    UnknownRecord,
    Version,
)
from knowledge.catalogue_steps import change, check_fields, first
from knowledge.clock import Clock
from knowledge.database import Database
from knowledge.measure import SupportMeasure
from knowledge.measure_fields import STATUS, fields_of_data
from knowledge.measure_file import JsonValue
from knowledge.merging import Setter


class Catalogue:
    """All measures with their history."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def measures(self) -> tuple[SupportMeasure, ...]:
        """The published measures in id order."""
        async with self._database.read() as connection:
            published = await rows.published(connection)
        return await asyncio.to_thread(_measures, published)

    async def version(self) -> int:
        """A number that grows with every change; 0 for an empty catalogue."""
        async with self._database.read() as connection:
            return await rows.counter(connection)

    async def record(self, id: str) -> Record:  # noqa: A002 - the catalogue's word
        """A measure as it stands, archived or not.

        Raises: UnknownRecord.
        """
        async with self._database.read() as connection:
            return await _record(connection, id)

    async def history(self, id: str) -> tuple[Version, ...]:  # noqa: A002 - the catalogue's word
        """Every version of a measure, oldest first.

        Raises: UnknownRecord.
        """
        async with self._database.read() as connection:
            await _record(connection, id)
            return tuple(await rows.versions(connection, id))

    async def proposals(self, state: ProposalState = "open") -> tuple[Proposal, ...]:
        """The proposals in a state, oldest first."""
        async with self._database.read() as connection:
            return tuple(await rows.proposal_list(connection, state=state))

    async def import_shipped(
        self, measures: Iterable[SupportMeasure], *, whole: bool = True, digest: str | None = None
    ) -> ImportReport:
        """Bring in the measures that ship; a second time nothing changes.

        A value that others set stays and a differing one from the files becomes a proposal, once.
        A measure that is missing from the `whole` catalogue is archived if all of it was shipped.
        `digest` names the files for `holds_shipped`. Raises: CatalogueError when there are no measures.
        """
        async with self._database.write() as connection:
            report = await FilesImport(connection, SHIPPED_FILES, self._clock.now()).run(
                measures, whole=whole
            )
            if digest:
                await rows.mark_shipped(connection, digest)
            return report

    async def import_own(
        self,
        measures: Iterable[SupportMeasure],
        shipped: Iterable[SupportMeasure],
        *,
        whole: bool = False,
    ) -> ImportReport:
        """Bring in an operator's own measures; the shipped files will not take them back.

        They go over shipped values; only what differs from what is `shipped` is the operator's from then on.
        With `whole`, what is missing is archived unless staff or ingest had a hand in it.
        Raises: CatalogueError when there are no measures.
        """
        async with self._database.write() as connection:
            origin = own_files(shipped)
            return await FilesImport(connection, origin, self._clock.now()).run(measures, whole=whole)

    async def holds_shipped(self, digest: str) -> bool:
        """Would bringing in the files of this digest change nothing, as nothing happened since they were?"""
        async with self._database.read() as connection:
            return await rows.is_marked(connection, digest)

    async def knows_shipped(self) -> bool:
        """Were shipped files of any version ever brought in?"""
        async with self._database.read() as connection:
            return await rows.was_marked(connection)

    async def add(self, measure: SupportMeasure, author: Author) -> Record:
        """Publish a measure that the files do not hold.

        Raises: InvalidRevision when the id is taken.
        """
        async with self._database.write() as connection:
            if await rows.record(connection, measure.id):
                raise InvalidRevision(f"{measure.id}: there is such a measure already")
            record, step = first(measure, author, self._clock.now())
            await rows.save(connection, record, step)
            await rows.count_up(connection)
            return record

    async def revise(
        self,
        id: str,  # noqa: A002 - the catalogue's word
        changes: Mapping[str, JsonValue],
        author: str,
        set_by: Setter = "staff",
        evidence: Mapping[str, JsonValue] | None = None,
    ) -> Record:
        """Give fields (`benefit.amount_max`) new values; open proposals of the same values are accepted.

        Raises: UnknownRecord, InvalidRevision.
        """
        async with self._database.write() as connection:
            record = await _record(connection, id)
            return await self._change(connection, record, changes, Author(author, set_by, evidence))

    async def archive(self, id: str, author: str) -> Record:  # noqa: A002 - the catalogue's word
        """Take a measure out of what people see.

        Raises: UnknownRecord.
        """
        return await self._set_status(id, "archived", author)

    async def restore(self, id: str, author: str) -> Record:  # noqa: A002 - the catalogue's word
        """Publish an archived measure again.

        Raises: UnknownRecord.
        """
        return await self._set_status(id, "published", author)

    async def undo(self, id: str, version: int, author: str) -> Record:  # noqa: A002 - the catalogue's word
        """Bring a measure back to what it was at a version; this is a new version of its own.

        Raises: UnknownRecord, InvalidRevision.
        """
        async with self._database.write() as connection:
            record = await _record(connection, id)
            found = [step for step in await rows.versions(connection, id) if step.version == version]
            if not found:
                raise UnknownRecord(f"{id} has no version {version}")
            changes = {**fields_of_data(found[0].data), STATUS: found[0].status}
            return await self._change(connection, record, changes, Author(author))

    async def propose(self, id: str, field: str, value: JsonValue, author: Author) -> int:  # noqa: A002
        """Put a value before the staff; replaces an open proposal of the same origin. Gives its number.

        Raises: UnknownRecord, InvalidRevision for an unknown field.
        """
        now = self._clock.now()
        async with self._database.write() as connection:
            check_fields(await _record(connection, id), [field])
            same = [
                proposal.id
                for proposal in await rows.proposal_list(connection, state="open", set_by=author.set_by)
                if (proposal.measure_id, proposal.field) == (id, field)
            ]
            await rows.decide(connection, same, "withdrawn", author.name, now)
            return await rows.add_proposal(
                connection,
                Proposal(
                    0, id, field, value, author.set_by, author.name, now, "open", evidence=author.evidence
                ),
            )

    async def accept(self, proposal: int, author: str) -> Record:
        """Give the field the proposed value; it belongs to who proposed it from then on.

        Raises: UnknownRecord, InvalidRevision (the proposal stays open).
        """
        async with self._database.write() as connection:
            wanted = await _open_proposal(connection, proposal)
            record = await _record(connection, wanted.measure_id)
            setter = Author(author, wanted.set_by, wanted.evidence)
            changed = await self._change(connection, record, {wanted.field: wanted.value}, setter)
            await rows.decide(connection, [proposal], "accepted", author, self._clock.now())
            return changed

    async def reject(self, proposal: int, author: str) -> None:
        """Keep the present value; the same value will not be proposed from the files again.

        Raises: UnknownRecord.
        """
        async with self._database.write() as connection:
            await _open_proposal(connection, proposal)
            await rows.decide(connection, [proposal], "rejected", author, self._clock.now())

    async def _set_status(self, id: str, status: Status, author: str) -> Record:  # noqa: A002 - as above
        async with self._database.write() as connection:
            record = await _record(connection, id)
            return await self._change(connection, record, {STATUS: status}, Author(author))

    async def _change(
        self, connection: AsyncConnection, record: Record, changes: Mapping[str, JsonValue], author: Author
    ) -> Record:
        try:
            changed, step = change(record, changes, author, self._clock.now())
        except ValidationError as error:
            raise InvalidRevision(_told(record.id, error)) from error
        if step:
            await rows.save(connection, changed, step)
            await rows.count_up(connection)
            await self._accept_same(connection, changed, step)
        return changed

    async def _accept_same(self, connection: AsyncConnection, record: Record, step: Version) -> None:
        now_true = [
            proposal.id
            for proposal in await rows.proposal_list(connection, state="open")
            if proposal.measure_id == record.id
            and proposal.field in step.changes
            and step.changes[proposal.field][1] == proposal.value
        ]
        await rows.decide(connection, now_true, "accepted", step.author, step.at)


def _measures(texts: Sequence[str]) -> tuple[SupportMeasure, ...]:
    return tuple(map(SupportMeasure.model_validate_json, texts))


async def _record(connection: AsyncConnection, id: str) -> Record:  # noqa: A002 - the catalogue's word
    record = await rows.record(connection, id)
    if record is None:
        raise UnknownRecord(f"there is no measure {id!r}")
    return record


async def _open_proposal(connection: AsyncConnection, number: int) -> Proposal:
    for proposal in await rows.proposal_list(connection, state="open"):
        if proposal.id == number:
            return proposal
    raise UnknownRecord(f"there is no open proposal {number}")


def _told(id: str, error: ValidationError) -> str:  # noqa: A002 - the catalogue's word
    faults = (
        f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].removeprefix('Value error, ')}"
        for fault in error.errors(include_url=False)
    )
    return f"{id}: {'; '.join(faults)}"
