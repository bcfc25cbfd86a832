"""Everything of staff put together over one database, for the composition root."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.dialogue.messages import ChannelName
from bot.dialogue.state import Order
from bot.mailbox.turns import Clerk, Returned
from bot.settings import Settings
from bot.staff.alarm import Alarm
from bot.staff.book import SqlStaffBook
from bot.staff.clerks import StaffClerks
from bot.staff.roles import Roles, owners_of
from bot.texts import Texts
from knowledge.database import Database


@dataclass(frozen=True, slots=True)
class Staffing:
    """What the engine reads (`book`), the mailbox carries out (`clerks`) and both ask (`roles`).

    `returned` tells a member who can be written to at last of who is in danger.
    """

    roles: Roles
    book: SqlStaffBook
    clerks: Mapping[type[Order], Clerk]
    returned: Returned


def staffing(
    settings: Settings,
    database: Database,
    *,
    secret: bytes,
    texts: Texts,
    timezone: str,
    push: Collection[ChannelName],
) -> Staffing:
    """Put it together. `push`: the messengers that run; `timezone`: the IANA name of staff's own zone."""
    roles = Roles(owners_of(settings.staff_telegram_ids, settings.staff_vk_ids))
    alarm = Alarm(roles, texts, ZoneInfo(timezone), push, settings.vk_group_id)
    book = SqlStaffBook(database, roles, secret, settings.vk_group_id)
    return Staffing(roles, book, StaffClerks(roles, alarm).table(), alarm.catch_up)
