"""Requests of `consultant search`, read and checked."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.regions import regions


class WrongRequest(Exception):
    """A line or an option that cannot be answered. Its message is one line for the user."""


class Asked(BaseModel):
    """One request; without a region that of the deployment counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    region: str | None = None


def known_region(name: str) -> str:
    """The region of this name; its spoken forms and its towns will do too.

    Raises: WrongRequest for a name that is no region.
    """
    gazetteer = regions()
    if name in gazetteer.regions:
        return name
    match = gazetteer.find(name)
    if match is None or not match.certain:
        raise WrongRequest(f"region: {name!r} is not a region of knowledge/regions.yaml")
    return match.place.region


def read_requests(path: Path, home: str) -> Iterator[Asked]:
    """The requests of a file of JSON lines, each with its region.

    Raises: WrongRequest naming the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongRequest(f"--batch: cannot read {path} ({type(error).__name__})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read(line, home, f"{path}, line {number}")


def _read(line: str, home: str, where: str) -> Asked:
    try:
        asked = Asked.model_validate_json(line)
        return Asked(text=asked.text, region=known_region(asked.region or home))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise WrongRequest(f"{where}: {place + ': ' if place else ''}{first['msg']}") from error
    except WrongRequest as error:
        raise WrongRequest(f"{where}: {error}") from error
