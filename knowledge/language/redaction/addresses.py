"""Where somebody lives: from the street, or the postcode, to the flat. Offices open to the public stay."""

import re
from collections.abc import Iterator
from typing import Final

from knowledge.language.redaction.lexicon import pattern
from knowledge.language.redaction.span import Span

_BEFORE, _AFTER = 70, 50
_GAP: Final = 3
_POSTCODE_BEFORE: Final = 90


def addresses(seen: str, plain: str) -> Iterator[Span]:
    """Home addresses; `seen` has the capitals that tell a street from other words."""
    for start, end in (*_with_street(plain), *_with_flat(seen, plain), *_at_home(seen, plain)):
        yield Span(_with_postcode(plain, start), end, "address")
    for found in pattern("flat_only").finditer(plain):
        yield Span(*found.span(), "address")
    for found in pattern("index_only").finditer(plain):
        yield Span(*found.span("index"), "address")


def _with_street(plain: str) -> Iterator[tuple[int, int]]:
    """The word «street» and a house; the word alone where somebody tells where he or she lives."""
    for found in pattern("address").finditer(plain):
        if not _is_public(plain, *found.span()):
            yield found.span()
    yield from (found.span() for found in pattern("house_on_street").finditer(plain))
    for name in ("home_street", "village_house"):
        for found in pattern(name).finditer(plain):
            if _is_home(plain, found.start()) or (
                name == "village_house" and _is_in_village(plain, found.start())
            ):
                yield found.span()


def _with_flat(seen: str, plain: str) -> Iterator[tuple[int, int]]:
    """A house and a flat after a word with a capital: «Комсомольская 14 кв 3»."""
    for found in pattern("bare_flat").finditer(plain):
        is_street = seen[found.start()].isupper() or found[0][0].isdigit() or _is_home(plain, found.start())
        if is_street and not _is_public(plain, *found.span()):
            yield found.span()


def _at_home(seen: str, plain: str) -> Iterator[tuple[int, int]]:
    """A word and a number where somebody tells where he or she lives: «живу Гоголя 12»."""
    for found in pattern("bare_home").finditer(plain):
        before = plain[max(0, found.start() - _BEFORE) : found.start()]
        after = plain[found.end() : found.end() + _AFTER]
        is_close = pattern("home_close").search(before) or pattern("home_after").match(after)
        if (is_close and _is_street(seen, found)) or _is_flat_of_street(seen, found):
            yield found.span()


def _is_street(seen: str, found: re.Match[str]) -> bool:
    """A capital, a digit, the word «дом», a flat after the house, or the ending of a street's name."""
    said = found[0]
    is_plain = re.fullmatch(r"\D*\d{1,3}\s?\w?", said) is not None and not found["house"]
    is_marked = seen[found.start()].isupper() or said[0].isdigit() or not is_plain
    return is_marked or any(pattern("street_like").search(word.strip(".,")) for word in said.split())


def _is_in_village(plain: str, start: int) -> bool:
    return pattern("village_before").search(plain[max(0, start - _BEFORE) : start]) is not None


def _is_flat_of_street(seen: str, found: re.Match[str]) -> bool:
    """«Дзержинского, 31-44», with a capital or first: a house and a flat, declined as streets are."""
    is_declined = any(pattern("street_like").search(word.strip(".,")) for word in found[0].split())
    is_pair = pattern("pair").fullmatch(found[0]) is not None
    opens = found.start() == 0 or seen[max(0, found.start() - _GAP) : found.start()].rstrip().endswith(
        (",", ":", ".")
    )
    return is_pair and is_declined and (seen[found.start()].isupper() or opens)


def _is_home(plain: str, start: int) -> bool:
    return pattern("home_before").search(plain[max(0, start - _BEFORE) : start]) is not None


def _is_public(plain: str, start: int, end: int) -> bool:
    """An office, a school, an event: unless the words are about a home or name a flat."""
    if _is_home(plain, start) or pattern("flat_only").search(plain, start, end):
        return False
    before = pattern("public_before").search(plain[max(0, start - _BEFORE) : start])
    return before is not None or pattern("public_after").search(plain[end : end + _AFTER]) is not None


def _with_postcode(plain: str, start: int) -> int:
    code = pattern("postcode").search(plain[max(0, start - _POSTCODE_BEFORE) : start])
    return max(0, start - _POSTCODE_BEFORE) + code.start() if code else start
