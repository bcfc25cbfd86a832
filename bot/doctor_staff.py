"""Can anybody open staff's tools? Told only where a messenger is on: staff are people of messengers."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

import migrations
from bot.findings import Finding
from bot.settings import Settings

_ADVICE = (
    "put your numeric id into STAFF_TELEGRAM_IDS or STAFF_VK_IDS and start again, or make a one-time link by"
    " `consultant staff add`; docs/operations.md, «Who works here»"
)


def examine_staff(settings: Settings) -> Iterator[Finding]:
    """One finding, or none without messengers."""
    if settings.telegram_token is None and settings.vk_token is None:
        return
    owners = len(settings.staff_telegram_ids) + len(settings.staff_vk_ids) or _listed_owners(settings)
    if owners:
        yield Finding("ok", "staff", "somebody is owner")
    else:
        says = "nobody is owner: staff's tools and their inbox are closed, alarms reach nobody"
        yield Finding("note", "staff", says, _ADVICE)


def _listed_owners(settings: Settings) -> int:
    """Owners in the table; 0 when it cannot be read (the finding on the database tells of that)."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return 0
    engine = migrations.migration_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("staff"):
                return 0
            return int(connection.scalar(text("SELECT count(*) FROM staff WHERE role = 'owner'")) or 0)
    except SQLAlchemyError:
        return 0
    finally:
        engine.dispose()
