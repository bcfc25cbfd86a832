"""How much one client may ask: token buckets in bounded memory."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST_KEYS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `per_second`."""

    burst: int
    per_second: float


class Buckets:
    """One bucket for each key; the keys unseen for longest are forgotten first.

    `seconds` is a monotonic clock.
    """

    def __init__(self, rate: Rate, seconds: Callable[[], float], most_keys: int = MOST_KEYS) -> None:
        self._rate = rate
        self._seconds = seconds
        self._most_keys = most_keys
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._levels)

    def take(self, key: str) -> float:
        """Take one token: 0.0, or how many seconds until there is one (then nothing was taken)."""
        now = self._seconds()
        level = self._level(key, now)
        taken = level >= 1
        self._levels[key] = (level - 1 if taken else level, now)
        self._levels.move_to_end(key)
        if len(self._levels) > self._most_keys:
            self._levels.popitem(last=False)
        return 0.0 if taken else (1 - level) / self._rate.per_second

    def _level(self, key: str, now: float) -> float:
        level, since = self._levels.get(key, (float(self._rate.burst), now))
        return min(float(self._rate.burst), level + (now - since) * self._rate.per_second)
