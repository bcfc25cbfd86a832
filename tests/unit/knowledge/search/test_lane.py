import threading

import pytest

from knowledge.search.lane import MOST_WAITING, Lane

SOON = 30.0


async def test_a_call_gives_its_result_from_a_thread_of_its_own() -> None:
    lane = Lane("test")

    name = await lane.run(lambda: threading.current_thread().name)

    assert name.startswith("test")
    assert await lane.run_within(SOON, lambda: 7) == 7


async def test_an_error_reaches_who_asked() -> None:
    lane = Lane("test")

    with pytest.raises(ZeroDivisionError):
        await lane.run(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        await lane.run_within(SOON, lambda: 1 // 0)


async def test_who_cannot_wait_gets_nothing_and_the_thread_is_not_flooded() -> None:
    lane, hold = Lane("test"), threading.Event()
    calls: list[int] = []

    def call() -> int:
        calls.append(1)
        return 1

    lane.post(hold.wait)

    answers = [await lane.run_within(0, call) for _ in range(3 * MOST_WAITING)]
    hold.set()
    await lane.run(lambda: None)

    assert answers == [None] * len(answers)
    assert len(calls) <= MOST_WAITING


async def test_an_error_that_comes_too_late_troubles_nobody() -> None:
    lane, hold = Lane("test"), threading.Event()

    def fail() -> int:
        hold.wait()
        return 1 // 0

    assert await lane.run_within(0.05, fail) is None
    hold.set()

    assert await lane.run(lambda: 7) == 7
