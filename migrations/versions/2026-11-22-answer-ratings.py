"""Whether answers help is counted, by answer and version of its text; tied to nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0006_answer_ratings"
down_revision = "0005_kept_paths"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_ratings",
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "version", "useful", name=op.f("pk_answer_ratings")),
    )


def downgrade() -> None:
    op.drop_table("answer_ratings")
