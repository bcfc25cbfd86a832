"""The catalogue as it ships: the measures of `measures/*.yaml`."""

from functools import cache
from pathlib import Path
from typing import Final

from knowledge.measure import SupportMeasure
from knowledge.measure_file import SUFFIX, parse_measure

FOLDER: Final = Path(__file__).with_name("measures")


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
