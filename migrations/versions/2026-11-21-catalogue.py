"""The catalogue: measures, their versions, proposals and the number that grows with every change.

A measure is one JSON document: its form is the pydantic model, which may gain a field without a migration.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001_catalogue"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.String(length=56), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("set_by", sa.String(length=16), nullable=False),
        sa.Column("author", sa.String(length=128), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decided_by", sa.String(length=128), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'rejected', 'withdrawn')",
            name=op.f("ck_catalogue_proposals_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_proposals")),
    )
    with op.batch_alter_table("catalogue_proposals", schema=None) as batch_op:
        batch_op.create_index(
            "ix_catalogue_proposals_measure_id_state", ["measure_id", "state"], unique=False
        )
        batch_op.create_index(
            "uq_catalogue_proposals_open",
            ["measure_id", "field", "set_by"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "catalogue_state",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_catalogue_state")),
    )
    op.create_table(
        "measures",
        sa.Column("id", sa.String(length=56), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("owners", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("status IN ('published', 'archived')", name=op.f("ck_measures_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
    )
    op.create_table(
        "measure_versions",
        sa.Column("measure_id", sa.String(length=56), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=16), nullable=False),
        sa.Column("author", sa.String(length=128), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.id"], name=op.f("fk_measure_versions_measure_id_measures")
        ),
        sa.PrimaryKeyConstraint("measure_id", "version", name=op.f("pk_measure_versions")),
    )


def downgrade() -> None:
    op.drop_table("measure_versions")
    op.drop_table("measures")
    op.drop_table("catalogue_state")
    with op.batch_alter_table("catalogue_proposals", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_catalogue_proposals_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("ix_catalogue_proposals_measure_id_state")

    op.drop_table("catalogue_proposals")
