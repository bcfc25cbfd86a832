"""The catalogue remembers which shipped files it took in last, so that a start need not read them again.

Whose a value is (shipped, imported, staff, ingest) stands in `measures.owners`, which needs no new column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_catalogue_origin"
down_revision = "0003_staff_and_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("catalogue_state", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shipped_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("shipped_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("catalogue_state", schema=None) as batch_op:
        batch_op.drop_column("shipped_version")
        batch_op.drop_column("shipped_digest")
