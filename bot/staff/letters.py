"""What the consultant itself writes to staff: rows of the outbox like any reply."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from bot.dialogue.messages import Address, ChannelName, Outgoing
from bot.dialogue.staff import Member
from bot.mailbox.turns import REPLY
from bot.storage.tables import WAITING


def letter(to: Address, message: Outgoing, now: datetime) -> dict[str, Any]:
    """A row of the outbox, which overtakes announcements."""
    return {
        "channel": to.channel,
        "account": to.account,
        "payload": message.model_dump_json(),
        "priority": REPLY,
        "state": WAITING,
        "not_before": now,
        "attempts": 0,
        "farewell": False,
        "created_at": now,
    }


def reachable(members: Iterable[Member], channels: Collection[ChannelName]) -> list[Address]:
    """Those of staff to whom these channels lead."""
    return [member.address for member in members if member.address.channel in channels]
