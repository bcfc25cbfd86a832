"""`execute`: only code of the form `return [API.a.b({...}), ...];`, up to 25 calls [D]."""

import json
import re
from typing import Any, Final

from tests.platforms.vk.errors import VkError

MOST_CALLS: Final = 25
_WHOLE: Final = re.compile(r"\s*return\s*\[(.*)\]\s*;?\s*", re.DOTALL)
_CALL: Final = re.compile(r"\s*API\.(\w+\.\w+)\s*\(\s*")
_CLOSE: Final = re.compile(r"\s*\)\s*(,|$)\s*")


def read_code(code: str) -> list[tuple[str, dict[str, Any]]]:
    """The calls of a code.

    Raises:
        VkError: 12 (cannot be read), 13 (too many calls).
    """
    whole = _WHOLE.fullmatch(code)
    if whole is None:
        raise VkError(12, "only return [API.a.b({...}), ...]; is understood by this local server")
    calls = _calls(whole.group(1))
    if len(calls) > MOST_CALLS:
        raise VkError(13, "too many API calls")
    return calls


def _calls(text: str) -> list[tuple[str, dict[str, Any]]]:
    calls: list[tuple[str, dict[str, Any]]] = []
    at = 0
    while at < len(text) and text[at:].strip():
        head = _CALL.match(text, at)
        if head is None:
            raise VkError(12, f"unexpected symbol at {at}")
        params, at = _object(text, head.end())
        close = _CLOSE.match(text, at)
        if close is None:
            raise VkError(12, f"bracket expected at {at}")
        calls.append((head.group(1), params))
        at = close.end()
    return calls


def _object(text: str, at: int) -> tuple[dict[str, Any], int]:
    if text[at : at + 1] == ")":
        return {}, at
    try:
        params, end = json.JSONDecoder().raw_decode(text, at)
    except ValueError:
        raise VkError(12, f"object expected at {at}") from None
    if not isinstance(params, dict):
        raise VkError(12, f"object expected at {at}")
    return params, end
