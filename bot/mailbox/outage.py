"""Is a platform down? Then one message at a time asks whether it is back, at most every so many seconds.

It may be one chat that fails, not the platform: whoever has not failed yet is tried first, and soon.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection
from typing import Final

DOWN_AFTER: Final = 3
"""So many sends in a row that failed, whoever they were for."""
REMEMBERED: Final = 1_000


class Outage:
    """Hears how sends end; `seconds` tells a monotonic time."""

    def __init__(
        self, seconds: Callable[[], float], first_pause: float = 1.0, longest_pause: float = 20.0
    ) -> None:
        self._seconds = seconds
        self._first = first_pause
        self._longest = longest_pause
        self._failures = 0
        self._successes = 0
        self.pause = first_pause
        """Seconds between two probes, growing."""
        self._next_probe = self._next_trial = 0.0
        self._tried: set[str] = set()
        self._probed: set[str] = set()
        self._failed: OrderedDict[int, int] = OrderedDict()

    @property
    def is_on(self) -> bool:
        """Do we take the platform to be down?"""
        return self._failures >= DOWN_AFTER

    def room(self, in_flight: int) -> int:
        """How many more messages may be on their way now, by what we know of the platform."""
        if not self.is_on:
            return 1_000_000
        return 1 if in_flight == 0 and self.trial_in() <= 0 else 0

    def probe_in(self) -> float:
        """Seconds until the next probe; 0 when the platform is well."""
        return max(0.0, self._next_probe - self._seconds()) if self.is_on else 0.0

    def trial_in(self) -> float:
        """Seconds until somebody may be tried to whom nothing has failed yet."""
        return max(0.0, self._next_trial - self._seconds()) if self.is_on else 0.0

    @property
    def tried(self) -> Collection[str]:
        """Accounts to which sends failed since the platform answered last."""
        return self._tried if self.is_on else ()

    @property
    def probed(self) -> Collection[str]:
        """Those of them who had their turn as a probe."""
        return self._probed if self.is_on else ()

    def probe_anew(self) -> None:
        """All had their turn: the next probe goes to whoever waits longest."""
        self._probed.clear()

    def answered(self, id_: int) -> None:
        """The platform answered, whatever it said: it is there."""
        self._failures = 0
        self._successes += 1
        self.pause = self._first
        self._tried.clear()
        self._probed.clear()
        self._failed.pop(id_, None)

    def failed(self, id_: int, account: str) -> bool:
        """No answer to message `id_`. True: others went through since it failed before, so it is to blame."""
        if self.is_on and self.probe_in() <= 0:
            self.pause = min(self.pause * 2, self._longest)
        self._failures += 1
        self._next_probe = self._seconds() + self.pause
        self._next_trial = self._seconds() + self._first
        if len(self._tried) < REMEMBERED:
            self._tried.add(account)
            self._probed.add(account)
        is_to_blame = self._failed.get(id_, self._successes) < self._successes
        self._failed[id_] = self._successes
        if len(self._failed) > REMEMBERED:
            self._failed.popitem(last=False)
        return is_to_blame
