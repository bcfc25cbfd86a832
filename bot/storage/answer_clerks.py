"""Carry out what answers order, in the transaction of their turn: questions for staff, ratings."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.answer_orders import AskStaff, RateAnswer
from bot.dialogue.state import Order
from bot.mailbox.turns import Clerk, Turn
from bot.storage.tables import answer_ratings, staff_items
from bot.storage.upsert import add_up

QUESTION: Final = "question"
MOST_OPEN: Final = 100
"""Questions that may wait for staff at once: a flood must not bury what else waits."""


def answer_clerks() -> Mapping[type[Order], Clerk]:
    """The clerks of `bot.dialogue.answer_orders`."""
    return {AskStaff: ask_staff, RateAnswer: rate_answer}


async def ask_staff(connection: AsyncConnection, turn: Turn, order: AskStaff) -> None:
    """Put the question into the staff inbox, unless the same one waits there already."""
    is_open = and_(staff_items.c.kind == QUESTION, staff_items.c.closed_at.is_(None))
    same = func.count().filter(staff_items.c.text == order.words)
    waiting, alike = (await connection.execute(select(func.count(), same).where(is_open))).one()
    if alike or waiting >= MOST_OPEN:
        return
    row = {"kind": QUESTION, "about": "", "text": order.words, "at": turn.at}
    await connection.execute(staff_items.insert(), [row])


async def rate_answer(connection: AsyncConnection, _turn: Turn, order: RateAnswer) -> None:
    """Count it."""
    row = {"subject": order.subject, "version": order.version, "useful": order.useful, "count": 1}
    await add_up(connection, answer_ratings, [row], column="count")
