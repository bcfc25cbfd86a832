import asyncio
from contextlib import ExitStack

from bot.mailbox.places import AT_WORK, MOST, Places


async def test_as_many_turns_work_at_once_as_there_are_places() -> None:
    places = Places(lambda: None)

    assert [places.room(under_way) for under_way in (0, 60, AT_WORK, AT_WORK + 1)] == [AT_WORK, 4, 0, 0]


async def test_a_turn_that_takes_long_gives_its_place_away_until_it_ends() -> None:
    freed = asyncio.Event()
    places = Places(freed.set, slow_seconds=0.01)

    with places.taken():
        assert places.room(AT_WORK) == 0
        await freed.wait()
        assert places.room(AT_WORK) == 1
    assert places.room(AT_WORK) == 0


async def test_turns_that_wait_are_bounded_too() -> None:
    last = asyncio.Event()
    slow = 0

    def count() -> None:
        nonlocal slow
        slow += 1
        if slow == MOST:
            last.set()

    places = Places(count, slow_seconds=0.01)
    with ExitStack() as turns:
        for _ in range(MOST):
            turns.enter_context(places.taken())
        await last.wait()
        assert places.room(MOST - 10) == 10
        assert places.room(MOST) == 0
