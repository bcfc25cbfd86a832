"""Runs of digits, written or said in words, with the places where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from knowledge.language.redaction.lexicon import lexicon, pattern

_ATOM: Final = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits written together, or one number said in words."""

    digits: str
    start: int
    end: int
    is_said: bool = False


def with_digits(plain: str) -> str:
    """The text with digits for the letters that are typed by mistake among them: «89O2» -> «8902»."""
    meant = lexicon().letters_for_digits
    return pattern("letter_for_digit").sub(lambda letter: meant[letter[0]], plain)


def runs(plain: str) -> Iterator[list[Group]]:
    """Groups that stand so close that they may be one number."""
    run: list[Group] = []
    for group in _groups(plain):
        if run and not _are_close(run[-1], group, plain):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def _groups(plain: str) -> Iterator[Group]:
    numbers = lexicon().numbers
    for atom in _ATOM.finditer(plain):
        if atom[0][0].isdigit():
            yield Group(atom[0], *atom.span())
        elif atom[0] in numbers:
            yield Group(str(numbers[atom[0]]), *atom.span(), is_said=True)


def _are_close(before: Group, after: Group, plain: str) -> bool:
    gap = "gap" if before.is_said or after.is_said else "tight_gap"
    return pattern(gap).fullmatch(plain, before.end, after.start) is not None


def digits_of(groups: list[Group]) -> str:
    """The digits that the groups mean: «девятьсот» «девятнадцать» is 919, «двадцать» «два» is 22."""
    said: list[str] = []
    for group in groups:
        if group.is_said and said and _completes(said[-1], group.digits):
            said[-1] = said[-1][: -len(group.digits)] + group.digits
        else:
            said.append(group.digits)
    return "".join(said)


def _completes(number: str, rest: str) -> bool:
    """Whether `rest` fills the zeros at the end of a number: 900 and 19, 20 and 2; not 10 and 2."""
    zeros = len(number) - len(number.rstrip("0"))
    fits = len(rest) <= zeros and rest != "0" and len(number) > 1
    return fits and number != "10"
