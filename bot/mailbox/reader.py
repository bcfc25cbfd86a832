"""Group reading: pages that ask at the same time are answered by one query.

A query costs a millisecond or two (hops between threads) however many accounts it is about.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

from bot.dialogue.messages import Address

Found = TypeVar("Found")
Read = Callable[[Sequence[Address]], Awaitable[Mapping[Address, Found]]]


class Reader(Generic[Found]):
    """Collects questions about accounts and reads for all of them at once."""

    def __init__(self, read: Read[Found], nothing: Found) -> None:
        self._read = read
        self._nothing = nothing
        self._asked: dict[Address, list[asyncio.Future[Found]]] = {}
        self._wake = asyncio.Event()

    async def ask(self, address: Address) -> Found:
        """What `read` finds about the account; it is read after this call, never before.

        Raises: whatever `read` raises.
        """
        answer: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        self._asked.setdefault(address, []).append(answer)
        self._wake.set()
        return await answer

    async def run(self) -> None:
        """Read until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            asked, self._asked = self._asked, {}
            try:
                found = await self._read(list(asked))
            except Exception as error:  # noqa: BLE001 - handed to who asked
                _fail(asked, error)
                continue
            for address, answers in asked.items():
                for answer in answers:
                    if not answer.done():
                        answer.set_result(found.get(address, self._nothing))


def _fail(asked: Mapping[Address, Sequence[asyncio.Future[Found]]], error: Exception) -> None:
    for answers in asked.values():
        for answer in answers:
            if not answer.done():
                answer.set_exception(error)
