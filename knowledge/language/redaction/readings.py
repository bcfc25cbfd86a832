"""What a number may be: a phone, a document, an account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from knowledge.language.redaction.check_digits import is_card, is_inn, is_snils
from knowledge.language.redaction.lexicon import lexicon
from knowledge.language.redaction.span import Kind

PUBLIC: Final = "public"
Reading = Kind | Literal["public"]

_MOST_DIGITS: Final = 24
_SNILS_SHAPE: Final = (3, 3, 3, 2)
_CARD_SHAPES: Final = ((4, 4, 4, 4), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (8, 8), (4, 6, 5), (16, 2))
_PASSPORT_SHAPES: Final = ((4, 6), (2, 2, 6))
_ACCOUNTS_BEGIN, _PHONES_BEGIN = "034", "78"
"""First digits: two phones side by side are no account."""
_LOCAL_SHAPES: Final = ((3, 2, 2), (2, 2, 2), (1, 2, 2), (3, 4), (3, 3), (7,), (6,), (5,))
_CITY_SHAPES: Final = ((4, 2, 2, 2), (4, 6), (3, 3, 2, 2), (3, 7), (5, 1, 2, 2), (5, 5))


@dataclass(frozen=True, slots=True)
class Number:
    """Digits taken together; `shape`: how many in each group, `cue`: what the words beside them say."""

    digits: str
    shape: tuple[int, ...]
    cue: str
    has_plus: bool
    is_said: bool
    is_amount: bool

    @property
    def length(self) -> int:
        return len(self.digits)


def reading(number: Number) -> Reading | None:
    """What the number is; "public" if it must stay; nothing if it makes no sense as one."""
    if number.length > _MOST_DIGITS or number.is_amount:
        return None
    return next((kind for kind, holds in _READINGS if holds(number)), None)


def _is_free_line(number: Number) -> bool:
    return number.length == 11 and number.digits[0] in "78" and number.digits[1:4] in lexicon().free_lines


def _is_account(number: Number) -> bool:
    if number.length == 20:
        return number.digits[0] in _ACCOUNTS_BEGIN or len(number.shape) == 1
    if not 12 <= number.length <= 19 or number.digits[0] in _PHONES_BEGIN:
        return False
    is_card_like = number.shape in _CARD_SHAPES or (len(number.shape) == 1 and is_card(number.digits))
    return number.cue == "account_number" or is_card_like or number.shape == (16,)


def _is_snils(number: Number) -> bool:
    if number.cue == "snils":
        return 9 <= number.length <= 12
    if number.shape == _SNILS_SHAPE:
        is_phone = number.has_plus or number.digits[0] in "78"
        return not is_phone or is_snils(number.digits)
    is_other = number.cue in ("phone", "inn", "account_number") or number.digits[0] in "78"
    return len(number.shape) == 1 and is_snils(number.digits) and not is_other


def _is_inn(number: Number) -> bool:
    if number.cue == "inn":
        return 11 <= number.length <= 13
    if number.length != 12 or number.has_plus:
        return False
    is_whole = len(number.shape) == 1 and number.cue not in ("phone", PUBLIC)
    return is_whole or is_inn(number.digits)


def _is_passport(number: Number) -> bool:
    if number.cue == "passport":
        return number.length in (6, 9, 10)
    return number.shape in _PASSPORT_SHAPES and number.cue not in ("phone", PUBLIC)


def _is_phone(number: Number) -> bool:
    if number.cue in ("snils", "inn", "account_number", "passport") and not number.has_plus:
        return _is_mobile(number)
    return (
        _is_mobile(number)
        or _is_local(number)
        or (number.has_plus and 10 <= number.length <= 15)
        or (number.is_said and 10 <= number.length <= 11)
    )


def _is_mobile(number: Number) -> bool:
    if number.length == 11:
        return number.digits[0] in "78" and number.digits[1] in "3456789"
    return number.length == 10 and number.digits[0] == "9" and number.cue not in ("passport", "snils", "inn")


def _is_local(number: Number) -> bool:
    """A number of a town, or one with a slip, beside a word about phones."""
    if number.shape == (3, 2, 2) or (number.shape == (4, 2, 2, 2) and number.digits[0] in "348"):
        return True
    if number.cue != "phone":
        return False
    is_town = number.shape in _LOCAL_SHAPES or (number.shape in _CITY_SHAPES and number.digits[0] in "348")
    return is_town or (9 <= number.length <= 12 and number.digits[0] in "3789")


_READINGS: Final[tuple[tuple[Reading, Callable[[Number], bool]], ...]] = (
    (PUBLIC, _is_free_line),
    ("account_number", _is_account),
    ("snils", _is_snils),
    ("inn", _is_inn),
    ("passport", _is_passport),
    ("phone", _is_phone),
)
