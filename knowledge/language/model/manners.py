"""The ways to ask a provider for an answer of a schema; `probe` finds the one that works."""

import json
from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from knowledge.language.model.prompt import Filled, shipped_prompt
from knowledge.language.model.schemas import schema_name, wire_schema

Mode = Literal["strict", "yandex", "tools", "json_object", "prompt"]
"""strict: OpenAI's json_schema. yandex: the schema stands directly in it. tools: a function that must be
called. json_object: any object, the schema told in words. prompt: words alone."""
Cap = Literal["max_tokens", "max_completion_tokens"]

TOLD_IN_WORDS: Final[tuple[Mode, ...]] = ("json_object", "prompt")
_SPACES: Final = (",", ":")


class Manner(BaseModel):
    """How a provider is asked. `cap` is its name for the most tokens of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Mode
    cap: Cap = "max_tokens"


def request_body(
    manner: Manner, model: str, prompt: Filled, schema: type[BaseModel], problem: str | None = None
) -> Mapping[str, Any]:
    """What goes to `/chat/completions`; `problem` says what was wrong with the answer before."""
    body: dict[str, Any] = {
        "model": model,
        "messages": _messages(manner.mode, prompt, schema, problem),
        "stream": False,
        manner.cap: prompt.header.max_tokens,
        **_asking(manner.mode, schema),
    }
    if manner.cap == "max_tokens":  # who wants the other name thinks aloud and takes no temperature
        body["temperature"] = prompt.header.temperature
    return body


def _messages(
    mode: Mode, prompt: Filled, schema: type[BaseModel], problem: str | None
) -> list[dict[str, str]]:
    system, user = prompt.system, prompt.user
    if mode in TOLD_IN_WORDS:
        text = json.dumps(wire_schema(schema), ensure_ascii=False, separators=_SPACES)
        system = f"{system}\n\n{_said('form', schema=text)}"
    if problem is not None:
        user = f"{user}\n\n{_said('repair', problem=problem)}"
    return [{"role": "system", "content": system}, {"role": "user", "content": user}]


def _said(name: str, **slots: str) -> str:
    words = shipped_prompt(name).fill(slots)
    return f"{words.system}\n{words.user}"


def _asking(mode: Mode, schema: type[BaseModel]) -> Mapping[str, Any]:
    plain, name = wire_schema(schema), schema_name(schema)
    match mode:
        case "strict":
            shape = {"name": name, "schema": plain, "strict": True}
            return {"response_format": {"type": "json_schema", "json_schema": shape}}
        case "yandex":
            return {"response_format": {"type": "json_schema", "json_schema": plain}}
        case "tools":
            tool = {"type": "function", "function": {"name": name, "parameters": plain}}
            return {"tools": [tool], "tool_choice": {"type": "function", "function": {"name": name}}}
        case "json_object":
            return {"response_format": {"type": "json_object"}}
        case "prompt":
            return {}
