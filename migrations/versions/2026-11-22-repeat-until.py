"""A message that may have gone out is sent again only while its platform would not show it twice."""

import sqlalchemy as sa
from alembic import op

revision = "0007_repeat_until"
down_revision = "0006_answer_ratings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("repeat_until", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "repeat_until")
