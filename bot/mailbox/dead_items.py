"""Tell staff of what nobody got an answer to: a few things each by itself, then a count of the rest.

A platform that changes its format, or that refuses whatever we say, would fill the inbox of staff otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.messages import Address, ChannelName
from bot.storage.addresses import NOBODY
from bot.storage.tables import staff_items
from bot.storage.upsert import execute_many

Death = Literal["unreadable", "failed", "crashed"]
"""Why a letter has no answer: nobody can read it, the engine failed, the process died over it."""
Loss = Literal["refused", "given-up", "unknown"]
"""Why an answer did not arrive: the platform does not take it, it could not be sent for too long, or we do
not know whether it went out and may not repeat it any more."""
MOST_ALONE: Final = 10
"""Items of one channel and kind of trouble that may be open at once; further ones are counted."""


@dataclass(frozen=True, slots=True)
class DeadItem:
    """`about`: the letter that staff may have answered once more; empty when there is none."""

    address: Address
    why: Death | Loss
    at: datetime
    about: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is counted together. `counted`: the text of the item that counts; its `about` is `+<how many>`."""

    texts: tuple[str, ...]
    counted: str


GARBLED: Final = Trouble(("unreadable",), "many-unreadable")
"""Letters that nobody can read."""
UNDELIVERED: Final = Trouble(("refused", "given-up", "unknown"), "many-undelivered")
"""Answers that did not arrive."""


async def add_dead(connection: AsyncConnection, items: Sequence[DeadItem]) -> None:
    """Things of which staff should see every one."""
    await execute_many(connection, staff_items.insert(), [_row(item) for item in items])


async def add_counted(connection: AsyncConnection, items: Sequence[DeadItem], trouble: Trouble) -> None:
    """Things that may come in crowds."""
    for channel in dict.fromkeys(item.address.channel for item in items):
        mine = [item for item in items if item.address.channel == channel]
        alone = _open(channel, trouble.texts)
        count = await connection.scalar(select(func.count()).select_from(staff_items).where(alone))
        room = max(0, MOST_ALONE - int(count or 0))
        await add_dead(connection, mine[:room])
        if rest := mine[room:]:
            await _count_more(connection, channel, rest, trouble.counted)


async def _count_more(
    connection: AsyncConnection, channel: ChannelName, items: Sequence[DeadItem], counted: str
) -> None:
    counting = select(staff_items.c.id, staff_items.c.about).where(_open(channel, (counted,)))
    found = (await connection.execute(counting)).first()
    at = items[-1].at
    if found is None:
        row = {"kind": "dead", "text": counted, "channel": channel, "account": None, "at": at}
        await connection.execute(staff_items.insert(), [{**row, "about": f"+{len(items)}"}])
        return
    total = {"about": f"+{int(found.about) + len(items)}", "at": at}
    await connection.execute(update(staff_items).where(staff_items.c.id == found.id).values(**total))


def _open(channel: ChannelName, texts: Sequence[str]) -> ColumnElement[bool]:
    is_open = (staff_items.c.kind == "dead") & staff_items.c.closed_at.is_(None)
    return is_open & (staff_items.c.channel == channel) & staff_items.c.text.in_(texts)


def _row(item: DeadItem) -> dict[str, object]:
    account = None if item.address.account == NOBODY else item.address.account
    return {
        "kind": "dead",
        "about": item.about,
        "text": item.why,
        "channel": item.address.channel,
        "account": account,
        "at": item.at,
    }
