"""Long polls are bounded and can all be let go."""

import asyncio

from bot.channels.web.polls import Polls


async def _for_ever(begun: asyncio.Event) -> None:
    begun.set()
    await asyncio.Event().wait()


async def test_a_poll_ends_with_its_news() -> None:
    polls = Polls()

    await polls.hang("session", "address", asyncio.sleep(0))

    assert not polls.is_full("address")


async def test_one_tab_too_many_lets_the_oldest_go() -> None:
    polls = Polls(per_session=2)
    ended: asyncio.Queue[int] = asyncio.Queue()

    async def tab(number: int, begun: asyncio.Event) -> None:
        await polls.hang("session", "address", _for_ever(begun))
        ended.put_nowait(number)

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        for number in range(3):
            begun = asyncio.Event()
            group.create_task(tab(number, begun))
            await begun.wait()
        assert await ended.get() == 0
        assert ended.empty()
        polls.close()

    assert [ended.get_nowait() for _ in range(2)] == [1, 2]


async def test_an_address_is_full_at_its_bound_and_free_again_after() -> None:
    polls = Polls(per_address=1)
    begun = asyncio.Event()

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(polls.hang("one", "address", _for_ever(begun)))
        await begun.wait()
        assert polls.is_full("address")
        assert not polls.is_full("another")
        polls.close()

    assert not polls.is_full("address")


async def test_after_closing_nothing_hangs() -> None:
    polls = Polls()
    polls.close()

    async with asyncio.timeout(1):
        await polls.hang("session", "address", asyncio.sleep(60))


async def test_a_failure_while_waiting_is_not_swallowed() -> None:
    async def fail() -> None:
        raise LookupError

    polls = Polls()
    caught = False
    try:
        await polls.hang("session", "address", fail())
    except LookupError:
        caught = True

    assert caught
    assert not polls.is_full("address")
