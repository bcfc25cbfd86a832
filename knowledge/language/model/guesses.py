"""Guesses at tokens where a provider does not count them."""

from collections.abc import Mapping
from math import ceil
from typing import Any, Final

from knowledge.language.model.outcome import Usage

CHARACTERS_IN_A_TOKEN: Final = 3
"""Of Russian text; models take from 2.5 to 4."""


def guessed_usage(body: Mapping[str, Any], answer_length: int) -> Usage:
    """Tokens of a request and of an answer of so many characters."""
    asked = sum(len(message["content"]) for message in body["messages"])
    shape = len(str(body.get("response_format", ""))) + len(str(body.get("tools", "")))
    return Usage(_tokens(asked + shape), _tokens(answer_length), is_guess=True)


def most_usage(body: Mapping[str, Any], max_tokens: int) -> Usage:
    """The most that a call can cost."""
    return Usage(guessed_usage(body, 0).tokens_in, max_tokens, is_guess=True)


def _tokens(characters: int) -> int:
    return ceil(characters / CHARACTERS_IN_A_TOKEN)
