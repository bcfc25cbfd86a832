"""Long polls: how many may hang at once, and how all are let go when the site closes."""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable
from typing import Final

MOST_PER_SESSION: Final = 4
"""Open tabs of one person; one more lets the oldest go."""
MOST_PER_ADDRESS: Final = 200
"""A school or a mobile operator shows many people under one address."""


class Polls:
    """The polls that hang just now."""

    def __init__(self, per_session: int = MOST_PER_SESSION, per_address: int = MOST_PER_ADDRESS) -> None:
        self._per_session = per_session
        self._per_address = per_address
        self._hanging: defaultdict[str, deque[asyncio.Timeout]] = defaultdict(deque)
        self._of_address: Counter[str] = Counter()
        self._closed = False

    def is_full(self, address: str) -> bool:
        """Does this network address hold as many polls as it may?"""
        return self._of_address[address] >= self._per_address

    async def hang(self, session: str, address: str, waiting: Awaitable[None]) -> None:
        """Wait; cut short when the session opens too many polls or the site closes."""
        self._of_address[address] += 1
        try:
            async with asyncio.timeout(0 if self._closed else None) as limit:
                self._admit(session, limit)
                try:
                    await waiting
                finally:
                    self._leave(session, limit)
        except TimeoutError:
            pass
        finally:
            self._of_address[address] -= 1
            if not self._of_address[address]:
                del self._of_address[address]

    def close(self) -> None:
        """Let all go, now and from now on."""
        self._closed = True
        for limits in list(self._hanging.values()):
            for limit in limits:
                _end(limit)

    def _admit(self, session: str, limit: asyncio.Timeout) -> None:
        mine = self._hanging[session]
        if len(mine) >= self._per_session:
            _end(mine.popleft())
        mine.append(limit)

    def _leave(self, session: str, limit: asyncio.Timeout) -> None:
        mine = self._hanging.get(session)
        if mine is not None and limit in mine:
            mine.remove(limit)
        if not mine:
            self._hanging.pop(session, None)


def _end(limit: asyncio.Timeout) -> None:
    if not limit.expired():
        limit.reschedule(asyncio.get_running_loop().time())
