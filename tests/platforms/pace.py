"""Token buckets: how fast a platform lets one talk."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` calls at once, then `per_second`; `slack` is the platform's tolerance for jitter, in calls."""

    per_second: float
    burst: float
    slack: float = 0.05


@dataclass(slots=True)
class Bucket:
    """One bucket; times are seconds of any steady clock."""

    pace: Pace
    level: float = field(init=False)
    filled_at: float | None = None

    def __post_init__(self) -> None:
        self.level = self.pace.burst

    def wait(self, now: float) -> float:
        """Seconds until a call would pass; 0 when it would pass now."""
        passed = 0.0 if self.filled_at is None else max(0.0, now - self.filled_at)
        self.level = min(self.pace.burst, self.level + passed * self.pace.per_second)
        self.filled_at = now
        missing = 1.0 - self.pace.slack - self.level
        return max(0.0, missing / self.pace.per_second)

    def take(self) -> None:
        """Spend one call, after `wait` said 0."""
        self.level -= 1.0
