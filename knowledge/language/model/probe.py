"""Finds the manner in which a provider gives values of a schema: tries them, the strictest first.

The question does not speak of JSON: a server that takes a schema and quietly ignores it (llama.cpp and Ollama
do, by model) answers in words, and the next manner is tried.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from knowledge.language.model.guesses import guessed_usage
from knowledge.language.model.manners import Cap, Manner, Mode, request_body
from knowledge.language.model.outcome import Usage
from knowledge.language.model.prompt import shipped_prompt
from knowledge.language.model.reading import read_reply, value_of
from knowledge.language.model.transport import Transport, WireTrouble

Ask = Callable[[Manner], Awaitable[bool]]
OK: Final = 200
_MODE_MAY_BE_TO_BLAME: Final = ("declined", "unreachable", "broken")


class NoManner(Exception):
    """The provider answers, but in no manner with values of a schema."""


class Probe(BaseModel):
    """What is asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sum: int
    colour: Literal["red", "green", "blue"]


async def find_manner(
    transport: Transport, model: str, modes: Sequence[Mode], note: Callable[[Usage], None]
) -> Manner:
    """The first manner that works. Bring a timeout of your own; `note` hears what each question has cost.

    Raises: WireTrouble when the provider is not there; NoManner when none works.
    """
    prompt = shipped_prompt("probe").fill({})

    async def works(manner: Manner) -> bool:
        body = request_body(manner, model, prompt, Probe)
        reply = read_reply(await transport.complete(body))
        note(reply.usage or guessed_usage(body, reply.length))
        return value_of(reply, Probe) is not None

    return await _first(works, modes)


async def _first(works: Ask, modes: Sequence[Mode]) -> Manner:
    cap: Cap = "max_tokens"
    last: WireTrouble | None = None
    for mode in modes:
        trouble = await _trouble(works, manner := Manner(mode=mode, cap=cap))
        if trouble is not None and trouble.wants_new_cap and cap == "max_tokens":
            cap = "max_completion_tokens"
            trouble = await _trouble(works, manner := Manner(mode=mode, cap=cap))
        if trouble is None:
            return manner
        last = trouble
    if last is not None and last.kind == "unreachable":
        raise last
    raise NoManner


async def _trouble(works: Ask, manner: Manner) -> WireTrouble | None:
    """What is wrong with this manner; raised when it is not the manner's fault."""
    try:
        return None if await works(manner) else WireTrouble("broken", status=OK)
    except WireTrouble as error:
        if not _may_be_the_modes(error):
            raise
        return error


def _may_be_the_modes(error: WireTrouble) -> bool:
    """Old llama.cpp servers answer 500 to a response_format that they do not know."""
    return error.kind in _MODE_MAY_BE_TO_BLAME and error.status != 0
