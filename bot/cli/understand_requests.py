"""Messages of `consultant understand`, read and checked."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.cli.json_lines import WrongRequest, read_lines
from bot.person.understanding import QUESTIONS

_QUESTION: Final = re.compile(r"[a-z_]{1,40}")


class Said(BaseModel):
    """One message, and the question that was asked before it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    text: str
    asked: str | None = None


def said(text: str, asked: str | None) -> Said:
    """A message from the command line.

    Raises: WrongRequest for a question that is not known.
    """
    return _checked(Said(text=text, asked=asked), "--asked")


def read_said(path: Path) -> tuple[Said, ...]:
    """The messages of a file of JSON lines.

    Raises: WrongRequest naming the line.
    """
    return tuple(_checked(one, f"{where}: asked") for where, one in read_lines(path, Said))


def doubts(all_said: Iterable[Said]) -> Iterator[str]:
    """Names of questions that the rules do not know: read as some question, which is worth a word."""
    for name in sorted({one.asked for one in all_said if one.asked is not None} - {*QUESTIONS}):
        close = get_close_matches(name, QUESTIONS, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else f"; known: {', '.join(QUESTIONS)}"
        yield f"{name!r} is taken as some question{hint}"


def _checked(one: Said, where: str) -> Said:
    """A question of a name that the rules do not know is only a question that was asked."""
    if one.asked is not None and not _QUESTION.fullmatch(one.asked):
        raise WrongRequest(f"{where}: {one.asked!r} is no name of a question; known: {', '.join(QUESTIONS)}")
    return one
