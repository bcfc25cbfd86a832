"""How a code looks and how people write it.

Eight signs that are hard to mix up, shown in two halves. Russian letters that look like ours and signs that
look like others are read as what they look like (link_codes.yaml). Each half has a letter and a digit: no
word, year or sum («март 2026», «500000тр») is taken for a code. docs/decisions/0010 has the arithmetic.
"""

import re
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

PATH: Final = Path(__file__).with_name("link_codes.yaml")
LETTERS: Final = frozenset("ACDEFGHJKMNPRTVWXY")
DIGITS: Final = frozenset("0123456789")
SIGNS: Final = "".join(sorted(LETTERS | DIGITS))
HALF: Final = 4
LONGEST: Final = 60
_BETWEEN: Final = re.compile(r"[\s\-\u2010-\u2015_.!]+")
_TRIED: Final = re.compile(r"(?=.*\d)(?:(?:(?=\S*\d)[^\W_]{1,16}|[^\W_]{1,4})(?:[\s-]+|$)){1,4}")
"""What somebody may hold for a code: digits, perhaps among short runs of letters."""


class _Spelling(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    looks_like: Mapping[str, str]
    said: re.Pattern[str]


def new_code() -> str:
    """A fresh code, from the system's own chance."""
    return _new_half() + _new_half()


def read_code(text: str) -> str | None:
    """The code that a text consists of, as it was issued; None when it is none."""
    if len(text) > LONGEST:
        return None
    signs = _BETWEEN.sub("", text.upper()).translate(_look_alikes())
    halves = signs[:HALF], signs[HALF:]
    return signs if all(map(_is_half, halves)) else None


def said_code(text: str) -> str | None:
    """The code in a whole message: bare, or after «мой код», «/link».

    Empty when somebody means to give a code («мой код 123456»), yet no code looks like that; None for any
    other message.
    """
    if code := read_code(text):
        return code
    said = _spelling().said.match(text) if len(text) <= LONGEST else None
    if said is None:
        return None
    return read_code(said["code"]) or ("" if _TRIED.fullmatch(said["code"]) else None)


def shown(code: str) -> str:
    """A code as people read it: two halves."""
    return f"{code[:HALF]} {code[HALF:]}"


def _new_half() -> str:
    while not _is_half(half := "".join(secrets.choice(SIGNS) for _ in range(HALF))):
        pass
    return half


def _is_half(signs: str) -> bool:
    kinds = set(signs)
    return len(signs) == HALF and kinds <= LETTERS | DIGITS and bool(kinds & LETTERS) and bool(kinds & DIGITS)


@cache
def _spelling() -> _Spelling:
    return _Spelling.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))


@cache
def _look_alikes() -> dict[int, str]:
    return str.maketrans(dict(_spelling().looks_like))
