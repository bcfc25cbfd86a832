"""What the model's part keeps beside the data: what it has used, and how its provider is to be asked."""

import logging
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.language.model.manners import Manner
from knowledge.language.model.spending import Days, Used

log = logging.getLogger(__name__)

USED_FILE: Final = "model-used.json"
MANNER_FILE: Final = "model-manner.json"
PROBE_VERSION: Final = 1
"""Grows when what the probe asks, or how, changes: what it found before is asked anew."""

File = TypeVar("File", bound=BaseModel)


class _Used(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    days: dict[date, dict[str, Used]] = {}


class KnownManner(BaseModel):
    """The manner that worked, and with whom: a hash of provider, address, model and the probe's version."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    whom: str
    manner: Manner


def identity(provider: str, base_url: str, model: str) -> str:
    """With whom a manner was found."""
    whole = "\0".join((provider, base_url, model, str(PROBE_VERSION)))
    return sha256(whole.encode()).hexdigest()


def read_used(folder: Path) -> Days:
    """What was used, by day and use; nothing when the file is missing or cannot be read."""
    found = _read(folder / USED_FILE, _Used)
    return found.days if found else {}


def write_used(folder: Path, days: Days) -> None:
    """Keep what was used. Blocks."""
    _write(folder / USED_FILE, _Used(days={day: dict(uses) for day, uses in days.items()}))


def read_manner(folder: Path, whom: str) -> Manner | None:
    """The manner that worked with this one."""
    found = _read(folder / MANNER_FILE, KnownManner)
    return found.manner if found and found.whom == whom else None


def write_manner(folder: Path, whom: str, manner: Manner) -> None:
    """Remember it. Blocks."""
    _write(folder / MANNER_FILE, KnownManner(whom=whom, manner=manner))


def _read(path: Path, kind: type[File]) -> File | None:
    try:
        return kind.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        log.warning("model-file-unreadable", extra={"file": path.name, "kind": type(error).__name__})
        return None


def _write(path: Path, content: BaseModel) -> None:
    draft = path.with_suffix(".new")
    try:
        draft.write_text(content.model_dump_json(), encoding="utf-8")
        draft.replace(path)
    except OSError as error:  # a full disk costs figures after a restart, no more
        log.warning("model-file-unwritable", extra={"file": path.name, "kind": type(error).__name__})
