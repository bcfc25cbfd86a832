"""Tables of the catalogue: the measures as they stand, every version of them, and what is proposed."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    text,
)

from knowledge.columns import UtcTime
from knowledge.database import metadata

MEASURE_ID = String(56)
FIELD = String(64)
SETTER = String(16)
"""Who set a value: shipped, imported, staff or ingest."""

measures = Table(
    "measures",
    metadata,
    Column("id", MEASURE_ID, primary_key=True),
    Column("status", String(16), nullable=False),
    Column("data", JSON, nullable=False),
    Column("owners", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    CheckConstraint("status IN ('published', 'archived')", name="status"),
)
"""The measures as they stand. `data` is the file's data; `owners` says who set a field if not the file."""

measure_versions = Table(
    "measure_versions",
    metadata,
    Column("measure_id", MEASURE_ID, ForeignKey("measures.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("set_by", SETTER, nullable=False),
    Column("author", String(128), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("changes", JSON, nullable=False),
    Column("evidence", JSON(none_as_null=True)),
    Column("status", String(16), nullable=False),
    Column("data", JSON, nullable=False),
)
"""Every version of every measure, whole, so that any can be brought back.

`changes` is field -> [old, new]; `evidence` is field -> quote and address, or null.
"""

proposals = Table(
    "catalogue_proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("measure_id", MEASURE_ID, nullable=False),
    Column("field", FIELD, nullable=False),
    Column("value", JSON, nullable=False),
    Column("set_by", SETTER, nullable=False),
    Column("author", String(128), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("evidence", JSON(none_as_null=True)),
    Column("state", String(16), nullable=False),
    Column("decided_by", String(128)),
    Column("decided_at", UtcTime),
    CheckConstraint("state IN ('open', 'accepted', 'rejected', 'withdrawn')", name="state"),
    Index("ix_catalogue_proposals_measure_id_state", "measure_id", "state"),
    Index(
        "uq_catalogue_proposals_open",
        "measure_id",
        "field",
        "set_by",
        unique=True,
        sqlite_where=text("state = 'open'"),
    ),
)
"""A value that somebody would give a field whose present value belongs to another; staff decide.

On PostgreSQL too the index is of open ones only: its migration says so. To say it here as well would load
that dialect at every start.
"""

catalogue_state = Table(
    "catalogue_state",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("shipped_digest", String(64)),
    Column("shipped_version", Integer),
)
"""One row: the number that grows with every change of the catalogue.

`shipped_digest` tells which shipped files were taken in last, `shipped_version` what the number was then.
"""
