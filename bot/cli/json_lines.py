"""A file of JSON lines, one request a line: all are read and checked before the first is answered."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.cli.single_keys import KeyTwice, json_of

Line = TypeVar("Line", bound=BaseModel)


class WrongRequest(Exception):
    """A line or an option that cannot be answered. Its message is one line, without the text of anybody."""


def read_lines(path: Path, kind: type[Line]) -> Sequence[tuple[str, Line]]:
    """Where each request stands («file, line 3»), and the request; empty lines are passed over.

    Raises: WrongRequest naming the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongRequest(f"--batch: cannot read {path} ({type(error).__name__})") from error
    numbered = [(f"{path}, line {number}", line) for number, line in enumerate(lines, 1) if line.strip()]
    return [(where, _parsed(line, kind, where)) for where, line in numbered]


def _parsed(line: str, kind: type[Line], where: str) -> Line:
    try:
        return kind.model_validate(json_of(line))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise WrongRequest(f"{where}: {place + ': ' if place else ''}{first['msg']}") from None
    except KeyTwice as error:
        raise WrongRequest(f"{where}: {error}") from None
    except (ValueError, RecursionError) as error:
        raise WrongRequest(f"{where}: broken JSON ({type(error).__name__})") from None
