"""Rows of many accounts at once."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, or_

from bot.dialogue.messages import Address


def is_of_one(table: Table, addresses: Collection[Address]) -> ColumnElement[bool]:
    """Does the row belong to one of these accounts?

    Written channel by channel: SQLite uses no index for `(channel, account) IN ((...), ...)`.
    """
    accounts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        accounts[address.channel].append(address.account)
    return or_(
        *(and_(table.c.channel == channel, table.c.account.in_(those)) for channel, those in accounts.items())
    )


def address_of(row: Row[*tuple[Any, ...]]) -> Address:
    """Whose row it is."""
    return Address(channel=row.channel, account=row.account)
