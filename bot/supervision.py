"""Keep a part running: when it fails it starts again, after a pause that grows, and nobody else notices."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

log = logging.getLogger(__name__)

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
STEADY_SECONDS: Final = 60.0
"""Who ran so long before failing starts with the first pause again."""


class Supervisor:
    """Runs parts; `on_failure` hears the name of each one that fails."""

    def __init__(
        self,
        on_failure: Callable[[str], None],
        first_pause: float = FIRST_PAUSE,
        longest_pause: float = LONGEST_PAUSE,
    ) -> None:
        self._on_failure = on_failure
        self._first = first_pause
        self._longest = longest_pause

    async def keep(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Run until it ends by itself or is cancelled, starting it anew after each failure."""
        pause = self._first
        seconds = asyncio.get_running_loop().time
        while True:
            began = seconds()
            try:
                return await run()
            except Exception:
                log.exception("part-failed", extra={"part": name, "pause": pause})
                self._on_failure(name)
            if seconds() - began >= STEADY_SECONDS:
                pause = self._first
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._longest)
