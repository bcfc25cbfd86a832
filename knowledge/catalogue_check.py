"""Checks a folder of measures: each file, what the files say of each other, and the calendar."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.checking.days import day_faults
from knowledge.checking.fault import Fault
from knowledge.checking.measure_page import Page, read_page
from knowledge.checking.reachability import reachability_faults
from knowledge.checking.references import reference_faults
from knowledge.measure_file import SUFFIX
from knowledge.regions import Regions, regions


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How many files were read and what is wrong with them, in the order of files and lines."""

    files: int
    faults: tuple[Fault, ...]
    ids: frozenset[str] = frozenset()
    """Of the measures that could be read."""

    @property
    def is_importable(self) -> bool:
        """Is every file a valid measure with an id of its own?"""
        return all(fault.between for fault in self.faults)


def check_folder(folder: Path, today: date, gazetteer: Regions | None = None) -> CheckResult:
    """Check every file of a folder, alone, together and against the calendar.

    Raises: OSError when the folder cannot be read.
    """
    places = gazetteer or regions()
    pages: list[Page] = []
    faults: list[Fault] = []
    files = sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    for file in files:
        page, found = read_page(file) if file.suffix == SUFFIX else (None, [_foreign(file)])
        faults += found
        pages += [page] if page else []
    faults += [fault for page in pages for fault in day_faults(page, today)]
    named = frozenset(file.stem for file in files if file.suffix == SUFFIX)
    unreadable = named - {page.file.stem for page in pages}
    faults += reference_faults(pages, unreadable, places)
    if not unreadable:  # nobody knows what the others would give
        faults += reachability_faults(pages, places)
    return CheckResult(len(files), tuple(sorted(set(faults))), frozenset(page.id for page in pages))


def _foreign(file: Path) -> Fault:
    return Fault(file, 1, "", f"is not a measure: its name must end in {SUFFIX}")
