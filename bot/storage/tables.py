"""Tables of people, talks and the mailbox.

What belongs to an account has the columns `channel` and `account`, what belongs to a human has `person_id`:
`bot.storage.erase` finds everything of somebody by these names, in every table, also in those yet to come.
Partial indexes are told for SQLite only: for PostgreSQL the migrations say the same, and to name it here
would load that dialect at every start.
"""

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from knowledge.columns import UtcTime
from knowledge.database import metadata

CHANNEL = String(16)
ACCOUNT = String(128)
PERSON = String(32)

WAITING: Final = "waiting"
ANSWERED: Final = "answered"
SENT: Final = "sent"
DEAD: Final = "dead"
UNWANTED: Final = "unwanted"
"""States of inbox rows (waiting, answered, dead) and outbox rows (waiting, sent, dead, unwanted)."""

persons = Table(
    "persons",
    metadata,
    Column("id", PERSON, primary_key=True),
    Column("created_at", UtcTime, nullable=False),
)
"""A human who agreed to be remembered; `id` is random."""

accounts = Table(
    "accounts",
    metadata,
    Column("channel", CHANNEL, primary_key=True),
    Column("account", ACCOUNT, primary_key=True),
    Column("person_id", PERSON, ForeignKey("persons.id"), index=True),
    Column("created_at", UtcTime, nullable=False),
    Column("blocked_at", UtcTime),
)
"""One identity in one channel. `blocked_at`: the platform says that we may not write."""


def _of_account() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["channel", "account"], ["accounts.channel", "accounts.account"])


conversations = Table(
    "conversations",
    metadata,
    Column("channel", CHANNEL, primary_key=True),
    Column("account", ACCOUNT, primary_key=True),
    Column("state", Text, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    _of_account(),
)
"""Where a talk stands: `bot.dialogue.state.Conversation` as JSON with a version."""

consents = Table(
    "consents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", CHANNEL, nullable=False),
    Column("account", ACCOUNT, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("version", String(64), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("at", UtcTime, nullable=False),
    _of_account(),
    Index("ix_consents_account", "channel", "account"),
)
"""Every decision on a consent document, newest last."""

consent_hashes = Table(
    "consent_hashes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("given_at", UtcTime, nullable=False),
    Column("erased_at", UtcTime, nullable=False),
)
"""What stays after /delete: a keyed hash that proves to who knows the account that it had consented."""

facts = Table(
    "facts",
    metadata,
    Column("person_id", PERSON, ForeignKey("persons.id"), primary_key=True),
    Column("key", String(256), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("how", String(16)),
    Column("at", UtcTime),
    Index("ix_facts_key", "key"),
)
"""One known value of a profile: `age`, `region`, `statuses.student`, `needs` ... with its origin."""

saved_measures = Table(
    "saved_measures",
    metadata,
    Column("person_id", PERSON, ForeignKey("persons.id"), primary_key=True),
    Column("measure", String(128), primary_key=True),
    Column("at", UtcTime, nullable=False),
)
"""«Мои меры»."""

kept_paths = Table(
    "kept_paths",
    metadata,
    Column("person_id", PERSON, ForeignKey("persons.id"), primary_key=True),
    Column("share", String(32), index=True),
    Column("path", Text, nullable=False),
)
"""A person's path: `bot.dialogue.state.KeptPath` as JSON. `share` opens its page, which names nobody.

The code stands as it is, not as a hash: whoever made the page wants to see its address again."""

error_reports = Table(
    "error_reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("measure", String(128), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
)
"""«Здесь ошибка»: what somebody says is wrong in a measure; never who. Staff close it in their inbox."""

arrivals = Table(
    "arrivals",
    metadata,
    Column("day", Date, primary_key=True),
    Column("source", String(64), primary_key=True),
    Column("talks", Integer, nullable=False),
)
"""How many talks a link (`s-<src>`) has opened on a day (UTC); tied to nobody."""

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", CHANNEL, nullable=False),
    Column("account", ACCOUNT, nullable=False),
    Column("key", String(256), nullable=False),
    Column("payload", Text),
    Column("state", String(8), nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("answered_at", UtcTime),
    Column("crashes", Integer, nullable=False, server_default="0"),
    UniqueConstraint("channel", "key"),
    Index(
        "ix_inbox_waiting",
        "channel",
        "account",
        "id",
        sqlite_where=text("state = 'waiting'"),
    ),
    Index("ix_inbox_answered_at", "answered_at"),
    sqlite_autoincrement=True,
)
"""What came in: `waiting`, `answered` (payload erased, the key stays against repeats), `dead` (put aside).

`crashes`: how often the process died while the row was thought about."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", CHANNEL, nullable=False),
    Column("account", ACCOUNT, nullable=False),
    Column("payload", Text),
    Column("priority", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("farewell", Boolean, nullable=False),
    Column("reference", String(64)),
    Column("created_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    Column("repeat_until", UtcTime),
    Index("ix_outbox_account", "channel", "account", "id"),
    Index(
        "ix_outbox_waiting",
        "channel",
        "priority",
        "id",
        sqlite_where=text("state = 'waiting'"),
    ),
    Index("ix_outbox_done_at", "done_at"),
    sqlite_autoincrement=True,
)
"""What goes out: `waiting`, `sent`, `dead` (it could not be sent) or `unwanted` (they blocked us). Ids only
grow: AUTOINCREMENT, as pages ask for what is newer.

`farewell`: the last word to somebody who is erased; the row goes as soon as it is delivered.
`repeat_until`: it may have gone out; sent again later than this, it may be shown twice."""

cursors = Table(
    "cursors",
    metadata,
    Column("platform", CHANNEL, primary_key=True),
    Column("value", String(64), nullable=False),
    Column("at", UtcTime, nullable=False),
)
"""Where a receiving loop goes on reading (VK's `ts`); moved in the transaction that stores what was read."""

staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", CHANNEL, nullable=False),
    Column("account", ACCOUNT, nullable=False),
    Column("role", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("added_at", UtcTime, nullable=False),
    UniqueConstraint("channel", "account"),
    sqlite_autoincrement=True,
)
"""Who works here, beside the owners that the settings name; looked up at each turn."""

staff_menus = Table(
    "staff_menus",
    metadata,
    Column("channel", CHANNEL, primary_key=True),
    Column("account", ACCOUNT, primary_key=True),
)
"""Whose talk offers the commands of staff; who leaves the list loses them, also after a restart."""

staff_invites = Table(
    "staff_invites",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("channel", CHANNEL),
    Column("account", ACCOUNT),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)
"""One-time links to become staff, by keyed hash; `channel`, `account`: who invited (none: the CLI)."""

audit_log = Table(
    "audit_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("who", String(160), nullable=False),
    Column("what", String(32), nullable=False),
    Column("about", String(256), nullable=False),
    Index("ix_audit_log_at", "at"),
    sqlite_autoincrement=True,
)
"""What staff did: who, a word for it and what it was about; nothing of the people we help.

`who`: the name in the list at that time, else `channel:account`; empty for the command line. It is no column
of an account, so that nobody can erase what they did with /delete."""

staff_items = Table(
    "staff_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("about", String(128), nullable=False),
    Column("text", Text, nullable=False),
    Column("channel", CHANNEL),
    Column("account", ACCOUNT),
    Column("at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Index("ix_staff_items_open", "closed_at", "id"),
    sqlite_autoincrement=True,
)
"""The staff inbox: `crisis`, `dead` (`about`: the letter's inbox id), `channel` (fails; `about`: its name),
`question` (that nothing answers; never whose).

`channel`, `account`: whom it is about, erased when it is closed."""

link_codes = Table(
    "link_codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("channel", CHANNEL, nullable=False),
    Column("account", ACCOUNT, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("entered_by", String(64)),
    Index("ix_link_codes_account", "channel", "account"),
)
"""One-time codes that join accounts of one person, by keyed hash; the account that asked for it.

`entered_by`: keyed hash of the one account that entered it and may go on with it until `expires_at`."""

link_tries = Table(
    "link_tries",
    metadata,
    Column("account_hash", String(64), primary_key=True),
    Column("failed", Integer, nullable=False),
    Column("since", UtcTime, nullable=False),
)
"""Wrong codes that an account has entered: five, then it has to wait, also when it has erased itself
meanwhile. The hash is keyed; swept within an hour after the wait."""

answer_ratings = Table(
    "answer_ratings",
    metadata,
    Column("subject", String(128), primary_key=True),
    Column("version", String(64), primary_key=True),
    Column("useful", Boolean, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How often an answer (`article:<id>`, version of its text) was called useful or useless; tied to nobody."""
