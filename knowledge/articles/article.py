"""Article: a short answer to «how is that done?», exactly as the YAML files in `records/` write it.

What an article may say and how it is written is told in docs/articles.md.
"""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from knowledge.language.legible import legible
from knowledge.measure import CheckedOn, Kebab, Need, Topic, Unique, Url

AGEING: Final = Path(__file__).with_name("ageing.yaml")
FEWEST_WORDS, MOST_WORDS = 80, 250
_MARKUP: Final = re.compile(r"[*_`\[\]<>\\]|^[-#>]")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _plain(text: str) -> str:
    """Prose: what is seen is what is written, one line, without markup."""
    if legible(text) != text or _MARKUP.search(text) or "\n" in text:
        raise ValueError("holds look-alike letters, marks or several lines")
    return text


def _lasting(text: str) -> str:
    """Nothing that ages, and nothing that is not our way to speak."""
    for fault, pattern in faults_of_prose().items():
        if found := pattern.search(text):
            raise ValueError(f"holds {fault}: {found.group()!r}")
    return text


_Prose = Annotated[str, AfterValidator(_plain), AfterValidator(_lasting)]
Title = Annotated[_Prose, StringConstraints(min_length=3, max_length=32)]
"""So short that «Читать: ...» fits into a button of VK."""
Name = Annotated[_Prose, StringConstraints(min_length=3, max_length=60)]
Answer = Annotated[_Prose, StringConstraints(min_length=80, max_length=400)]
Paragraph = Annotated[_Prose, StringConstraints(min_length=20, max_length=700)]
Point = Annotated[_Prose, StringConstraints(min_length=3, max_length=160)]
Spoken = Annotated[str, StringConstraints(min_length=3, max_length=100), AfterValidator(_plain)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ArticleSource(_Part):
    """Where an article has its facts from. `checked_on`: when somebody read it last."""

    title: Annotated[str, StringConstraints(min_length=3, max_length=120), AfterValidator(_plain)]
    url: Url
    checked_on: CheckedOn


class Section(_Part):
    """A heading with a paragraph, a list or both."""

    title: Name
    text: Paragraph | None = None
    points: Annotated[tuple[Point, ...], Field(max_length=9)] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.text and not self.points:
            raise ValueError("a section has a text, points or both")
        return self

    @property
    def prose(self) -> str:
        """Everything it says."""
        return " ".join([self.title, self.text or "", *self.points])


class Article(_Part):
    """One how-to. `asked`: how people ask for it; `about`: words that, met together, name its subject."""

    id: Kebab
    title: Title
    answer: Answer
    sections: Annotated[tuple[Section, ...], Field(min_length=2, max_length=6)]
    sources: Annotated[tuple[ArticleSource, ...], Field(min_length=1, max_length=6)]
    asked: Annotated[tuple[Spoken, ...], Field(min_length=6, max_length=20), Unique]
    about: Annotated[tuple[Spoken, ...], Field(min_length=1, max_length=30), Unique]
    measures: Annotated[tuple[Kebab, ...], Field(min_length=1, max_length=6), Unique]
    needs: Annotated[tuple[Need, ...], Field(min_length=1), Unique]
    topics: Annotated[tuple[Topic, ...], Unique]

    @model_validator(mode="after")
    def _is_short(self) -> Self:
        if not FEWEST_WORDS <= self.length <= MOST_WORDS:
            raise ValueError(
                f"the sections have {self.length} words, they should have {FEWEST_WORDS} to {MOST_WORDS}"
            )
        return self

    @property
    def length(self) -> int:
        """Words of the sections, headings left out."""
        return sum(len(_WORDS.findall(text)) for text in self._body())

    @property
    def version(self) -> str:
        """What tells this text from any other that the article had: twelve letters."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:12]

    def _body(self) -> Iterator[str]:
        for section in self.sections:
            yield section.text or ""
            yield from section.points


@cache
def faults_of_prose() -> dict[str, re.Pattern[str]]:
    """What no article may say -> how it looks (ageing.yaml)."""
    patterns = yaml.load(AGEING.read_bytes(), Loader=yaml.CSafeLoader)
    return {fault: re.compile(pattern, re.IGNORECASE) for fault, pattern in patterns.items()}
