"""How long the channel waits for what; tests are less patient."""

from dataclasses import dataclass
from datetime import timedelta
from random import random
from typing import Final


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. `call`: the longest that a call may take; `poll`: how long VK may hold a poll, `grace`: how
    much longer we wait for it; `quiet`: a short poll that tells whether more comes;
    `first`, `longest`: pauses while VK does not answer; `refused`: the pause when somebody must look after
    the key or the settings; `presses`: how long pressed buttons are gathered for one call.
    """

    call: float = 15.0
    poll: int = 25
    grace: float = 10.0
    quiet: int = 1
    first: float = 1.0
    longest: float = 30.0
    refused: float = 60.0
    presses: float = 0.25
    looks_back: timedelta = timedelta(days=3)
    """How old an unanswered message may be: less than keys are remembered, so that none is answered twice."""


PATIENCE: Final = Patience()


class Backoff:
    """Pauses that grow while nothing works, never the same for two programs."""

    def __init__(self, first: float, longest: float) -> None:
        self._first, self._longest = first, longest
        self._next = first

    def pause(self) -> float:
        """The next pause: from half of it up to all of it."""
        now, self._next = self._next, min(2 * self._next, self._longest)
        return now * (0.5 + random() / 2)

    def reset(self) -> None:
        """It works again."""
        self._next = self._first
