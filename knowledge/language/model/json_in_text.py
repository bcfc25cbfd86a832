"""Finds the JSON object that a model meant among its fences, thoughts and small talk."""

import json
import re
from collections.abc import Iterator
from typing import Final

_THOUGHTS: Final = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL)
_MOST_TRIES: Final = 40
_LONGEST: Final = 200_000
_DECODER: Final = json.JSONDecoder()


def objects_in(text: str) -> Iterator[dict[str, object]]:
    """Each JSON object of the text that is not inside another one, in order."""
    text = _THOUGHTS.sub("", text[:_LONGEST])
    start = text.find("{")
    for _ in range(_MOST_TRIES):
        if start < 0:
            return
        found, end = _read(text, start)
        if isinstance(found, dict):
            yield found
        start = text.find("{", end)


def _read(text: str, start: int) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start + 1
