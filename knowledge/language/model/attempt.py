"""One attempt at an answer: what is sent, what it cost, what came of it, and whether to try once more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Generic

from knowledge.language.model.breaker import Breaker
from knowledge.language.model.guesses import guessed_usage, most_usage
from knowledge.language.model.manners import Manner, request_body
from knowledge.language.model.outcome import Absence, Made, Usage, Value
from knowledge.language.model.port import Check
from knowledge.language.model.prompt import Filled, shipped_prompt
from knowledge.language.model.reading import Reply, read_reply, value_of
from knowledge.language.model.spending import Ledger
from knowledge.language.model.transport import Transport, WireTrouble

RETRY_PAUSE: Final = 0.3
LONGEST_PAUSE: Final = 4.0
"""A provider that wants to be left alone for longer gets no second attempt in this call."""
KEY_REST: Final = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Generic[Value]):
    """What a caller wants."""

    prompt: Filled
    schema: type[Value]
    made: Made
    person: str | None
    check: Check[Value] | None


@dataclass(frozen=True, slots=True)
class Again:
    """How to try once more."""

    pause: float = 0.0
    problem: str | None = None
    """What was wrong with the answer, in words for the model."""
    manner: Manner | None = None
    """Another way to ask; None: the same."""


@dataclass(frozen=True, slots=True)
class Fault:
    """No answer. Without `again` there is no point in trying once more."""

    why: Absence
    again: Again | None = None


@dataclass(slots=True)
class Tally:
    """What the attempts of one call have cost so far."""

    usage: Usage = field(default_factory=Usage)
    attempts: int = 0


@dataclass(slots=True)
class Doubts:
    """Counts signs that the manner has stopped working; answers take them back."""

    signs: int = 0


@dataclass(frozen=True, slots=True)
class Attempter:
    """Makes attempts, with everything that outlives a call."""

    transport: Transport
    ledger: Ledger
    breaker: Breaker
    doubts: Doubts

    async def attempt(
        self, asked: Asked[Value], manner: Manner, tally: Tally, problem: str | None = None
    ) -> Value | Fault:
        """Ask once. Cancelling it counts what it may have cost."""
        body = request_body(manner, asked.made.model, asked.prompt, asked.schema, problem)
        most = most_usage(body, asked.prompt.header.max_tokens)
        if (why := self.ledger.refusal(most.tokens, asked.person)) is not None:
            return Fault(why)
        if not self.breaker.may_try():
            return Fault("resting")
        held = self.ledger.reserve(most.tokens, asked.person)
        tally.attempts += 1
        usage = most  # unless it ends, and tells
        try:
            reply = read_reply(await self.transport.complete(body))
            usage = reply.usage or guessed_usage(body, reply.length)
            return self._judged(asked, reply)
        except WireTrouble as trouble:
            usage = Usage()
            return self._troubled(trouble, manner)
        finally:
            self.breaker.unsaid()
            held.settle(usage.tokens)
            tally.usage += usage

    def _judged(self, asked: Asked[Value], reply: Reply) -> Value | Fault:
        if reply.fault == "broken":
            self.breaker.bad()  # no completion at all: the provider's fault, not the model's
            return self._not_a_value()
        self.breaker.good()
        if reply.fault is not None:
            return Fault(reply.fault)
        value = value_of(reply, asked.schema)
        if value is None:
            return self._not_a_value()
        self.doubts.signs = 0
        if asked.check is not None and (problem := asked.check(value)) is not None:
            return Fault("rejected", Again(problem=problem))
        return value

    def _not_a_value(self) -> Fault:
        self.doubts.signs += 1
        return Fault("broken", Again(problem=shipped_prompt("no-value").fill({}).user))

    def _troubled(self, trouble: WireTrouble, manner: Manner) -> Fault:
        match trouble.kind:
            case "unreachable":
                self.breaker.bad()
                return Fault("unreachable", Again(pause=RETRY_PAUSE))
            case "limited":
                return self._limited(trouble.pause)
            case "key" | "unfit":
                self.breaker.rest(KEY_REST)
                return Fault(trouble.kind)
            case "declined":
                return self._declined(trouble, manner)
            case "too-long" | "broken":
                return Fault(trouble.kind)

    def _limited(self, pause: float) -> Fault:
        if pause <= LONGEST_PAUSE:
            self.breaker.bad()
            return Fault("limited", Again(pause=max(pause, RETRY_PAUSE)))
        self.breaker.rest(pause)
        return Fault("limited")

    def _declined(self, trouble: WireTrouble, manner: Manner) -> Fault:
        """This way of asking is not taken (any more): once more in the plainest one."""
        self.doubts.signs += 1
        if trouble.wants_new_cap and manner.cap == "max_tokens":
            plainer = Manner(mode=manner.mode, cap="max_completion_tokens")
        else:
            plainer = Manner(mode="prompt", cap=manner.cap)
        return Fault("broken", Again(manner=plainer) if plainer != manner else None)
