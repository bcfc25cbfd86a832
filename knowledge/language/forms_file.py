"""Dictionary forms of the catalogue's words kept in a file: analysing them anew is half of a warm start.

Written after the catalogue is indexed and before anybody talks, so that nothing that people write gets in.
The file belongs to one version of the dictionaries and may be deleted at any time.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.language.words import known_forms, learn_forms


class FormsFile(BaseModel):
    """What the file holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dictionaries: str
    forms: dict[str, str]


@contextmanager
def kept_forms(path: Path) -> Iterator[None]:
    """Know the forms of the file while the block indexes; write down those that it met beside them."""
    dictionaries = f"{version('pymorphy3')} {version('pymorphy3-dicts-ru')}"
    known = _read(path, dictionaries)
    learn_forms(known)
    yield
    if known_forms().keys() - known.keys():
        _write(path, FormsFile(dictionaries=dictionaries, forms=dict(known_forms())))


def _read(path: Path, dictionaries: str) -> dict[str, str]:
    try:
        kept = FormsFile.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return {}
    return kept.forms if kept.dictionaries == dictionaries else {}


def _write(path: Path, kept: FormsFile) -> None:
    with suppress(OSError):  # a full disk costs half a second at the next start, no more
        draft = path.with_suffix(".new")
        draft.write_text(kept.model_dump_json(), encoding="utf-8")
        draft.replace(path)
