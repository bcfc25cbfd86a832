"""JSON of platforms, quickly; people may write a lone half of an emoji, which strict readers refuse."""

import json
from typing import Any

import orjson


def loads(body: str | bytes) -> Any:
    """The value; with whatever letters it has.

    Raises: ValueError when it is no JSON; RecursionError when it is nested too deeply.
    """
    try:
        return orjson.loads(body)
    except ValueError:
        return json.loads(body if isinstance(body, str) else body.decode("utf-8", "replace"))


def dumps(value: object) -> str:
    """As text that any database takes: a lone half of an emoji becomes a question mark."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace").decode()
