"""Whose menu in a messenger offers the commands of staff: to be taken back also after a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0009_staff_menus"
down_revision = "0008_link_tries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_menus",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("channel", "account", name=op.f("pk_staff_menus")),
    )


def downgrade() -> None:
    op.drop_table("staff_menus")
