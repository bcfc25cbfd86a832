"""Faults on demand: what a platform, or the network before it, may do to a call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, Literal

ANY: Final = "*"

Kind = Literal["page", "reset", "cut", "malformed", "hang", "slow", "refusal", "lost"]
When = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call.

    page: an HTML page with `status`. reset: the connection is torn before any work. cut: half an answer (the
    work is done). malformed: an answer that is no JSON (the work is done). hang: no answer for `seconds`, no
    work. slow: `seconds` pass, then all is well. refusal: the platform's own error `status` (Telegram 429
    with `seconds` to wait, VK error 6, 9 ...). lost: the work is done, the answer never arrives.
    """

    kind: Kind
    status: int = 0
    seconds: float = 0.0


def page(status: int = 502) -> Fault:
    """A gateway's HTML page."""
    return Fault("page", status=status)


def reset() -> Fault:
    """The connection is torn before any work."""
    return Fault("reset")


def cut() -> Fault:
    """Half an answer; the work is done."""
    return Fault("cut")


def malformed() -> Fault:
    """An answer that is no JSON; the work is done."""
    return Fault("malformed")


def hang(seconds: float = 3600.0) -> Fault:
    """No answer and no work."""
    return Fault("hang", seconds=seconds)


def slow(seconds: float) -> Fault:
    """The answer comes late."""
    return Fault("slow", seconds=seconds)


def refusal(status: int, seconds: float = 0.0) -> Fault:
    """The platform's own error."""
    return Fault("refusal", status=status, seconds=seconds)


def lost() -> Fault:
    """The work is done, the answer never arrives: the outcome is unknown to the caller."""
    return Fault("lost")


@dataclass(slots=True)
class _Planned:
    fault: Fault
    method: str
    times: int | None
    chance: float
    when: When | None


@dataclass(slots=True)
class Faults:
    """The faults that wait for calls; each call meets at most one, the oldest that fits."""

    seed: int = 1
    _planned: list[_Planned] = field(default_factory=list)
    _random: Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)

    def add(
        self,
        fault: Fault,
        method: str = ANY,
        *,
        times: int | None = 1,
        chance: float = 1.0,
        when: When | None = None,
    ) -> None:
        """Plan a fault for the next `times` calls (None: until `clear`) of a method that fit."""
        self._planned.append(_Planned(fault, method.lower(), times, chance, when))

    def clear(self) -> None:
        """All is well from now on."""
        self._planned.clear()

    def take(self, method: str, params: Mapping[str, Any]) -> Fault | None:
        """The fault that this call meets."""
        for plan in self._planned:
            if self._meets(plan, method.lower(), params):
                self._use(plan)
                return plan.fault
        return None

    def _meets(self, plan: _Planned, method: str, params: Mapping[str, Any]) -> bool:
        if plan.method not in (ANY, method):
            return False
        if plan.when is not None and not plan.when(params):
            return False
        return plan.chance >= 1.0 or self._random.random() < plan.chance

    def _use(self, plan: _Planned) -> None:
        if plan.times is None:
            return
        plan.times -= 1
        if plan.times <= 0:
            self._planned.remove(plan)
