"""Can anybody open staff's tools, and may we write to everybody of staff?

Told only where a messenger is on: staff are people of messengers.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError

import migrations
from bot.dialogue.messages import Address
from bot.findings import Finding
from bot.settings import Settings
from bot.staff.roles import owners_of
from bot.storage.addresses import address_of, is_of_one
from bot.storage.tables import accounts, staff

_ADVICE = (
    "put your numeric id into STAFF_TELEGRAM_IDS or STAFF_VK_IDS and start again, or make a one-time link by"
    " `consultant staff add`; docs/operations.md, «Who works here»"
)
_SILENT = (
    "each of them opens the bot or writes to the community once, from that very account; what is open is"
    " told them then"
)


def examine_staff(settings: Settings) -> Iterator[Finding]:
    """Findings on owners and on those whom we may not write to; none without messengers."""
    if settings.telegram_token is None and settings.vk_token is None:
        return
    fixed = owners_of(settings.staff_telegram_ids, settings.staff_vk_ids)
    has_owner, silent = _stored(settings, fixed)
    if has_owner or fixed:
        yield Finding("ok", "staff", "somebody is owner")
    else:
        says = "nobody is owner: staff's tools and their inbox are closed, alarms reach nobody"
        yield Finding("note", "staff", says, _ADVICE)
    if silent:
        names = ", ".join(f"{one.channel} {one.account}" for one in silent)
        says = f"never wrote to the bot, or block it: {names}; alarms do not reach them"
        yield Finding("note", "staff", says, _SILENT)


def _stored(settings: Settings, fixed: Sequence[Address]) -> tuple[bool, Collection[Address]]:
    """Is an owner in the list, and whom of staff may we not write to?

    Nobody when the database cannot be read (the finding on it tells of that).
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return False, fixed
    engine = migrations.migration_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            return _looked_up(connection, fixed) if inspect(connection).has_table("staff") else (False, fixed)
    except SQLAlchemyError:
        return False, ()
    finally:
        engine.dispose()


def _looked_up(connection: Connection, fixed: Sequence[Address]) -> tuple[bool, Collection[Address]]:
    listed = connection.execute(select(staff.c.channel, staff.c.account, staff.c.role)).all()
    everybody = dict.fromkeys([*fixed, *map(address_of, listed)])
    if not everybody:
        return False, ()
    mine = select(accounts.c.channel, accounts.c.account).where(accounts.c.blocked_at.is_(None))
    hearing = set(map(address_of, connection.execute(mine.where(is_of_one(accounts, everybody)))))
    return any(row.role == "owner" for row in listed), [one for one in everybody if one not in hearing]
