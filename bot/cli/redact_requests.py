"""Texts of `consultant redact --batch`, read and checked."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.cli.json_lines import read_lines


class Line(BaseModel):
    """One text."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    text: str


def read_texts(path: Path) -> tuple[str, ...]:
    """The texts of a file of JSON lines.

    Raises: WrongRequest naming the line.
    """
    return tuple(line.text for _, line in read_lines(path, Line))
