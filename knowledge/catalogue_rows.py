"""The catalogue's SQL: rows in, values out. Each call is one statement on an open connection."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, insert, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.catalogue_records import Changes, Proposal, ProposalState, Record, Version
from knowledge.tables import catalogue_state, measure_versions, measures, proposals

COUNTER = "catalogue"


async def records(connection: AsyncConnection) -> list[Record]:
    """All measures in id order."""
    query = select(measures).order_by(measures.c.id)
    return [Record(**row) for row in (await connection.execute(query)).mappings()]


async def published(connection: AsyncConnection) -> Sequence[str]:
    """The published measures as JSON in id order: thousands are parsed best where nobody waits."""
    query = select(type_coerce(measures.c.data, Text)).where(measures.c.status == "published")
    return (await connection.scalars(query.order_by(measures.c.id))).all()


async def record(connection: AsyncConnection, id: str) -> Record | None:  # noqa: A002 - the catalogue's word
    """One measure as it stands."""
    row = (await connection.execute(select(measures).where(measures.c.id == id))).mappings().one_or_none()
    return Record(**row) if row else None


async def save(connection: AsyncConnection, new: Record, step: Version) -> None:
    """Write a measure and the step that led to it."""
    values = _columns(new)
    if new.version == 1:
        await connection.execute(insert(measures).values(values))
    else:
        await connection.execute(update(measures).where(measures.c.id == new.id).values(values))
    await connection.execute(insert(measure_versions).values(_columns(step)))


async def versions(connection: AsyncConnection, id: str) -> list[Version]:  # noqa: A002 - as above
    """The history of a measure, oldest first."""
    query = select(measure_versions).where(measure_versions.c.measure_id == id)
    rows = await connection.execute(query.order_by(measure_versions.c.version))
    return [_version(row) for row in rows]


async def counter(connection: AsyncConnection) -> int:
    """The number that grows with every change; 0 before the first."""
    number = await connection.scalar(
        select(catalogue_state.c.version).where(catalogue_state.c.name == COUNTER)
    )
    return number or 0


async def count_up(connection: AsyncConnection) -> None:
    """Tell the readers that the catalogue has changed."""
    row = catalogue_state.c.name == COUNTER
    done = await connection.execute(
        update(catalogue_state).where(row).values(version=catalogue_state.c.version + 1)
    )
    if not done.rowcount:
        await connection.execute(insert(catalogue_state).values(name=COUNTER, version=1))


async def mark_shipped(connection: AsyncConnection, digest: str) -> None:
    """Remember that the shipped files of this digest were taken in, and that nothing happened since."""
    state = catalogue_state.c
    differs = (state.shipped_digest.is_distinct_from(digest)) | (
        state.shipped_version.is_distinct_from(state.version)
    )
    await connection.execute(
        update(catalogue_state)
        .where(state.name == COUNTER, differs)
        .values(shipped_digest=digest, shipped_version=state.version)
    )


async def is_marked(connection: AsyncConnection, digest: str) -> bool:
    """Were the shipped files of this digest taken in, and nothing changed since?"""
    state = catalogue_state.c
    query = select(state.shipped_version == state.version).where(
        state.name == COUNTER, state.shipped_digest == digest
    )
    return bool(await connection.scalar(query))


async def was_marked(connection: AsyncConnection) -> bool:
    """Were any shipped files ever taken in?"""
    state = catalogue_state.c
    return await connection.scalar(select(state.shipped_digest).where(state.name == COUNTER)) is not None


async def proposal_list(
    connection: AsyncConnection, *, state: ProposalState | None = None, set_by: str | None = None
) -> list[Proposal]:
    """Proposals, oldest first."""
    query = select(proposals).order_by(proposals.c.id)
    if state:
        query = query.where(proposals.c.state == state)
    if set_by:
        query = query.where(proposals.c.set_by == set_by)
    return [Proposal(**row) for row in (await connection.execute(query)).mappings()]


async def add_proposal(connection: AsyncConnection, proposal: Proposal) -> int:
    """Write a new proposal; its `id` is ignored and the real one returned."""
    values = {name: value for name, value in _columns(proposal).items() if name != "id"}
    added = await connection.execute(insert(proposals).values(values).returning(proposals.c.id))
    return int(added.scalar_one())


async def decide(
    connection: AsyncConnection, ids: Sequence[int], state: ProposalState, by: str, at: datetime
) -> None:
    """Close proposals."""
    await connection.execute(
        update(proposals).where(proposals.c.id.in_(ids)).values(state=state, decided_by=by, decided_at=at)
    )


def _columns(value: Record | Version | Proposal) -> Mapping[str, Any]:
    return {name: getattr(value, name) for name in type(value).__dataclass_fields__}


def _version(row: Row[Any]) -> Version:
    columns = dict(row._mapping)
    changes: Changes = {field: (old, new) for field, (old, new) in columns.pop("changes").items()}
    return Version(**columns, changes=changes)
