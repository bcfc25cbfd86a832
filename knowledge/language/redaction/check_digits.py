"""Check digits of Russian documents and of bank cards."""

from collections.abc import Sequence
from typing import Final

_INN_FIRST: Final = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_SECOND: Final = (3, *_INN_FIRST)


def is_snils(digits: str) -> bool:
    """Whether eleven digits are a СНИЛС (weights 9 to 1, remainder by 101)."""
    if len(digits) != 11:
        return False
    return _weighted(digits, range(9, 0, -1)) % 101 % 100 == int(digits[9:])


def is_inn(digits: str) -> bool:
    """Whether twelve digits are an ИНН of a person; the ten digits of a company are none."""
    if len(digits) != 12:
        return False
    return _weighted(digits, _INN_FIRST) % 11 % 10 == int(digits[10]) and _weighted(
        digits, _INN_SECOND
    ) % 11 % 10 == int(digits[11])


def is_card(digits: str) -> bool:
    """Whether 13 to 19 digits pass the formula of Luhn."""
    if not 13 <= len(digits) <= 19:
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
