"""Phones, documents and accounts among the digits of a text."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from knowledge.language.redaction.digits import Group, digits_of, runs, with_digits
from knowledge.language.redaction.lexicon import lexicon, pattern
from knowledge.language.redaction.readings import PUBLIC, Number, reading
from knowledge.language.redaction.span import Span

_MOST_DIGITS: Final = 24
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
        if _cue(plain, *found.span(), 0) == "passport":
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
    lengths = accumulate(len(group.digits) for group in groups[:_MOST_DIGITS])
    most = sum(1 for length in lengths if length <= 2 * _MOST_DIGITS)
    for count in range(most, 0, -1):
        taken = list(groups[:count])
        kind = reading(_number(text, taken, since))
        if kind is not None:
            start, end = _start(text, taken[0].start), taken[-1].end
            return count, None if kind == PUBLIC else Span(start, end, kind)
    return 1, None


def _number(text: str, taken: list[Group], since: int) -> Number:
    start, end = taken[0].start, taken[-1].end
    return Number(
        digits=digits_of(taken),
        shape=tuple(len(group.digits) for group in taken),
        cue=_cue(text, start, end, since),
        has_plus=pattern("plus").search(text[max(0, start - _PLUS) : start]) is not None,
        is_said=any(group.is_said for group in taken),
        is_amount=pattern("money_after").match(text, end) is not None,
    )


def _start(text: str, start: int) -> int:
    """With the plus and the bracket before the first digit."""
    plus = pattern("plus").search(text[max(0, start - _PLUS) : start])
    if plus:
        return max(0, start - _PLUS) + plus.start()
    return start - 1 if text[max(0, start - 1) : start] == "(" else start


def _cue(text: str, start: int, end: int, since: int) -> str:
    """The nearest word before the number that says what it is, or else the first one after it."""
    last = ""
    for found in lexicon().cue.finditer(text, max(since, start - _BEFORE), start):
        last = found.lastgroup or ""
    if last:
        return last
    after = lexicon().cue.search(text, end, end + _AFTER)
    return (after.lastgroup or "") if after and not re.search(r"[,;\n\d]", text[end : after.start()]) else ""
