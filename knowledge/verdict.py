"""The three values of eligibility and their logic (Kleene)."""

from collections.abc import Iterable
from enum import IntEnum


class Verdict(IntEnum):
    """What is known of a condition for one person. NO < UNKNOWN < YES: AND is the least, OR the greatest."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def word(self) -> str:
        """`no`, `unknown`, `yes`: as commands print it."""
        return self.name.lower()

    @property
    def negated(self) -> "Verdict":
        """YES for NO, NO for YES; what is unknown stays so."""
        return Verdict(Verdict.YES - self)


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """AND; nothing to fail is YES."""
    return min(verdicts, default=Verdict.YES)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """OR; nothing that could hold is NO."""
    return max(verdicts, default=Verdict.NO)


def known(value: bool | None) -> Verdict:
    """A fact that is known (true, false) or not (None)."""
    if value is None:
        return Verdict.UNKNOWN
    return Verdict.YES if value else Verdict.NO
