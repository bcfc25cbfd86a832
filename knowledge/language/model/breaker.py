"""Leaves a model that fails alone for a while, then tries it with one call."""

from collections import deque
from collections.abc import Callable
from typing import Final

FAILURES: Final = 5
WINDOW_SECONDS: Final = 60.0
REST_SECONDS: Final = 30.0
LONGEST_REST: Final = 600.0


class Breaker:
    """Opens after FAILURES within WINDOW_SECONDS. `seconds` tells a steady time.

    Ask `may_try` before each call and say afterwards, always, how it was: `good`, `bad` or `unsaid`.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._failures: deque[float] = deque(maxlen=FAILURES)
        self._closed_until = 0.0
        self._is_open = False
        self._is_trying = False

    @property
    def is_open(self) -> bool:
        """Is it resting, or being tried with one call?"""
        return self._is_open

    def may_try(self) -> bool:
        """May a call be made now? After a rest only one may, until it is known how it was."""
        if not self._is_open:
            return True
        if self._seconds() < self._closed_until or self._is_trying:
            return False
        self._is_trying = True
        return True

    def good(self) -> None:
        """The model answered, whatever it said."""
        self._failures.clear()
        self._is_open = self._is_trying = False

    def bad(self) -> None:
        """It failed."""
        now = self._seconds()
        self._failures.append(now)
        if self._is_open or (len(self._failures) == FAILURES and now - self._failures[0] <= WINDOW_SECONDS):
            self.rest(REST_SECONDS)

    def unsaid(self) -> None:
        """The call ended without telling anything of the model: cancelled, or the fault was the request's."""
        self._is_trying = False

    def rest(self, seconds: float) -> None:
        """Leave it alone for so long, at most LONGEST_REST: it asked for it, or it failed too often."""
        self._is_open, self._is_trying = True, False
        self._closed_until = max(self._closed_until, self._seconds() + min(seconds, LONGEST_REST))
        self._failures.clear()
