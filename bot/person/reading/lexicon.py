"""The phrases of the YAML files beside this module, as one index."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.person.reading.patterns import Phrase, PhraseIndex, compiled
from bot.person.reading.repair import Repairs

FOLDER: Final = Path(__file__).parent / "phrases"


class PhraseFile(BaseModel):
    """One file: pieces for its phrases, and phrases by family; the file's name comes before the family's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pieces: Mapping[str, str] = Field(default_factory=dict)
    families: Mapping[str, tuple[str, ...]]


@cache
def phrase_index() -> PhraseIndex:
    """The shipped phrases, read once."""
    return PhraseIndex(_phrases())


@cache
def repairs() -> Repairs:
    """What is known of the spelling of the shipped phrases."""
    elements = [element for phrase in _phrases() for element in phrase.elements]
    forms = (form for element in elements for form in element.forms)
    return Repairs(forms, (stem for element in elements for stem in element.stems))


@cache
def _phrases() -> tuple[Phrase, ...]:
    return tuple(_compiled())


def _compiled() -> Iterator[Phrase]:
    files = {path.stem: _read(path) for path in sorted(FOLDER.glob("*.yaml"))}
    shared = files["people"].pieces
    for name, file in files.items():
        pieces = {**shared, **file.pieces}
        for family, listed in file.families.items():
            yield from (compiled(f"{name}.{family}", text, pieces) for text in listed)


def _read(path: Path) -> PhraseFile:
    return PhraseFile.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
