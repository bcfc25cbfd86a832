"""Finds the faults of a folder of articles, all at once, each with its file, line and field."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from pydantic import ValidationError

from knowledge.articles.article import Article
from knowledge.articles.shelf import files_of
from knowledge.checking.fault import Fault
from knowledge.checking.measure_page import field_name
from knowledge.checking.yaml_lines import Document, read_document
from knowledge.checking.yaml_lines import Path as Place
from knowledge.measure_file import SUFFIX


@dataclass(frozen=True, slots=True)
class _Page:
    file: Path
    document: Document
    article: Article

    def fault(self, place: Place, problem: str) -> Fault:
        return Fault(self.file, self.document.line(place), field_name(place), problem, between=True)


def article_faults(folder: Path, measures: Collection[str], today: date) -> list[Fault]:
    """What is wrong with the articles of a folder. `measures`: ids that an article may lead to.

    Raises: OSError when a file cannot be read.
    """
    faults: list[Fault] = []
    pages: list[_Page] = []
    for file in files_of(folder):
        read = _read(file)
        if isinstance(read, _Page):
            pages.append(read)
        else:
            faults += read
    for page in pages:
        faults += [*_misnamed(page), *_lost(page, measures), *_ahead(page, today)]
    faults += _asked_twice(pages)
    return sorted(faults)


def _read(file: Path) -> _Page | list[Fault]:
    try:
        document = read_document(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        return [Fault(file, 1, "", f"cannot be read: {type(error).__name__}")]
    try:
        article = Article.model_validate(document.data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return [Fault(file, document.line(one["loc"]), field_name(one["loc"]), one["msg"]) for one in found]
    twice = [Fault(file, line, field_name(place), "stands twice") for place, line in document.repeated]
    return twice or _Page(file, document, article)


def _misnamed(page: _Page) -> Iterator[Fault]:
    if page.file.stem != page.article.id:
        yield page.fault(("id",), f"the file must be named {page.article.id}{SUFFIX}")


def _lost(page: _Page, measures: Collection[str]) -> Iterator[Fault]:
    for index, id_ in enumerate(page.article.measures):
        if id_ not in measures:
            yield page.fault(("measures", index), f"there is no measure {id_!r}")


def _ahead(page: _Page, today: date) -> Iterator[Fault]:
    for index, source in enumerate(page.article.sources):
        if source.checked_on > today.isoformat()[: len(source.checked_on)]:
            yield page.fault(("sources", index, "checked_on"), f"{source.checked_on} has not come yet")


def _asked_twice(pages: list[_Page]) -> Iterator[Fault]:
    """One question leads to one article."""
    owners: dict[str, str] = {}
    for page in pages:
        for index, said in enumerate(page.article.asked):
            owner = owners.setdefault(said.casefold(), page.article.id)
            if owner != page.article.id:
                yield page.fault(("asked", index), f"{owner!r} answers it, too")
