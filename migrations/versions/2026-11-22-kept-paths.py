"""A person's path is kept: what they said of its steps, what was shown last, the page for parents."""

import sqlalchemy as sa
from alembic import op

revision = "0005_kept_paths"
down_revision = "0004_catalogue_origin"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_paths",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("share", sa.String(length=32), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_kept_paths_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_kept_paths")),
    )
    with op.batch_alter_table("kept_paths", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_kept_paths_share"), ["share"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("kept_paths", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_kept_paths_share"))

    op.drop_table("kept_paths")
