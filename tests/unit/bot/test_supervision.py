import asyncio

import pytest

from bot.supervision import Supervisor


async def test_a_part_that_fails_is_started_again_after_pauses_that_grow() -> None:
    failures: list[str] = []
    starts: list[float] = []
    loop = asyncio.get_running_loop()

    async def run() -> None:
        starts.append(loop.time())
        if len(starts) < 5:
            raise OSError

    await Supervisor(failures.append, first_pause=0.02, longest_pause=0.04).keep("telegram", run)

    pauses = [later - sooner for sooner, later in zip(starts, starts[1:], strict=False)]  # noqa: RUF007
    assert failures == ["telegram"] * 4
    assert [pause >= least for pause, least in zip(pauses, (0.02, 0.04, 0.04, 0.04), strict=True)] == [
        True
    ] * 4
    assert max(pauses) < 1


async def test_a_part_that_fails_never_stops_the_others() -> None:
    done = asyncio.Event()

    async def fails() -> None:
        raise RuntimeError

    async def works() -> None:
        for _ in range(3):
            await asyncio.sleep(0.01)
        done.set()

    supervisor = Supervisor(lambda _part: None, first_pause=0.001)
    async with asyncio.TaskGroup() as group:
        broken = group.create_task(supervisor.keep("broken", fails))
        group.create_task(supervisor.keep("sound", works))
        await done.wait()
        assert not broken.done()
        broken.cancel()


async def test_cancelling_passes_through() -> None:
    task = asyncio.ensure_future(Supervisor(lambda _part: None).keep("part", asyncio.Event().wait))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
