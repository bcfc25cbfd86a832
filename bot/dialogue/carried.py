"""Facts that travel in a button instead of being kept.

Before consent nothing is stored, yet the card that opens from a list should know what was said a moment ago.
The press brings the facts back; no state of ours holds them.

Twelve letters: age or year of birth (3), place (4), statuses (5).
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from zlib import crc32

from pydantic import ValidationError

from bot.person.hearing import settled
from knowledge.facts import Facts
from knowledge.regions import Regions
from knowledge.vocabulary import vocabulary

LENGTH: Final = 12
_LETTERS: Final = "0123456789abcdefghijklmnopqrstuv"
_BITS: Final = 5
_STUDENT: Final = "student_status"
_NO_AGE, _NO_PLACE, _NO_STATUS = "x00", "xxxx", "00000"


def pack(facts: Facts) -> str:
    """The facts as letters; empty when there is nothing to carry."""
    packed = _pack_age(facts) + _pack_place(facts) + _pack_statuses(facts)
    return "" if packed == _NO_AGE + _NO_PLACE + _NO_STATUS else packed


def unpack(packed: str, regions: Regions) -> Facts:
    """The facts of a button, as hostile as everything in it: what cannot be read is not known."""
    if len(packed) != LENGTH:
        return Facts()
    said = {**_age(packed[:3]), **_place(packed[3:7], regions), **_statuses(packed[7:])}
    try:
        return Facts.model_validate(said)
    except ValidationError:
        return Facts()


def _pack_age(facts: Facts) -> str:
    if facts.age is not None and facts.age < 100:
        return f"a{facts.age:02d}"
    year = facts.birth_date.year if facts.birth_date else facts.birth_year
    return f"y{year % 100:02d}" if year is not None and 1930 <= year < 2030 else _NO_AGE


def _age(packed: str) -> dict[str, Any]:
    kind, digits = packed[0], packed[1:]
    if not digits.isdecimal() or kind not in "ay":
        return {}
    if kind == "a":
        return {"age": int(digits)}
    return {"birth_year": int(digits) + (2000 if int(digits) < 30 else 1900)}


def _pack_place(facts: Facts) -> str:
    return _mark(facts.region, facts.municipality) if facts.region else _NO_PLACE


def _place(packed: str, regions: Regions) -> dict[str, Any]:
    for region, municipality in _places(regions):
        if _mark(region, municipality) == packed:
            return {"region": region} | ({"municipality": municipality} if municipality else {})
    return {}


def _places(regions: Regions) -> Iterator[tuple[str, str | None]]:
    for region in regions.regions:
        yield region, None
        yield from ((region, municipality) for municipality in regions.municipalities(region))


@lru_cache(8_192)
def _mark(region: str, municipality: str | None) -> str:
    return _base32(crc32(f"{region}|{municipality or ''}".encode()) >> 12, len(_NO_PLACE))


def _pack_statuses(facts: Facts) -> str:
    held = [bool(facts.statuses.get(word)) for word in vocabulary().statuses]
    held.append(bool(facts.capabilities.get(_STUDENT)))
    return _base32(sum(1 << bit for bit, holds in enumerate(held) if holds), len(_NO_STATUS))


def _statuses(packed: str) -> dict[str, Any]:
    if not set(packed) <= set(_LETTERS):
        return {}
    bits = int(packed, 32)
    words = [word for bit, word in enumerate(vocabulary().statuses) if bits >> bit & 1]
    said: dict[str, Any] = {"statuses": settled(words)} if words else {}
    if bits >> len(vocabulary().statuses) & 1:
        said["capabilities"] = {_STUDENT: True}
    return said


def _base32(number: int, length: int) -> str:
    return "".join(_LETTERS[number >> _BITS * place & 31] for place in reversed(range(length)))
