"""Short replies read in the light of the question that was asked."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.person.reading.found import Found
from bot.person.reading.scan import Scan
from bot.person.reading.tables import among

SHORT: Final = 5
STAGES: Final = ("running", "prototype", "idea")


def answers(scan: Scan) -> Iterator[Found]:
    """What follows from the question alone."""
    read = _READERS.get(scan.asked or "")
    if read is not None and scan.said.words:
        yield from read(scan)


def _citizenship(scan: Scan) -> Iterator[Found]:
    for name, holds in (("intents.yes", True), ("intents.no", False)):
        hits = scan.hits(name)
        if hits and hits[0].first == 0:
            yield Found("citizenship_ru", holds, 0, 1)
            return


def _stage(scan: Scan) -> Iterator[Found]:
    for name in STAGES:
        for index in _named(scan, f"stage_{name}"):
            yield Found("stage", name, index, index + 1)
            return


def _situation(scan: Scan) -> Iterator[Found]:
    for index in _named(scan, "parents"):
        yield Found("statuses.parent", True, index, index + 1)
        return


def _occupation(scan: Scan) -> Iterator[Found]:
    """«работа», «работающий»"""
    for index in _named(scan, "employed"):
        if len(scan.said.words) <= SHORT:
            yield Found("statuses.employed", True, index, index + 1)


def _grade(scan: Scan) -> Iterator[Found]:
    """«10б», «9 а» instead of a class"""
    words = scan.said.words
    is_grade = len(words) <= 2 and words[0].value in range(1, 12)
    if is_grade and (len(words) == 1 or among(words[1].form, "letters")):
        yield Found("statuses.school", True, 0, len(words))


def _study_or_work(scan: Scan) -> Iterator[Found]:
    yield from _occupation(scan)
    yield from _grade(scan)


def _named(scan: Scan, name: str) -> list[int]:
    """Where words of the set stand that are not denied."""
    return [
        index
        for index, word in enumerate(scan.said.words)
        if among(word.form, name) and not among(scan.said.form(index - 1), "denied_before")
    ]


_READERS: Final[Mapping[str, Callable[[Scan], Iterator[Found]]]] = {
    "citizenship": _citizenship,
    "stage": _stage,
    "situation": _situation,
    "occupation": _study_or_work,
}
