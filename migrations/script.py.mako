"""${message}

Say here why. Then, before you commit:
- Schema and data changes are two migrations.
- Old and new code may run side by side for a moment: add first, use later, remove in a release after that.
- A new NOT NULL column needs a server default or a table that is known to be empty.
- SQLite changes columns by copying the table: `with op.batch_alter_table(...)`, and name every constraint.
- No import of our own code: a migration must mean the same in ten years.
- `downgrade` undoes it; what cannot be undone says so and loses nothing else.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = "${up_revision}"
down_revision = ${'"%s"' % down_revision if down_revision else None}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
