"""Carry out what a turn has decided about codes and accounts, in its transaction, after looking once more."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Row, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.link_orders import (
    ALIVE,
    MOST_ACCOUNTS,
    CountTry,
    EnterCode,
    IssueCode,
    JoinAccounts,
    PartAccounts,
    TellForgotten,
)
from bot.dialogue.messages import Address, Outgoing
from bot.dialogue.state import Consent, Order
from bot.errors import StaleTurn
from bot.mailbox.turns import REPLY, Clerk, Turn
from bot.person.linking import join
from bot.storage.addresses import address_of
from bot.storage.erase import drop_people
from bot.storage.families import PROCESSING, accounts_of, person_of, read_decisions
from bot.storage.link_tries import add_try, sweep_tries
from bot.storage.links import Marks
from bot.storage.profiles import ProfileChange, store_profiles
from bot.storage.states import read_people
from bot.storage.tables import WAITING, accounts, consents, link_codes, outbox, saved_measures
from bot.storage.upsert import upsert

if TYPE_CHECKING:
    from bot.dialogue.state import Person

FORGOTTEN: Final = timedelta(days=1)
"""Codes that nobody needs any more go with the next code that is made."""


def link_clerks(key: bytes) -> Mapping[type[Order], Clerk]:
    """The clerks of `bot.dialogue.link_orders`; `key` is the deployment's secret."""
    marks = Marks(key)

    async def enter(connection: AsyncConnection, turn: Turn, order: EnterCode) -> None:
        await enter_code(connection, turn, order, marks)

    async def count_try(connection: AsyncConnection, turn: Turn, _order: CountTry) -> None:
        await add_try(connection, marks.of_account(turn.address), turn.at)

    return {
        IssueCode: issue_code,
        CountTry: count_try,
        EnterCode: enter,
        JoinAccounts: join_accounts,
        PartAccounts: part_accounts,
        TellForgotten: tell_forgotten,
    }


async def issue_code(connection: AsyncConnection, turn: Turn, order: IssueCode) -> None:
    """Keep the code; the account's older ones are void."""
    old = turn.at - FORGOTTEN
    await connection.execute(
        delete(link_codes).where(_mine(link_codes, turn) | (link_codes.c.expires_at < old))
    )
    await sweep_tries(connection, turn.at)
    row = {"code_hash": order.mark, "created_at": turn.at, "expires_at": turn.at + ALIVE}
    await connection.execute(link_codes.insert(), [{**turn.address.model_dump(), **row}])


async def enter_code(connection: AsyncConnection, turn: Turn, order: EnterCode, marks: Marks) -> None:
    """The code belongs to this account alone, which may think it over.

    Raises: StaleTurn when it is gone or somebody else was quicker.
    """
    me = marks.of_account(turn.address)
    free = link_codes.c.entered_by.is_(None) | (link_codes.c.entered_by == me)
    alive = and_(link_codes.c.code_hash == order.mark, link_codes.c.expires_at >= turn.at, free)
    values = {"entered_by": me, "expires_at": turn.at + ALIVE}
    entered = await connection.execute(update(link_codes).where(alive).values(**values))
    if entered.rowcount != 1:
        raise StaleTurn("the code is gone")


async def join_accounts(connection: AsyncConnection, turn: Turn, order: JoinAccounts) -> None:
    """Two people become one: the one who made the code stays, the other one's profile and accounts join.

    Raises: StaleTurn when the code, a consent or a profile is gone, or they are one person already.
    """
    code = await _take(connection, turn, order)
    other = address_of(code)
    stays, goes = await person_of(connection, other), turn.person_id
    if stays is None or goes is None or stays == goes or await person_of(connection, turn.address) != goes:
        raise StaleTurn("there are no two people to join")
    everyone = [*await accounts_of(connection, stays), *await accounts_of(connection, goes)]
    if len(everyone) > MOST_ACCOUNTS or not await _agree(connection, (other, turn.address), order):
        raise StaleTurn("not everything stands as it did")
    await _merge(connection, stays, goes)
    await _tell(connection, turn, other, order.notice)


async def part_accounts(connection: AsyncConnection, turn: Turn, order: PartAccounts) -> None:
    """The account is nobody's now and its consent ends; the profile stays with who asked.

    Raises: StaleTurn when the account is not the person's any more.
    """
    if turn.person_id is None or await person_of(connection, order.address) != turn.person_id:
        raise StaleTurn("the account is not linked any more")
    family = {order.address: await accounts_of(connection, turn.person_id)}
    for decision in (await read_decisions(connection, [order.address], family))[order.address]:
        if decision.kind == PROCESSING and decision.given:
            ended = decision.model_copy(update={"given": False, "at": turn.at})
            row = {**order.address.model_dump(), **ended.model_dump()}
            await connection.execute(consents.insert(), [row])
    await connection.execute(update(accounts).where(_is(accounts, order.address)).values(person_id=None))
    await _tell(connection, turn, order.address, order.notice)


async def tell_forgotten(connection: AsyncConnection, turn: Turn, order: TellForgotten) -> None:
    """The last word to an account that was erased with this one; its row goes when it was said."""
    await _tell(connection, turn, order.address, order.notice, farewell=True)


async def _take(connection: AsyncConnection, turn: Turn, order: JoinAccounts) -> Row[Any]:
    alive = and_(link_codes.c.code_hash == order.mark, link_codes.c.expires_at >= turn.at)
    code = (await connection.execute(select(link_codes).where(alive))).first()
    if code is None:
        raise StaleTurn("the code is gone")
    await connection.execute(delete(link_codes).where(link_codes.c.code_hash == order.mark))
    return code


async def _agree(connection: AsyncConnection, both: tuple[Address, Address], order: JoinAccounts) -> bool:
    """Has each of them agreed to the text as it is now?"""
    families = {}
    for address in both:
        person_id = await person_of(connection, address)
        families[address] = await accounts_of(connection, person_id) if person_id else (address,)
    standing = await read_decisions(connection, both, families)
    return all(any(_is_agreed(one, order) for one in standing[address]) for address in both)


def _is_agreed(decision: Consent, order: JoinAccounts) -> bool:
    text = (decision.version, decision.text_hash)
    return decision.kind == PROCESSING and decision.given and text == (order.version, order.text_hash)


async def _merge(connection: AsyncConnection, stays: str, goes: str) -> None:
    people: dict[str, Person] = await read_people(connection, {stays, goes})
    both = join(people[stays], people[goes])
    await store_profiles(connection, [ProfileChange(stays, people[stays], both)])
    since = [{"person_id": stays, "measure": one.id, "at": one.at} for one in both.saved]
    await upsert(connection, saved_measures, since, update=("at",))
    await connection.execute(update(accounts).where(accounts.c.person_id == goes).values(person_id=stays))
    await drop_people(connection, [goes])


async def _tell(
    connection: AsyncConnection, turn: Turn, address: Address, notice: Outgoing, *, farewell: bool = False
) -> None:
    row = {"payload": notice.model_dump_json(), "priority": REPLY, "state": WAITING, "attempts": 0}
    times = {"not_before": turn.at, "created_at": turn.at, "farewell": farewell}
    await connection.execute(outbox.insert(), [{**address.model_dump(), **row, **times}])


def _mine(table: Any, turn: Turn) -> Any:
    return _is(table, turn.address)


def _is(table: Any, address: Address) -> Any:
    return and_(table.c.channel == address.channel, table.c.account == address.account)
