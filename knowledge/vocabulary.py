"""The closed words of the catalogue and the labels that people read (vocabulary.yaml)."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict

PATH: Final = Path(__file__).with_name("vocabulary.yaml")


class Vocabulary(BaseModel):
    """Word -> label for each closed set. The words are the API, the labels are for people."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Mapping[str, str]
    confidence: Mapping[str, str]
    period: Mapping[str, str]
    kind: Mapping[str, str]
    topics: Mapping[str, str]
    stages: Mapping[str, str]
    needs: Mapping[str, str]
    statuses: Mapping[str, str]
    applicant: Mapping[str, str]
    capabilities: Mapping[str, str]
    life_capabilities: Mapping[str, str]
    stage_capabilities: tuple[str, ...]

    @property
    def all_capabilities(self) -> Mapping[str, str]:
        """Capabilities that a step may give and life facts that nothing gives."""
        return {**self.capabilities, **self.life_capabilities}


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read once."""
    return Vocabulary.model_validate(yaml.safe_load(PATH.read_text(encoding="utf-8")))


def word_of(group: str) -> AfterValidator:
    """A pydantic check that a string is a word of the named group of the vocabulary."""

    def check(word: str) -> str:
        words: Mapping[str, str] = getattr(vocabulary(), group)
        if word not in words:
            raise ValueError(f"unknown word {word!r}; known: {', '.join(words)}")
        return word

    return AfterValidator(_named(check, group))


def _named(check: Callable[[str], str], group: str) -> Callable[[str], str]:
    check.__name__ = f"check_{group}"
    return check
