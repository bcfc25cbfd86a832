"""One thread of its own for calls that block, so that the event loop and the other threads never wait."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST_WAITING: Final = 8
"""More impatient calls than this at a time are not taken: a thread that hangs must not grow a queue."""


class Lane:
    """Calls run in the order in which they come."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._waiting = 0

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The call's result. A cancelled caller leaves; a call that has begun goes on to its end."""
        return await asyncio.wrap_future(self._thread.submit(call, *args, **kwargs))

    async def run_within(self, seconds: float, call: Callable[[], T]) -> T | None:
        """The call's result, or None when it is not there in time or too many wait already."""
        if self._waiting >= MOST_WAITING:
            return None
        self._waiting += 1
        future = asyncio.wrap_future(self._thread.submit(call))
        future.add_done_callback(self._one_less)
        try:
            done, _late = await asyncio.wait({future}, timeout=seconds)
        finally:
            future.cancel()
        return future.result() if done else None

    def post(self, call: Callable[[], object]) -> None:
        """Have something done after everything else, with nobody waiting for it."""
        self._thread.submit(call)

    def _one_less(self, future: "asyncio.Future[T]") -> None:
        self._waiting -= 1
        if not future.cancelled():
            future.exception()  # nobody may be left to look at it, which is no fault
