"""The lock of the prompts: a changed text is a new version. `python -m knowledge.language.model.prompt_lock`.

`prompts/prompts.lock` keeps each prompt's version and the SHA-256 of its file.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from knowledge.language.model.prompt import FOLDER, Prompt, read_prompts

FILE: Final = "prompts.lock"
_HEAD: Final = (
    "# Written by `python -m knowledge.language.model.prompt_lock`. A changed text needs a new version.\n"
)


class Locked(BaseModel):
    """What the lock knows of one prompt."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    sha256: str


Lock = Mapping[str, Locked]
_LOCK: Final = TypeAdapter(dict[str, Locked])


def read_lock(folder: Path = FOLDER) -> Lock:
    """Name -> what is locked; nothing when there is no lock yet."""
    path = folder / FILE
    if not path.exists():
        return {}
    return _LOCK.validate_python(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) or {})


def faults(prompts: Mapping[str, Prompt], lock: Lock) -> Iterator[str]:
    """Where prompts and lock disagree, in words; nothing when all is well."""
    for name, prompt in prompts.items():
        if name not in lock:
            yield f"{name}: not in the lock"
        elif (fault := changed_without_version(prompt, lock[name])) is not None:
            yield fault
        elif lock[name] != _locked(prompt):
            yield f"{name}: version {prompt.header.version} is not in the lock"
    yield from (f"{name}: in the lock, but there is no such prompt" for name in lock.keys() - prompts.keys())


def changed_without_version(prompt: Prompt, locked: Locked) -> str | None:
    """The fault of a prompt whose text is new and whose version is not."""
    if prompt.text_hash != locked.sha256 and prompt.header.version <= locked.version:
        return f"{prompt.name}: its text has changed, its version {prompt.header.version} has not"
    return None


def write_lock(folder: Path = FOLDER) -> list[str]:
    """Lock every prompt of the folder; the faults that forbid it, and then nothing is written."""
    prompts, lock = read_prompts(folder), read_lock(folder)
    known = [(prompt, lock[name]) for name, prompt in prompts.items() if name in lock]
    refused = [fault for pair in known if (fault := changed_without_version(*pair)) is not None]
    if not refused:
        rows = {name: _locked(prompt).model_dump() for name, prompt in prompts.items()}
        (folder / FILE).write_text(_HEAD + yaml.safe_dump(rows), encoding="utf-8")
    return refused


def _locked(prompt: Prompt) -> Locked:
    return Locked(version=prompt.header.version, sha256=prompt.text_hash)


if __name__ == "__main__":
    said = write_lock()
    sys.stderr.write("".join(f"{line}\n" for line in said))
    sys.exit(1 if said else 0)
