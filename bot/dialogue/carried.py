"""Facts that travel in a button instead of being kept.

Before consent nothing is stored, yet the card that opens from a list should know what was said a moment ago.
The press brings the facts back; no state of ours holds them.

Twelve letters: age or year of birth (3), place (4), statuses (5).
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
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
    if not facts.model_fields_set:
        return ""
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
    if (found := _marked(regions).get(packed)) is None:
        return {}
    region, municipality = found
    return {"region": region} | ({"municipality": municipality} if municipality else {})


@lru_cache(maxsize=4)
def _marked(regions: Regions) -> Mapping[str, tuple[str, str | None]]:
    """Mark -> region and municipality; of two places with one mark the first."""
    return {_mark(*place): place for place in reversed(list(_places(regions)))}


def _places(regions: Regions) -> Iterator[tuple[str, str | None]]:
    for region in regions.regions:
        yield region, None
        yield from ((region, municipality) for municipality in regions.municipalities(region))


def _mark(region: str, municipality: str | None) -> str:
    return _base32(crc32(f"{region}|{municipality or ''}".encode()) >> 12, len(_NO_PLACE))


def _pack_statuses(facts: Facts) -> str:
    bits = _bits()
    held = sum(1 << bits[word] for word, holds in facts.statuses.items() if holds)
    if facts.capabilities.get(_STUDENT):
        held += 1 << len(bits)
    return _base32(held, len(_NO_STATUS))


@cache
def _bits() -> Mapping[str, int]:
    """Status -> its bit; the one after the last is the student's card."""
    return {word: bit for bit, word in enumerate(vocabulary().statuses)}


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
