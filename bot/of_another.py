"""What is written for «ты», said of somebody else: «можешь переехать» is «может переехать»."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

PATH: Final = Path(__file__).with_name("of_another.yaml")
_RUN: Final = re.compile(r"\w+|\W+")
SPACE: Final = " "


class _Prepositions(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    before: frozenset[str]
    words: Mapping[str, Mapping[str, str]]


class _Forms(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    verbs: Mapping[str, str]
    after_prepositions: _Prepositions
    pronouns: Mapping[str, Mapping[str, str]]
    own: frozenset[str]
    owned: Mapping[str, str]
    kept: frozenset[str]

    def said(self, word: str, before: str, of: str) -> str:
        """A word in lower case, said `of` he or she; `before`: the word in front of it."""
        if word in self.own:
            return self.owned[of]
        after = self.after_prepositions
        if word in after.words and before in after.before:
            return after.words[word][of]
        if word in self.pronouns:
            return self.pronouns[word][of]
        end = next((end for end in self.verbs if word.endswith(end) and word not in self.kept), None)
        return word.removesuffix(end) + self.verbs[end] if end else word


def of_another(text: str, who: str) -> str:
    """The text said of the one it is about; `who`: you, he, she or neutral."""
    if who == "you":
        return text
    said, before = [], ""
    for run in _RUN.findall(text):
        word = _forms().said(run.lower(), before, "she" if who == "she" else "he")
        said.append(run if word == run.lower() else _as_begun(word, run))
        before = before if run == SPACE else run.lower()
    return "".join(said)


def _as_begun(word: str, model: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


@cache
def _forms() -> _Forms:
    return _Forms.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))
