"""Phones, documents and accounts among the digits of a text."""

from collections.abc import Iterator, Sequence
from typing import Final

from knowledge.language.redaction.digits import Group, digits_of, runs, with_digits
from knowledge.language.redaction.lexicon import lexicon, pattern
from knowledge.language.redaction.readings import PUBLIC, Number, reading
from knowledge.language.redaction.span import Span

_FEWEST_DIGITS, _MOST_DIGITS = 5, 24
_PLUS: Final = 8
_BEFORE, _AFTER = 40, 28
"""Characters in which the words beside a number are looked for."""


def documents(plain: str) -> Iterator[Span]:
    """Numbers that have letters among their digits: passports with «№», certificates, foreign accounts."""
    for found in pattern("passport").finditer(plain):
        yield Span(*found.span(), "passport")
    for name in ("told_passport", "passport_series"):
        for found in pattern(name).finditer(plain):
            yield Span(*found.span("number"), "passport")
    for found in pattern("certificate").finditer(plain):
        if _cue(plain, *found.span()) == "passport":
            yield Span(*found.span(), "passport")
    for found in pattern("iban").finditer(plain):
        if sum(letter.isdigit() for letter in found[0]) >= 10:
            yield Span(*found.span(), "account_number")


def numbers(plain: str) -> Iterator[Span]:
    """Numbers of digits alone, written or said; the longest reading that makes sense wins."""
    text = with_digits(plain)
    since = 0
    for run in runs(text):
        first = 0
        while first < len(run):
            count, span = _longest(text, run[first : first + _MOST_DIGITS], since)
            first += count
            if span:
                since = span.end
                yield span


def _longest(text: str, groups: Sequence[Group], since: int) -> tuple[int, Span | None]:
    """How many groups are read, and the span that they are; words before `since` speak of another number."""
    start = groups[0].start
    has_plus = pattern("plus").search(text[max(0, start - _PLUS) : start]) is not None
    cue = _cue_before(text, start, since)
    for count in range(len(groups), 0, -1):
        taken = list(groups[:count])
        digits = digits_of(taken)
        if not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
            continue
        number = Number(
            digits=digits,
            shape=tuple(len(group.digits) for group in taken),
            cue=cue or _cue_after(text, taken[-1].end),
            has_plus=has_plus,
            is_said=any(group.is_said for group in taken),
            is_amount=pattern("money_after").match(text, taken[-1].end) is not None,
        )
        kind = reading(number)
        if kind is not None:
            return count, None if kind == PUBLIC else Span(_start(text, start), taken[-1].end, kind)
    return 1, None


def _start(text: str, start: int) -> int:
    """With the plus and the bracket before the first digit."""
    plus = pattern("plus").search(text[max(0, start - _PLUS) : start])
    if plus:
        return max(0, start - _PLUS) + plus.start()
    return start - 1 if text[max(0, start - 1) : start] == "(" else start


def _cue(text: str, start: int, end: int) -> str:
    """The nearest word before the number that says what it is, or else the first one after it."""
    return _cue_before(text, start, 0) or _cue_after(text, end)


def _cue_before(text: str, start: int, since: int) -> str:
    last = ""
    for found in lexicon().cue.finditer(text, max(since, start - _BEFORE), start):
        last = found.lastgroup or ""
    return last


def _cue_after(text: str, end: int) -> str:
    """Only in the same breath: not after a comma or another number."""
    breath = pattern("breath").match(text, end, end + _AFTER)
    found = lexicon().cue.search(text, end, breath.end()) if breath else None
    return (found.lastgroup or "") if found else ""
