"""Texts of `consultant redact --batch`, read and checked."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.cli.single_keys import KeyTwice, json_of


class WrongRequest(Exception):
    """A line that cannot be answered. Its message is one line for the user and tells nothing of the text."""


class Line(BaseModel):
    """One text."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    text: str


def read_texts(path: Path) -> tuple[str, ...]:
    """The texts of a file of JSON lines; all are read before the first is answered.

    Raises: WrongRequest naming the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongRequest(f"--batch: cannot read {path} ({type(error).__name__})") from error
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    return tuple(_text(line, f"{path}, line {number}") for number, line in numbered)


def _text(line: str, where: str) -> str:
    try:
        return Line.model_validate(json_of(line)).text
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise WrongRequest(f"{where}: {place + ': ' if place else ''}{first['msg']}") from None
    except KeyTwice as error:
        raise WrongRequest(f"{where}: {error}") from None
    except (ValueError, RecursionError) as error:
        raise WrongRequest(f"{where}: broken JSON ({type(error).__name__})") from None
