"""Words by which names are recognised or spared (names.yaml), and the first names that ship with natasha."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

PATH: Final = Path(__file__).with_name("names.yaml")
_YO, _YE = chr(0x451), chr(0x435)
_SHORTEST: Final = 3


class Words:
    """Whole words, phrases, and beginnings of words (written with a star)."""

    def __init__(self, said: Iterable[str]) -> None:
        said = tuple(said)
        self.whole = frozenset(word for word in said if not word.endswith("*"))
        self._stems = tuple(word.rstrip("*") for word in said if word.endswith("*"))

    def __contains__(self, word: str) -> bool:
        return word in self.whole or word.startswith(self._stems)


class Latin(BaseModel):
    """How names are written in Latin letters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says_name: tuple[str, ...]
    letters: Mapping[str, str]
    soft: Mapping[str, str]
    not_names: frozenset[str]


class NameLexicon(BaseModel):
    """What names.yaml holds; the file says what each part is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    firsts: frozenset[str]
    doubles: frozenset[str]
    says_name: frozenset[str]
    name_before_says: frozenset[str]
    likely_name: frozenset[str]
    roles: frozenset[str]
    not_before_comma: frozenset[str]
    named_after: tuple[str, ...]
    on_street: frozenset[str]
    on_behalf: frozenset[str]
    titles: tuple[str, ...]
    famous: frozenset[str]
    famous_people: frozenset[str]
    stop: frozenset[str]
    oglu: frozenset[str]
    surname_endings: tuple[str, ...]
    patronymic_endings: tuple[str, ...]
    cases: Mapping[str, tuple[str, ...]]
    latin: Latin

    @cached_property
    def expects_name(self) -> frozenset[str]:
        """Words after which a word that may be a name is one."""
        return self.likely_name | self.roles

    @cached_property
    def famous_starts(self) -> frozenset[str]:
        """The first words of `famous_people`."""
        return frozenset(words.split()[0] for words in self.famous_people)

    @cached_property
    def after(self) -> Words:
        """Words before somebody whose name a thing bears."""
        return Words(self.named_after)

    @cached_property
    def things(self) -> Words:
        """Words before the name of an undertaking."""
        return Words(self.titles)


@cache
def name_lexicon() -> NameLexicon:
    """The shipped words."""
    return NameLexicon.model_validate(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))


@cache
def first_names() -> frozenset[str]:
    """First names in the nominative that the morphological dictionary may lack."""
    listed = (natasha_folder() / "dict" / "first.txt").read_text(encoding="utf-8").replace(_YO, _YE).split()
    return name_lexicon().firsts | {name for name in listed if len(name) > _SHORTEST}


@cache
def natasha_folder() -> Path:
    """Where natasha keeps its data; the package itself (and its parsers) is not imported."""
    found = find_spec("natasha")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("natasha")
    return Path(found.origin).parent / "data"
