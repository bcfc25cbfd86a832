"""What the servers saw: every call, counts by method, and defects of the caller."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the outcome is 'ok', the platform's error code as text, or the kind of fault it met."""

    method: str
    params: Mapping[str, Any]
    at: float
    outcome: str


@dataclass(slots=True)
class CallLog:
    """The latest calls; `limit` 0 keeps none (benchmarks), None all. `begun` counts also those that wait."""

    limit: int | None = 100_000
    counts: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    begun: Counter[str] = field(default_factory=Counter)
    _calls: deque[Call] = field(init=False)

    def __post_init__(self) -> None:
        self._calls = deque(maxlen=self.limit)

    def note(self, method: str, params: Mapping[str, Any], at: float, outcome: str) -> None:
        """Keep one call."""
        self.counts[method] += 1
        self.outcomes[method, outcome] += 1
        if self.limit != 0:
            self._calls.append(Call(method, params, at, outcome))

    def of(self, method: str) -> list[Call]:
        """The calls of one method, in order."""
        return [call for call in self._calls if call.method == method]

    def __iter__(self) -> Any:
        return iter(self._calls)

    def __len__(self) -> int:
        return len(self._calls)
