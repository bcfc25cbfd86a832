"""Checks a folder of measures: every fault of every file, and what the files say of each other."""

from dataclasses import dataclass
from pathlib import Path

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

    @property
    def is_importable(self) -> bool:
        """Is every file a valid measure with an id of its own?"""
        return all(fault.between for fault in self.faults)


def check_folder(folder: Path, gazetteer: Regions | None = None) -> CheckResult:
    """Check every file of a folder, alone and together.

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
    named = frozenset(file.stem for file in files if file.suffix == SUFFIX)
    unreadable = named - {page.file.stem for page in pages}
    faults += reference_faults(pages, unreadable, places)
    if not unreadable:  # nobody knows what the others would give
        faults += reachability_faults(pages, places)
    return CheckResult(len(files), tuple(sorted(set(faults))))


def _foreign(file: Path) -> Fault:
    return Fault(file, 1, "", f"is not a measure: its name must end in {SUFFIX}")
