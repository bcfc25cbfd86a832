"""The language model as the rest of the program sees it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, Self

from knowledge.language.model.outcome import Absent, Answered, Value
from knowledge.language.model.prompt import Filled

TURN_SECONDS: Final = 20.0

Check = Callable[[Value], str | None]
"""Looks a value over; gives the fault in words that the model can act on, or None when all is well."""


@dataclass(frozen=True, slots=True)
class TurnTime:
    """How long all calls of one turn may take together."""

    until: float
    """By the event loop's clock."""

    @classmethod
    def begin(cls, seconds: float = TURN_SECONDS) -> Self:
        """So many seconds from now. Call it inside a running loop."""
        return cls(asyncio.get_running_loop().time() + seconds)

    def left(self) -> float:
        """Seconds; never below 0."""
        return max(0.0, self.until - asyncio.get_running_loop().time())

    def deadline(self, at_most: float) -> float:
        """When a call that may take `at_most` seconds has to end, by the loop's clock."""
        return min(self.until, asyncio.get_running_loop().time() + at_most)


class LanguageModel(Protocol):
    """Answers prompts with values of a schema."""

    @property
    def state(self) -> str:
        """How it is, in one word: "ok", "off", "starting", "resting", or why it cannot be asked."""
        ...

    async def complete(
        self,
        prompt: Filled,
        schema: type[Value],
        *,
        turn: TurnTime,
        person: str | None = None,
        check: Check[Value] | None = None,
    ) -> Answered[Value] | Absent:
        """Ask, with at most one retry, within the prompt's own seconds and those that the turn has left.

        `person` is a pseudonym (never a name) whose budget of tokens counts. Cancelling is always safe.
        """
        ...


class NoModel:
    """Where none is configured."""

    state: Final = "off"

    async def run(self) -> None:
        """There is nothing to keep."""

    async def complete(
        self,
        prompt: Filled,
        schema: type[Value],
        *,
        turn: TurnTime,
        person: str | None = None,
        check: Check[Value] | None = None,
    ) -> Answered[Value] | Absent:
        """Never there."""
        return Absent("off")
