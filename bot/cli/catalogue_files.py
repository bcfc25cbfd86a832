"""Writes measures into a folder as they ship: one file each."""

from collections.abc import Sequence
from pathlib import Path

from bot.errors import BotError
from knowledge.measure import SupportMeasure
from knowledge.measure_file import SUFFIX, dump_measure


class ForeignFiles(BotError):
    """The folder holds measures that would be left beside the written ones and come back with them."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        shown = ", ".join(names[:3])
        super().__init__(f"{folder} holds measures that are not published ({shown}); choose an empty folder")


def write_measures(folder: Path, measures: Sequence[SupportMeasure]) -> None:
    """Write one file for each measure.

    Raises: ForeignFiles, OSError.
    """
    files = {f"{measure.id}{SUFFIX}": measure for measure in measures}
    folder.mkdir(parents=True, exist_ok=True)
    foreign = sorted({file.name for file in folder.glob(f"*{SUFFIX}")} - files.keys())
    if foreign:
        raise ForeignFiles(folder, foreign)
    for name, measure in files.items():
        (folder / name).write_text(dump_measure(measure), encoding="utf-8")
