"""Patterns and words of personal data (patterns.yaml), read and compiled once, when first needed."""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.language.redaction.span import Kind

PATH: Final = Path(__file__).with_name("patterns.yaml")


class Lexicon(BaseModel):
    """What patterns.yaml holds; the file says what each part is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    placeholders: Mapping[Kind, str]
    parts: Mapping[str, str]
    patterns: Mapping[str, str]
    tails: Mapping[str, str]
    cues: Mapping[str, str]
    free_lines: tuple[str, ...]
    letters_for_digits: Mapping[str, str]
    numbers: Mapping[str, int]

    @cached_property
    def compiled(self) -> Mapping[str, re.Pattern[str]]:
        """The patterns by name, with their parts put in."""
        return {name: re.compile(self._whole(text), re.VERBOSE) for name, text in self.patterns.items()}

    @cached_property
    def cue(self) -> re.Pattern[str]:
        """A word that tells what a number beside it is; the name of its group is the kind."""
        kinds = "|".join(f"(?P<{kind}>{words})" for kind, words in self.cues.items())
        return re.compile(rf"(?<!\w)(?:{kinds})(?!\w)")

    def _whole(self, text: str) -> str:
        for name, part in (*self.tails.items(), *self.parts.items()):
            text = text.replace("{{" + name + "}}", f"(?:{part})")
        return text


@cache
def lexicon() -> Lexicon:
    """The shipped patterns."""
    return Lexicon.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))


def pattern(name: str) -> re.Pattern[str]:
    """One pattern of patterns.yaml."""
    return lexicon().compiled[name]
