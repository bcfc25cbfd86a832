"""The staff inbox in SQL: items of their own, and what people report as wrong in a measure.

A reference is `i<id>` for a row of `staff_items` and `r<id>` for one of `error_reports`.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    delete,
    func,
    literal,
    null,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.dialogue.staff import KINDS, ItemKind, StaffItem
from bot.mailbox.answering import MOST_CRASHES
from bot.mailbox.dead_items import GARBLED
from bot.storage.addresses import is_of_one
from bot.storage.tables import DEAD, WAITING, audit_log, error_reports, inbox, staff_invites, staff_items

CLOSED_KEPT: Final = timedelta(days=30)
NAMELESS_AFTER: Final = timedelta(days=30)
"""An item that nobody closes forgets whom it is about."""
LOG_KEPT: Final = timedelta(days=365)
_REPORT: Final = "r"
_ITEM: Final = "i"


async def add_item(
    connection: AsyncConnection, kind: ItemKind, about: str, text: str, address: Address | None, now: datetime
) -> str:
    """Something for staff; its reference."""
    whom = {"channel": address.channel, "account": address.account} if address else {}
    row = {"kind": kind, "about": about, "text": text, "at": now, **whom}
    made = await connection.execute(staff_items.insert().values(**row))
    (id_,) = made.inserted_primary_key or (0,)
    return f"{_ITEM}{id_}"


async def count_items(connection: AsyncConnection) -> Mapping[ItemKind, int]:
    """What is open, by kind, in the order of urgency."""
    query = select(staff_items.c.kind, func.count()).where(staff_items.c.closed_at.is_(None))
    counts = {row[0]: row[1] for row in await connection.execute(query.group_by(staff_items.c.kind))}
    reports = select(func.count()).select_from(_reports().subquery())
    counts["report"] = int(await connection.scalar(reports) or 0)
    return {kind: counts[kind] for kind in KINDS if counts.get(kind)}


async def list_items(connection: AsyncConnection, offset: int, limit: int) -> Sequence[StaffItem]:
    """What is open: cries for help, what is broken, then what anybody can send; the newest of each first."""
    both = union_all(_items().where(_OPEN_ITEM), _reports()).subquery()
    urgent = case((both.c.kind == "crisis", 0), (both.c.kind.in_(("report", "question")), 2), else_=1)
    ordered = select(both).order_by(urgent, both.c.at.desc(), both.c.of, both.c.id.desc())
    rows = await connection.execute(ordered.offset(offset).limit(limit))
    return [_item(row) for row in rows]


async def find_item(connection: AsyncConnection, reference: str) -> StaffItem | None:
    """One thing, open or closed."""
    kind, number = reference[:1], reference[1:]
    if kind not in (_REPORT, _ITEM) or not number.isdecimal() or len(number) > 18:
        return None
    id_ = int(number)
    query = _report(id_) if kind == _REPORT else _items().where(staff_items.c.id == id_)
    row = (await connection.execute(query)).first()
    return _item(row) if row else None


async def open_crises(connection: AsyncConnection) -> Sequence[StaffItem]:
    """Who may be in danger and has not been looked after yet, the oldest first."""
    query = _items().where(staff_items.c.kind == "crisis", _OPEN_ITEM).order_by(staff_items.c.id)
    return [_item(row) for row in await connection.execute(query)]


async def alarms_about(connection: AsyncConnection, accounts: Collection[Address]) -> Sequence[datetime]:
    """When an alarm was raised about one of these accounts; closed ones have forgotten about whom."""
    mine = select(staff_items.c.at).where(staff_items.c.kind == "crisis", is_of_one(staff_items, accounts))
    return list(await connection.scalars(mine.order_by(staff_items.c.id)))


async def can_retry(connection: AsyncConnection, item: StaffItem) -> bool:
    """Is the message of a dead letter still there? What cannot be read will not be read the second time."""
    if item.kind != "dead" or item.text in GARBLED.texts or not item.about.isdecimal():
        return False
    query = select(inbox.c.id).where(inbox.c.id == int(item.about), _IS_DEAD)
    return await connection.scalar(query) is not None


async def retry(connection: AsyncConnection, item: StaffItem) -> bool:
    """Let the message wait for an answer again; False when it is gone.

    One over which the process died has one more try, alone: who asks for it may have mended the cause.
    """
    if not await can_retry(connection, item):
        return False
    again = update(inbox).where(inbox.c.id == int(item.about), _IS_DEAD)
    crashes = case((inbox.c.crashes < MOST_CRASHES, inbox.c.crashes), else_=MOST_CRASHES - 1)
    again = again.values(state=WAITING, answered_at=None, crashes=crashes)
    return (await connection.execute(again)).rowcount == 1


async def close_item(connection: AsyncConnection, reference: str, now: datetime) -> bool:
    """Close one thing and forget whom it was about; False when it was closed. Equal reports are one thing."""
    id_ = int(reference[1:])
    if reference.startswith(_REPORT):
        mine = update(error_reports).where(_like(id_), _OPEN_REPORT).values(closed_at=now)
    else:
        mine = update(staff_items).where(staff_items.c.id == id_, _OPEN_ITEM)
        mine = mine.values(closed_at=now, account=None)
    return (await connection.execute(mine)).rowcount > 0


async def sweep_staff(connection: AsyncConnection, now: datetime) -> None:
    """Forget what was dealt with a month ago, whom old items are about, old invitations, last year's log."""
    await connection.execute(delete(staff_invites).where(staff_invites.c.expires_at <= now))
    await connection.execute(delete(audit_log).where(audit_log.c.at < now - LOG_KEPT))
    for table in (staff_items, error_reports):
        await connection.execute(delete(table).where(table.c.closed_at < now - CLOSED_KEPT))
    old = and_(staff_items.c.at < now - NAMELESS_AFTER, staff_items.c.account.is_not(None))
    await connection.execute(update(staff_items).where(old).values(account=None))


_OPEN_ITEM = staff_items.c.closed_at.is_(None)
_OPEN_REPORT = error_reports.c.closed_at.is_(None)
_IS_DEAD = and_(inbox.c.state == DEAD, inbox.c.payload.is_not(None))


def _items() -> Select[Any]:
    return select(
        literal(_ITEM).label("of"),
        staff_items.c.id,
        staff_items.c.kind,
        staff_items.c.about,
        staff_items.c.text,
        staff_items.c.at,
        staff_items.c.closed_at,
        staff_items.c.channel,
        staff_items.c.account,
        literal(1).label("times"),
    )


def _reports() -> Select[Any]:
    """What is open; who says the same of the same measure is counted, and the first one names them all."""
    return _folded(func.count()).where(_OPEN_REPORT)


def _report(id_: int) -> Select[Any]:
    """One of them, open or closed, with how many equal ones are open."""
    equal = error_reports.alias()
    same = (equal.c.measure == error_reports.c.measure, equal.c.text == error_reports.c.text)
    count = select(func.count()).select_from(equal).where(*same, equal.c.closed_at.is_(None))
    times = count.correlate(error_reports).scalar_subquery()
    return _folded(times).where(error_reports.c.id == id_)


def _folded(times: ColumnElement[int]) -> Select[Any]:
    return select(
        literal(_REPORT).label("of"),
        func.min(error_reports.c.id).label("id"),
        literal("report").label("kind"),
        error_reports.c.measure.label("about"),
        error_reports.c.text,
        func.max(error_reports.c.at).label("at"),
        func.max(error_reports.c.closed_at).label("closed_at"),
        null().label("channel"),
        null().label("account"),
        times.label("times"),
    ).group_by(error_reports.c.measure, error_reports.c.text)


def _like(id_: int) -> ColumnElement[bool]:
    """Reports that say the same as this one, as long as that one is open."""
    this = error_reports.alias()
    mine = (this.c.id == id_, this.c.closed_at.is_(None))
    measure, text = (
        select(column).where(*mine).scalar_subquery() for column in (this.c.measure, this.c.text)
    )
    return and_(error_reports.c.measure == measure, error_reports.c.text == text)


def _item(row: Row[Any]) -> StaffItem:
    address = Address(channel=row.channel, account=row.account) if row.channel and row.account else None
    return StaffItem(
        reference=f"{row.of}{row.id}",
        kind=row.kind,
        about=row.about,
        text=row.text,
        at=row.at,
        channel=row.channel,
        address=address,
        is_open=row.closed_at is None,
        times=row.times,
    )
