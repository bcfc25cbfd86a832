"""What redaction finds and gives back."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "name",
    "phone",
    "email",
    "address",
    "passport",
    "snils",
    "inn",
    "social_link",
    "birth_date",
    "account_number",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A personal datum: `text[start:end]`, counted in code points."""

    start: int
    end: int
    kind: Kind

    def is_apart_from(self, other: "Span") -> bool:
        """Whether the two share no character."""
        return self.end <= other.start or other.end <= self.start


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with placeholders, and where in the original text they stand: in order, never overlapping."""

    text: str
    spans: tuple[Span, ...]
