"""What a call of the language model comes to: a value of the schema, or a defined absence. Never an error."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

Value = TypeVar("Value", bound=BaseModel)
Value_co = TypeVar("Value_co", bound=BaseModel, covariant=True)

Absence = Literal[
    "off",  # none is configured, or staff switched it off
    "starting",  # being loaded and looked over
    "unfit",  # no way of asking for a schema works, or there is no such model
    "key",  # the provider does not take the key
    "unreachable",  # the network, or an error of the provider
    "slow",  # the time for it ran out
    "busy",  # too many calls at once: it never got its turn
    "limited",  # the provider says that it is too much (429)
    "resting",  # it failed so often that it is left alone for a while
    "spent",  # the service's tokens of the day or the month are used up
    "spent-person",  # this person's tokens of the day are
    "too-long",  # the provider does not take so long a text
    "refused",  # it said that it will not answer
    "filtered",  # the provider's filter stopped it
    "cut",  # the answer was longer than allowed
    "broken",  # what came is no value of the schema
    "rejected",  # it is one, but the caller's check found it wrong, twice
]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of a call, all attempts together; `is_guess` when the provider did not count them."""

    tokens_in: int = 0
    tokens_out: int = 0
    is_guess: bool = False

    @property
    def tokens(self) -> int:
        """Both ways."""
        return self.tokens_in + self.tokens_out

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.is_guess or other.is_guess,
        )


@dataclass(frozen=True, slots=True)
class Made:
    """What made an answer; kept beside every answer that is stored."""

    prompt: str
    version: int
    model: str


@dataclass(frozen=True, slots=True)
class Answered(Generic[Value_co]):
    """A value of the schema: well formed, cleaned of what cannot be seen, and still not to be believed."""

    value: Value_co
    made: Made
    usage: Usage


@dataclass(frozen=True, slots=True)
class Absent:
    """No answer, and why: take the fallback."""

    why: Absence


@dataclass(frozen=True, slots=True)
class Call:
    """One finished call, for figures and logs, without words of anybody.

    `outcome` is "answered", the absence or "cancelled".
    """

    use: str
    outcome: str
    made: Made
    usage: Usage
    seconds: float
    attempts: int
