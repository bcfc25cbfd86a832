"""Text on its way to the model and back: nothing that cannot be seen, nothing that ends its own quotation."""

import re
import unicodedata
from typing import Final

_PLAIN: Final = re.compile(
    r"[\n\t -~\u00a0-\u00ac\u00ae-\u02ff\u0410-\u044f\u0401\u0451\u2010-\u2027\u2030-\u205e\u2116]*"
)
"""Nothing to take out: most texts."""
_NEWLINES: Final = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd")
"""Letters and marks by their category, but nothing is seen."""
_VARIATIONS: Final = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180F))
_MOST_MARKS: Final = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")
_ANGLES: Final = str.maketrans({"<": "\u2039", ">": "\u203a"})
_CUT: Final = "\u2026"


def cleaned(text: str) -> str:
    """The text without invisible, control and broken characters; line breaks and tabs stay.

    Doing it twice changes nothing.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _NEWLINES.sub("\n", text)
    seen = "".join(letter for letter in text if letter in "\n\t" or not _is_unseen(letter))
    return _MOST_MARKS.sub(r"\1", seen)


def cleaned_tree(value: object) -> object:
    """The same for every text inside parsed JSON, keys too."""
    match value:
        case str():
            return cleaned(value)
        case list():
            return [cleaned_tree(part) for part in value]
        case dict():
            return {cleaned(str(name)): cleaned_tree(part) for name, part in value.items()}
    return value


def as_data(text: str, limit: int) -> tuple[str, bool]:
    """The text as it may stand between tags of a prompt, at most `limit` characters; and was it cut?

    It can hold no tag of its own: angle brackets become quotation marks that look like them.
    """
    safe = cleaned(text).translate(_ANGLES).strip()
    if len(safe) <= limit:
        return safe, False
    return safe[: limit - 1] + _CUT, True


def _is_unseen(letter: str) -> bool:
    return (
        unicodedata.category(letter) in _UNSEEN
        or letter in _BLANK
        or any(first <= ord(letter) <= last for first, last in _VARIATIONS)
    )
