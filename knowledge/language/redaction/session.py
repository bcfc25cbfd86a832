"""One prompt's redaction: the same value gets the same placeholder; a model can speak of «[имя 1]»."""

import re
from typing import Final

from knowledge.language.redaction.lexicon import lexicon
from knowledge.language.redaction.redacting import find_spans, with_placeholders
from knowledge.language.redaction.span import Kind, Redacted, Span
from knowledge.language.words import lemmas

_NUMBERED: Final = ("phone", "passport", "snils", "inn", "account_number")
_PHONE_DIGITS: Final = 10


class Redaction:
    """Numbers the values of each kind in the order of their appearance; for one prompt, in one thread."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Kind, str], int] = {}

    def redact(self, text: str) -> Redacted:
        """As `redact`, with numbered placeholders."""
        spans = find_spans(text)
        return Redacted(with_placeholders(text, spans, lambda span: self._words(text, span)), spans)

    def _words(self, text: str, span: Span) -> str:
        key = span.kind, _value(text[span.start : span.end], span.kind)
        if key not in self._numbers:
            self._numbers[key] = 1 + sum(kind == span.kind for kind, _ in self._numbers)
        return f"{lexicon().placeholders[span.kind]} {self._numbers[key]}"


def _value(said: str, kind: Kind) -> str:
    """What is the same for every way to write it: digits of numbers, dictionary forms of names."""
    if kind in _NUMBERED:
        digits = re.sub(r"\D", "", said)
        return (digits[-_PHONE_DIGITS:] if kind == "phone" else digits) or said.lower()
    return " ".join(sorted(lemmas(said))) or said
