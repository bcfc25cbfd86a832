"""A model of any provider that speaks the OpenAI protocol: time, places, retries, figures.

Importing this is cheap; the library is loaded in a thread when `run` begins.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from knowledge.language.model.attempt import Asked, Fault, Tally
from knowledge.language.model.breaker import Breaker
from knowledge.language.model.connection import FIRST_PAUSE, Connection, Target
from knowledge.language.model.manners import Manner
from knowledge.language.model.memory import Memory
from knowledge.language.model.outcome import Absent, Answered, Call, Made, Value
from knowledge.language.model.port import Check, TurnTime
from knowledge.language.model.prompt import Filled
from knowledge.language.model.spending import Ledger

log = logging.getLogger(__name__)

AT_ONCE: Final = 8
LEAST_SECONDS: Final = 1.5
"""With less time left there is no second attempt."""
FAIR_SECONDS: Final = 3.0
"""Who was given less and was too slow has not failed."""


class OpenAiModel:
    """Keep `run` running; until it has found how to ask, every call is absent at once.

    `on_call` hears of every finished call. `state`: "ok", "starting", "resting", or why it cannot be asked.
    """

    def __init__(
        self,
        target: Target,
        ledger: Ledger,
        on_call: Callable[[Call], None],
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self.target = target
        self.ledger = ledger
        self._on_call = on_call
        self._breaker = Breaker(_steady_seconds)
        self._connection = Connection(target, ledger, self._breaker, first_pause)
        self._memory = Memory(_steady_seconds)
        self._places = asyncio.Semaphore(AT_ONCE)

    @property
    def state(self) -> str:
        """How it is, in one word."""
        if self.manner is None:
            return self._connection.absence
        return "resting" if self._breaker.is_open else "ok"

    @property
    def manner(self) -> Manner | None:
        """How it is asked; None while that is not known."""
        return self._connection.manner

    async def looked_over(self) -> str:
        """Wait until it is known how the model is; the state then."""
        await self._connection.looked_over.wait()
        return self.state

    async def found(self) -> None:
        """Wait until it is known, beyond doubt, how to ask."""
        await self._connection.sure.wait()

    async def run(self) -> None:
        """Open the connection and keep it; until cancelled."""
        await self._connection.run()

    async def complete(
        self,
        prompt: Filled,
        schema: type[Value],
        *,
        turn: TurnTime,
        person: str | None = None,
        check: Check[Value] | None = None,
    ) -> Answered[Value] | Absent:
        """See `LanguageModel.complete`."""
        made = Made(prompt.name, prompt.header.version, self.target.model)
        asked = Asked(prompt=prompt, schema=schema, made=made, person=person, check=check)
        if (known := self._memory.answer(asked)) is not None:
            return known
        tally, began, said = Tally(), _steady_seconds(), "cancelled"
        try:
            outcome = await self._in_time(asked, turn, tally)
            said = outcome.why if isinstance(outcome, Absent) else "answered"
            self._memory.keep(asked, outcome)
            return outcome
        finally:
            self._note(
                Call(prompt.header.use, said, made, tally.usage, _steady_seconds() - began, tally.attempts)
            )

    async def _in_time(self, asked: Asked[Value], turn: TurnTime, tally: Tally) -> Answered[Value] | Absent:
        given = min(asked.prompt.header.seconds, turn.left())
        try:
            async with (
                asyncio.timeout_at(turn.deadline(asked.prompt.header.seconds)) as timeout,
                self._places,
            ):
                return await self._attempts(asked, tally, timeout.when() or 0.0)
        except TimeoutError:
            if tally.attempts == 0:
                return Absent("busy")
            if given >= FAIR_SECONDS:
                self._breaker.bad()
            return Absent("slow")

    async def _attempts(self, asked: Asked[Value], tally: Tally, until: float) -> Answered[Value] | Absent:
        attempter, manner = self._connection.attempter, self._connection.manner
        if attempter is None or manner is None:
            return Absent(self._connection.absence)
        found = await attempter.attempt(asked, manner, tally)
        if isinstance(found, Fault) and (again := found.again) is not None:
            left = until - asyncio.get_running_loop().time() - again.pause
            if left >= LEAST_SECONDS:
                await asyncio.sleep(again.pause)
                second = await attempter.attempt(asked, again.manner or manner, tally, again.problem)
                found = found if isinstance(second, Fault) and second.why == "resting" else second
        self._connection.look_at_doubts()
        return Absent(found.why) if isinstance(found, Fault) else Answered(found, asked.made, tally.usage)

    def _note(self, call: Call) -> None:
        if call.attempts:
            self.ledger.note(call.use, call.usage, answered=call.outcome == "answered")
        self._on_call(call)
        facts = {
            "use": call.use,
            "outcome": call.outcome,
            "prompt": call.made.prompt,
            "version": call.made.version,
            "milliseconds": round(call.seconds * 1000),
            "tokens_in": call.usage.tokens_in,
            "tokens_out": call.usage.tokens_out,
            "attempts": call.attempts,
        }
        log.info("model-call", extra=facts)


def _steady_seconds() -> float:
    return asyncio.get_running_loop().time()
