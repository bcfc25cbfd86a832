"""Rows of many accounts at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Executable, Row, Table, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address

NOBODY: Final = "-"
"""The account of a letter whose sender cannot be told, or is forgotten."""


def is_of_one(table: Table, addresses: Collection[Address]) -> ColumnElement[bool]:
    """Does the row belong to one of these accounts?

    Written channel by channel: SQLite uses no index for `(channel, account) IN ((...), ...)`.
    """
    channels = _by_channel(addresses).items()
    return or_(*(and_(table.c.channel == channel, table.c.account.in_(those)) for channel, those in channels))


async def rows_of(
    connection: AsyncConnection, table: Table, addresses: Collection[Address]
) -> Sequence[Row[Any]]:
    """The rows of these accounts; in the order of their ids where they have one."""
    channels = _by_channel(addresses)
    values: dict[str, Any] = {}
    for number, (channel, those) in enumerate(channels.items()):
        values |= {f"channel_{number}": channel, f"accounts_{number}": those}
    return (await connection.execute(_of_accounts(table, len(channels)), values)).all()


@cache
def _of_accounts(table: Table, channels: int) -> Executable:
    """Made once: to write such a statement down takes longer than to run it."""
    mine = (
        and_(
            table.c.channel == bindparam(f"channel_{number}"),
            table.c.account.in_(bindparam(f"accounts_{number}", expanding=True)),
        )
        for number in range(channels)
    )
    query = select(table).where(or_(*mine))
    return query.order_by(table.c.id) if "id" in table.c else query


def _by_channel(addresses: Iterable[Address]) -> Mapping[str, list[str]]:
    accounts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        accounts[address.channel].append(address.account)
    return accounts


def address_of(row: Row[*tuple[Any, ...]]) -> Address:
    """Whose row it is."""
    return Address(channel=row.channel, account=row.account)
