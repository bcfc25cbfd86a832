"""Prompts are files: a header that is checked, the words for the system, the words with slots.

    ---
    version: 2
    use: understand
    seconds: 6
    temperature: 0.0
    max_tokens: 400
    slots: {message: 2000}
    ---
    What the model is to do ...
    === user
    <message>$message</message>

Everything put into a slot is data: cleaned, cut to the slot's number of characters, unable to end its tag.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.language.model.clean_text import as_data

FOLDER: Final = Path(__file__).parents[1] / "prompts"
SUFFIX: Final = ".md"
_RULE: Final = "---\n"
_USER: Final = "\n=== user\n"
MOST_SECONDS: Final = 12.0

Characters = Annotated[int, Field(ge=1, le=60_000)]


class PromptError(Exception):
    """A prompt file cannot be used, or is not filled as it says. One line with the prompt's name."""


class Header(BaseModel):
    """What stands at the top of a prompt file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Annotated[int, Field(strict=True, ge=1)]
    use: Annotated[str, Field(pattern=r"^[a-z-]{1,30}$")]
    """What it is for, in figures: several prompts may share a use."""
    seconds: Annotated[float, Field(gt=0, le=MOST_SECONDS)]
    """How long the call may take, its retry included."""
    temperature: Annotated[float, Field(ge=0, le=1)]
    max_tokens: Annotated[int, Field(strict=True, ge=1, le=4000)]
    is_remembered: bool = False
    """May the same question get the same answer for an hour? Not where it holds what a person wrote."""
    slots: dict[Annotated[str, Field(pattern=r"^[a-z_]{1,30}$")], Characters] = {}


@dataclass(frozen=True, slots=True)
class Filled:
    """A prompt ready to be sent. `cut` names the slots whose text was too long."""

    name: str
    header: Header
    system: str
    user: str
    cut: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file."""

    name: str
    header: Header
    system: str
    user: str
    text_hash: str = field(repr=False)

    def fill(self, slots: Mapping[str, str]) -> Filled:
        """Put data into the slots.

        Raises: PromptError when a slot is missing or unknown: a fault of the program, not of the data.
        """
        if slots.keys() != self.header.slots.keys():
            raise PromptError(f"{self.name}: needs {sorted(self.header.slots)}, was given {sorted(slots)}")
        data = {name: as_data(text, self.header.slots[name]) for name, text in slots.items()}
        words = {name: text for name, (text, _) in data.items()}
        return Filled(
            name=self.name,
            header=self.header,
            system=Template(self.system).substitute(words),
            user=Template(self.user).substitute(words),
            cut=frozenset(name for name, (_, was_cut) in data.items() if was_cut),
        )


def read_prompt(path: Path) -> Prompt:
    """The prompt of a file.

    Raises: PromptError.
    """
    try:
        text = path.read_text(encoding="utf-8")
        header, body = _parts(text)
        found = Header.model_validate(yaml.load(header, Loader=yaml.CSafeLoader))
    except (OSError, ValueError, ValidationError, yaml.YAMLError) as error:
        raise PromptError(f"{path.name}: {' '.join(str(error).split())}") from error
    system, _, user = body.partition(_USER)
    _check_slots(path.stem, found, system, user)
    return Prompt(path.stem, found, system.strip(), user.strip(), sha256(text.encode()).hexdigest())


def _parts(text: str) -> tuple[str, str]:
    if not text.startswith(_RULE) or text.count(_RULE) < 2 or text.count(_USER) != 1:
        raise ValueError("must be a header between two lines of ---, the system's words, === user, the rest")
    header, _, body = text.removeprefix(_RULE).partition(_RULE)
    return header, body


def _check_slots(name: str, header: Header, system: str, user: str) -> None:
    if not Template(system + user).is_valid():
        raise PromptError(f"{name}: a lone dollar sign; write two for one")
    used = set(Template(system + user).get_identifiers())
    if used != header.slots.keys():
        raise PromptError(f"{name}: slots {sorted(header.slots)} are declared, {sorted(used)} are used")


def read_prompts(folder: Path = FOLDER) -> Mapping[str, Prompt]:
    """Name -> prompt of every file of the folder. Raises: PromptError."""
    return {path.stem: read_prompt(path) for path in sorted(folder.glob(f"*{SUFFIX}"))}


@cache
def shipped_prompt(name: str) -> Prompt:
    """A prompt of the project, read once. Raises: PromptError."""
    return read_prompt(FOLDER / f"{name}{SUFFIX}")
