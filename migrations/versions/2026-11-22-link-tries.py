"""Wrong codes are counted under a keyed hash of the account, so that erasing oneself gives no new tries."""

import sqlalchemy as sa
from alembic import op

revision = "0008_link_tries"
down_revision = "0007_repeat_until"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The old counts are of the last ten minutes: nobody misses them."""
    op.drop_table("link_tries")
    op.create_table(
        "link_tries",
        sa.Column("account_hash", sa.String(length=64), nullable=False),
        *_counts(),
        sa.PrimaryKeyConstraint("account_hash", name=op.f("pk_link_tries")),
    )


def downgrade() -> None:
    op.drop_table("link_tries")
    op.create_table(
        "link_tries",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        *_counts(),
        sa.PrimaryKeyConstraint("channel", "account", name=op.f("pk_link_tries")),
    )


def _counts() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
    )
