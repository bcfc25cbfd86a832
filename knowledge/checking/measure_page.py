"""One file of the folder: what is wrong with it alone, and what can be read from it all the same."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.checking.fault import Fault
from knowledge.checking.yaml_lines import Document, read_document
from knowledge.checking.yaml_lines import Path as Place
from knowledge.measure import SupportMeasure
from knowledge.measure_file import SUFFIX

STRAIGHT_QUOTES: Final = frozenset('"“”„‟')
ADDRESSES: Final = frozenset({"id", "url"})
PROBLEMS: Final = {"missing": "is missing", "extra_forbidden": "is not a key of a measure"}


@dataclass(frozen=True, slots=True)
class Page:
    """A file as read: even a faulty one gives what the checks between files can use."""

    file: Path
    document: Document

    @property
    def id(self) -> str:
        """The id in the file, else the one its name promises."""
        return self.text("id") or self.file.stem

    def value(self, *path: str) -> Any:
        """What stands at a path; None if nothing does."""
        value: Any = self.document.data
        for key in path:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def text(self, *path: str) -> str | None:
        """A text at a path; None for anything else."""
        value = self.value(*path)
        return value if isinstance(value, str) else None

    def texts(self, *path: str) -> dict[int, str]:
        """The texts of a list, by index."""
        value = self.value(*path)
        items = value if isinstance(value, list) else []
        return {index: item for index, item in enumerate(items) if isinstance(item, str)}

    def fault(self, place: Place, problem: str, *, between: bool = False) -> Fault:
        """A fault at a path of the file."""
        return Fault(self.file, self.document.line(place), field_name(place), problem, between)

    def misfit(self, place: Place, problem: str) -> Fault:
        """A fault in how the file goes together with others, or with the calendar."""
        return self.fault(place, problem, between=True)


def field_name(place: Place) -> str:
    """`("sources", 1, "url")` -> `sources[1].url`"""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")


def read_page(file: Path) -> tuple[Page | None, list[Fault]]:
    """A file and its own faults; no page when it cannot be parsed at all."""
    try:
        page = Page(file, read_document(file.read_bytes().decode("utf-8")))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [Fault(file, line, "", "is not text in UTF-8")]
    except yaml.YAMLError as error:
        return None, [_unparsable(file, error)]
    if not isinstance(page.document.data, Mapping):
        return None, [Fault(file, 1, "", "holds no keys")]
    return page, [*_doubles(page), *_invalid(page), *_misnamed(page), *_quotes(page, page.document.data, ())]


def _unparsable(file: Path, error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return Fault(file, mark.line + 1 if mark else 1, "", f"is not YAML: {problem}")


def _doubles(page: Page) -> Iterator[Fault]:
    for place, line in page.document.repeated:
        yield Fault(page.file, line, field_name(place), "stands twice")


def _invalid(page: Page) -> Iterator[Fault]:
    try:
        SupportMeasure.model_validate(page.document.data)
    except ValidationError as error:
        for found in error.errors(include_url=False):
            problem = _problem(found)
            yield page.fault(_nearer(page, found["loc"], problem), problem)


def _nearer(page: Page, place: Place, problem: str) -> Place:
    """A problem between keys of a part («age_min is greater ...») stands at the key that it names first."""
    first = re.match(r"\w*", problem)
    named = (*place, first.group()) if first else place
    return named if named in page.document.lines else place


def _problem(found: ErrorDetails) -> str:
    given = PROBLEMS.get(found["type"])
    told = found["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return given or f"{told[:1].lower()}{told[1:]}"


def _misnamed(page: Page) -> Iterator[Fault]:
    measure_id = page.text("id")
    if measure_id and page.file.name != measure_id + SUFFIX:
        yield page.fault(("id",), f"the file must be named {measure_id}{SUFFIX}")


def _quotes(page: Page, value: Any, place: Place) -> Iterator[Fault]:
    """«These» are the quotes of every text that people or staff read."""
    if isinstance(value, str):
        if STRAIGHT_QUOTES.intersection(value) and place[-1] not in ADDRESSES:
            yield page.fault(place, "quotes are «», not straight ones")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _quotes(page, item, (*place, index))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _quotes(page, item, (*place, str(key)))
