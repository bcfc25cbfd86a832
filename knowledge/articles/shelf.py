"""The articles as they ship: read from `records/` when the first one is asked for, kept in memory.

They stay out of SQL: nobody changes them while the consultant runs, and they come with the code that shows
them. Each has a version of its own for what is kept of an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.articles.article import Article
from knowledge.measure_file import SUFFIX, read_yaml

FOLDER: Final = Path(__file__).with_name("records")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles in the order of their ids."""

    articles: tuple[Article, ...]
    by_id: Mapping[str, Article]


def read_shelf(folder: Path) -> Shelf:
    """The articles of a folder; stops at the first broken file (`checking` lists every fault).

    Raises: yaml.YAMLError, pydantic.ValidationError.
    """
    articles = tuple(parse_article(file.read_bytes()) for file in files_of(folder))
    return Shelf(articles, {article.id: article for article in articles})


def files_of(folder: Path) -> list[Path]:
    """The files of the articles, in the order of their names."""
    return sorted(folder.glob(f"*{SUFFIX}"))


@cache
def shipped_shelf() -> Shelf:
    """The shipped articles, read once."""
    return read_shelf(FOLDER)


def parse_article(text: str | bytes) -> Article:
    """Read the article of one file.

    Raises: yaml.YAMLError, pydantic.ValidationError.
    """
    return Article.model_validate(read_yaml(text))
