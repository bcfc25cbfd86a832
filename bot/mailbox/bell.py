"""Wake-ups inside the process: who waits for mail is told when there may be some. SQL stays the truth."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Hashable, Iterable
from contextlib import asynccontextmanager


class Bell:
    """Rings for keys: an address (a page that waits) or a channel's name (its sender)."""

    def __init__(self) -> None:
        self._ears: dict[Hashable, set[asyncio.Event]] = defaultdict(set)

    def ring(self, keys: Iterable[Hashable]) -> None:
        """Wake everybody who listens to one of these keys."""
        for key in keys:
            for ear in self._ears.get(key, ()):
                ear.set()

    @asynccontextmanager
    async def listening(self, *keys: Hashable) -> AsyncIterator[asyncio.Event]:
        """An event set by each ring for one of the keys inside the block; look at SQL inside, then wait."""
        ear = asyncio.Event()
        for key in keys:
            self._ears[key].add(ear)
        try:
            yield ear
        finally:
            for key in keys:
                self._ears[key].discard(ear)
                if not self._ears[key]:
                    del self._ears[key]


async def heard(ear: asyncio.Event, seconds: float) -> bool:
    """Wait for a ring, at most so long; was there one?"""
    try:
        async with asyncio.timeout(seconds):
            await ear.wait()
    except TimeoutError:
        return False
    return True
