"""Reads what a provider sent back. Nothing of it is believed before pydantic has judged it.

The shapes met in practice: no usage, content null or in parts, thoughts beside it, a refusal field, a call of
a tool or (gpt2giga) of a function whose arguments are text, an object or text within text, fences and so on.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from knowledge.language.model.clean_text import cleaned_tree
from knowledge.language.model.json_in_text import objects_in
from knowledge.language.model.outcome import Usage

Value = TypeVar("Value", bound=BaseModel)
Fault = Literal["broken", "refused", "filtered", "cut"]

FILTERS: Final = frozenset({"content_filter", "blacklist", "safety"})
"""How providers say that their filter stopped an answer."""
_MOST_TOKENS: Final = 10_000_000


def _none_unless(kind: type | tuple[type, ...]) -> BeforeValidator:
    return BeforeValidator(lambda value: value if isinstance(value, kind) else None)


class _Loose(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Function(_Loose):
    arguments: Any = None


class _ToolCall(_Loose):
    function: Annotated[_Function | None, _none_unless(dict)] = None


class _Message(_Loose):
    content: Any = None
    refusal: Annotated[str | None, _none_unless(str)] = None
    tool_calls: Annotated[
        list[Annotated[_ToolCall | None, _none_unless(dict)]] | None, _none_unless(list)
    ] = None
    function_call: Annotated[_Function | None, _none_unless(dict)] = None


class _Choice(_Loose):
    message: Annotated[_Message | None, _none_unless(dict)] = None
    finish_reason: Annotated[str | None, _none_unless(str)] = None


class _Counts(_Loose):
    prompt_tokens: Annotated[int | None, _none_unless(int)] = None
    completion_tokens: Annotated[int | None, _none_unless(int)] = None


class _Completion(_Loose):
    choices: Annotated[list[Annotated[_Choice | None, _none_unless(dict)]] | None, _none_unless(list)] = None
    usage: Annotated[_Counts | None, _none_unless(dict)] = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came: texts that may hold the answer, or what is wrong with it. `usage` None: not counted."""

    texts: Sequence[str]
    fault: Fault | None
    usage: Usage | None
    length: int
    """Characters of all that the model wrote, for a guess at tokens."""


def read_reply(body: bytes) -> Reply:
    """The first choice of a completion; anything that is none is broken."""
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError:
        return Reply((), "broken", None, 0)
    choice = completion.choices[0] if completion.choices else None
    if choice is None or choice.message is None:
        return Reply((), "broken", _usage(completion), 0)
    texts = tuple(_texts(choice.message))
    return Reply(texts, _fault(choice, choice.message, texts), _usage(completion), sum(map(len, texts)))


def value_of(reply: Reply, schema: type[Value]) -> Value | None:
    """The last object of the reply that is a value of the schema: models think before they answer."""
    value: Value | None = None
    for text in reply.texts:
        for found in objects_in(text):
            with suppress(ValidationError):
                value = schema.model_validate_json(json.dumps(cleaned_tree(found)))
    return value


def _fault(choice: _Choice, message: _Message, texts: Sequence[str]) -> Fault | None:
    if choice.finish_reason in FILTERS:
        return "filtered"
    if message.refusal:
        return "refused"
    if choice.finish_reason == "length":
        return "cut"
    return None if texts else "broken"


def _texts(message: _Message) -> Iterator[str]:
    calls = [call.function for call in message.tool_calls or () if call is not None]
    for function in (*calls, message.function_call):
        if function is not None and (text := _arguments(function.arguments)):
            yield text
    if text := _content(message.content):
        yield text


def _arguments(arguments: object) -> str:
    """Arguments as text: as they are, an object written out, or text within text unpacked once."""
    if isinstance(arguments, dict):
        return json.dumps(arguments)
    if not isinstance(arguments, str):
        return ""
    try:
        inner = json.loads(arguments) if arguments.lstrip().startswith('"') else arguments
    except (ValueError, RecursionError):
        return arguments
    return inner if isinstance(inner, str) else arguments


def _content(content: object) -> str:
    match content:
        case str():
            return content.strip()
        case list():
            parts = (part.get("text") for part in content if isinstance(part, dict))
            return "".join(part for part in parts if isinstance(part, str)).strip()
    return ""


def _usage(completion: _Completion) -> Usage | None:
    counts = completion.usage
    if counts is None or counts.prompt_tokens is None or counts.completion_tokens is None:
        return None
    if not all(0 <= count <= _MOST_TOKENS for count in (counts.prompt_tokens, counts.completion_tokens)):
        return None
    return Usage(counts.prompt_tokens, counts.completion_tokens)
