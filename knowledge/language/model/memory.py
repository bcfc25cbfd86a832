"""Answers given lately to the very same question, where the prompt allows it."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

from knowledge.language.model.attempt import Asked
from knowledge.language.model.outcome import Absent, Answered, Usage, Value

MOST_KEPT: Final = 256
KEPT_SECONDS: Final = 3600.0


class Memory:
    """In memory only, by a hash of the question. `seconds` tells a steady time."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._kept: dict[str, tuple[float, Answered[Any]]] = {}

    def answer(self, asked: Asked[Value]) -> Answered[Value] | None:
        """The answer known to it, which cost nothing, if the caller's check finds nothing wrong with it."""
        if not asked.prompt.header.is_remembered:
            return None
        at, known = self._kept.get(_key(asked), (0.0, None))
        if known is None or self._seconds() - at > KEPT_SECONDS:
            return None
        if asked.check is not None and asked.check(known.value) is not None:
            return None
        return Answered(known.value, known.made, Usage())

    def keep(self, asked: Asked[Value], outcome: Answered[Value] | Absent) -> None:
        """Remember an answer; the oldest goes when there are too many."""
        if isinstance(outcome, Absent) or not asked.prompt.header.is_remembered:
            return
        key = _key(asked)
        self._kept.pop(key, None)
        while len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (self._seconds(), outcome)


def _key(asked: Asked[Value]) -> str:
    schema = f"{asked.schema.__module__}.{asked.schema.__qualname__}"
    parts = (asked.made.prompt, str(asked.made.version), schema, asked.prompt.system, asked.prompt.user)
    return sha256("\0".join(parts).encode()).hexdigest()
