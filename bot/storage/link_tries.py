"""Wrong codes that accounts have entered: by a keyed hash, so that they outlive «delete everything»."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.link_orders import MOST_TRIES, REST, Tries
from bot.storage.tables import link_tries
from bot.storage.upsert import upsert


async def read_tries(connection: AsyncConnection, account: str, now: datetime) -> Tries:
    """How many more this account may enter. `account`: its mark (`bot.storage.links.Marks.of_account`)."""
    row = (await connection.execute(select(link_tries).where(link_tries.c.account_hash == account))).first()
    if row is None or row.since + REST <= now:
        return Tries()
    left = max(0, MOST_TRIES - row.failed)
    return Tries(left, None if left else row.since + REST)


async def add_try(connection: AsyncConnection, account: str, now: datetime) -> None:
    """One wrong code more; after a rest the count begins anew."""
    left = (await read_tries(connection, account, now)).left
    tries = {"account_hash": account, "failed": MOST_TRIES - left + 1, "since": now}
    await upsert(connection, link_tries, [tries], update=("failed", "since"))


async def sweep_tries(connection: AsyncConnection, now: datetime) -> None:
    """Forget those who have rested."""
    await connection.execute(delete(link_tries).where(link_tries.c.since <= now - REST))
