"""The accounts of one person: who they are, and which consent holds for all of them.

A decision on processing is the human's, in whichever account it was made: the newest one counts for all. When
it ends the profile, the link between the accounts ends with it, so it is written down for each of them.
Consent to mailings stays with its account.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address
from bot.dialogue.state import Consent
from bot.errors import StaleTurn
from bot.storage.addresses import address_of, rows_of
from bot.storage.tables import accounts, consents
from bot.storage.upsert import execute_many

PROCESSING: Final = "processing"
Families = Mapping[Address, Collection[Address]]
"""Account -> all accounts of its person; an account of nobody is left out."""


async def read_decisions(
    connection: AsyncConnection, addresses: Collection[Address], families: Families
) -> Mapping[Address, tuple[Consent, ...]]:
    """The newest decision of each kind that holds for these accounts."""
    everyone = {*addresses, *(one for address in addresses for one in families.get(address, ()))}
    own = await _own_decisions(connection, everyone)
    return {
        address: tuple(_holding(own, address, families.get(address, (address,))).values())
        for address in addresses
    }


async def require_families(
    connection: AsyncConnection, expected: Mapping[str, Collection[Collection[Address]]]
) -> None:
    """These people still have exactly these accounts (each turn's view of them).

    Raises: StaleTurn: what began before accounts were joined or parted must not write into what is there now.
    """
    if not expected:
        return
    found: dict[str, set[Address]] = defaultdict(set)
    query = select(accounts).where(accounts.c.person_id.in_(expected.keys()))
    for row in await connection.execute(query):
        found[row.person_id].add(address_of(row))
    if any(found[person_id] != set(seen) for person_id, views in expected.items() for seen in views):
        raise StaleTurn("accounts were joined or parted meanwhile")


async def end_elsewhere(
    connection: AsyncConnection, address: Address, person_id: str, decisions: Iterable[Consent]
) -> None:
    """Processing was ended in one account: write the decision down for the person's other accounts."""
    ended = [one.model_dump() for one in decisions if one.kind == PROCESSING and not one.given]
    others = [one for one in await accounts_of(connection, person_id) if one != address]
    rows: list[dict[str, Any]] = [{**other.model_dump(), **row} for other in others for row in ended]
    await execute_many(connection, consents.insert(), rows)


async def accounts_of(connection: AsyncConnection, person_id: str) -> Collection[Address]:
    """All accounts of a person."""
    rows = await connection.execute(select(accounts).where(accounts.c.person_id == person_id))
    return [address_of(row) for row in rows]


async def person_of(connection: AsyncConnection, address: Address) -> str | None:
    """Whose account it is; None for nobody's."""
    mine = and_(accounts.c.channel == address.channel, accounts.c.account == address.account)
    person_id: str | None = await connection.scalar(select(accounts.c.person_id).where(mine))
    return person_id


async def _own_decisions(
    connection: AsyncConnection, addresses: Collection[Address]
) -> Mapping[Address, dict[str, Consent]]:
    newest: dict[Address, dict[str, Consent]] = defaultdict(dict)
    for row in await rows_of(connection, consents, addresses):
        newest[address_of(row)][row.kind] = Consent(
            kind=row.kind, given=row.given, version=row.version, text_hash=row.text_hash, at=row.at
        )
    return newest


def _holding(
    own: Mapping[Address, dict[str, Consent]], address: Address, family: Collection[Address]
) -> dict[str, Consent]:
    """By kind; of two decisions of the same instant the stricter one holds."""
    mine = own.get(address, {})
    made = [own[one][PROCESSING] for one in family if PROCESSING in own.get(one, {})]
    newest = max(made, key=lambda consent: (consent.at, not consent.given), default=None)
    return {**mine, PROCESSING: newest} if newest else dict(mine)
