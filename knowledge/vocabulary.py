"""The closed words of the catalogue and the labels that people read (vocabulary.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

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

    @property
    def facts(self) -> Mapping[str, str]:
        """Everything that may hold of a person: statuses and capabilities."""
        return {**self.statuses, **self.all_capabilities}

    @property
    def capabilities_and_forms(self) -> Mapping[str, str]:
        """What a profile may list under `capabilities`: a form in which one applies is a capability too."""
        return {**self.all_capabilities, **self.applicant}


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read once."""
    return Vocabulary.model_validate(yaml.safe_load(PATH.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Word:
    """A pydantic mark: the string is a word of the named group; the JSON Schema lists the words."""

    group: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "enum": [*self._words]}

    @property
    def _words(self) -> Mapping[str, str]:
        words: Mapping[str, str] = getattr(vocabulary(), self.group)
        return words

    def _check(self, word: str) -> str:
        if word not in self._words:
            raise ValueError(f"unknown word {word!r}; known: {', '.join(self._words)}")
        return word


def word_of(group: str) -> Word:
    """A pydantic check that a string is a word of the named group of the vocabulary."""
    return Word(group)
