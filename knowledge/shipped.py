"""The catalogue as it ships: the measures of `measures/*.yaml`."""

import asyncio
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knowledge.measure import SupportMeasure
from knowledge.measure_file import SUFFIX, parse_measure

if TYPE_CHECKING:
    from knowledge.catalogue import Catalogue
    from knowledge.catalogue_records import ImportReport

FOLDER: Final = Path(__file__).with_name("measures")
RULES: Final = b"1"
"""Change it when an import of the same files would come to something else than before."""


def read_measures(folder: Path) -> tuple[SupportMeasure, ...]:
    """The measures of a folder in the order of their ids; stops at the first broken file.

    `knowledge.catalogue_check` is the one that lists every fault.
    Raises: yaml.YAMLError, pydantic.ValidationError.
    """
    files = sorted(folder.glob(f"*{SUFFIX}"))
    return tuple(sorted((parse_measure(file.read_bytes()) for file in files), key=lambda measure: measure.id))


@cache
def shipped_measures() -> tuple[SupportMeasure, ...]:
    """The shipped measures in the order of their ids, read once."""
    return read_measures(FOLDER)


async def bring_in_shipped(catalogue: "Catalogue", folder: Path = FOLDER) -> "ImportReport | None":
    """Import what ships; None when these very files were taken in and nothing has changed since.

    Raises: yaml.YAMLError, pydantic.ValidationError.
    """
    digest = await asyncio.to_thread(_digest, folder)
    if await catalogue.holds_shipped(digest):
        return None
    measures = await asyncio.to_thread(
        shipped_measures if folder == FOLDER else partial(read_measures, folder)
    )
    return await catalogue.import_shipped(measures, digest=digest)


def _digest(folder: Path) -> str:
    """What tells these files from any others."""
    digest = sha256(RULES)
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()
