"""What the model has used, by day and use, and whether there is budget for more.

The service's figures live in a file beside the data, so that they outlive a restart and doctor can read them;
a person's are kept in memory, under a pseudonym, and only for the day.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from knowledge.language.model.outcome import Absence, Usage

KEPT_DAYS: Final = 62

Count = Annotated[int, Field(ge=0)]


class Used(BaseModel):
    """What one use has taken in one day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calls: Count = 0
    absences: Count = 0
    tokens_in: Count = 0
    tokens_out: Count = 0

    @property
    def tokens(self) -> int:
        """Both ways."""
        return self.tokens_in + self.tokens_out

    def __add__(self, other: "Used") -> "Used":
        return Used(
            calls=self.calls + other.calls,
            absences=self.absences + other.absences,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
        )


Days = Mapping[date, Mapping[str, Used]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The most tokens, both ways together; None: no bound of the month. A price in roubles, if known."""

    per_day: int
    per_month: int | None
    per_person_day: int
    rub_per_thousand: float | None = None

    def rub(self, tokens: int) -> float | None:
        """What so many tokens cost."""
        return None if self.rub_per_thousand is None else tokens * self.rub_per_thousand / 1000


class Ledger:
    """Counts. `today` is the calendar day of the organisation."""

    def __init__(self, budget: Budget, today: Callable[[], date], days: Days | None = None) -> None:
        self.budget = budget
        self._today = today
        self._days: dict[date, dict[str, Used]] = {day: dict(uses) for day, uses in (days or {}).items()}
        self._persons: defaultdict[str, int] = defaultdict(int)
        self._persons_day = today()
        self._reserved = 0
        self.is_changed = False

    def days(self) -> Days:
        """Day -> use -> what was used, for the last KEPT_DAYS."""
        first = self._today() - timedelta(days=KEPT_DAYS)
        self._days = {day: uses for day, uses in self._days.items() if day > first}
        return {day: dict(uses) for day, uses in self._days.items()}

    def refusal(self, tokens: int, person: str | None) -> Absence | None:
        """Why a call that may take so many tokens is not to be made; None when there is budget."""
        day, month = spent(self._days, self._today())
        budget, more = self.budget, self._reserved + tokens
        if day + more > budget.per_day or (budget.per_month is not None and month + more > budget.per_month):
            return "spent"
        if person is not None and self._of_person(person) + tokens > budget.per_person_day:
            return "spent-person"
        return None

    def reserve(self, tokens: int, person: str | None) -> "Reservation":
        """Hold so many tokens for a call that begins now."""
        self._reserved += tokens
        if person is not None:
            self._persons[person] = self._of_person(person) + tokens
        return Reservation(self, tokens, person, self._persons_day)

    def note(self, use: str, usage: Usage, *, answered: bool) -> None:
        """Write down a finished call."""
        day = self._days.setdefault(self._today(), {})
        used = Used(
            calls=1, absences=int(not answered), tokens_in=usage.tokens_in, tokens_out=usage.tokens_out
        )
        day[use] = day.get(use, Used()) + used
        self.is_changed = True

    def release(self, held: "Reservation", used: int) -> None:
        """Give back what was held beyond what was used."""
        self._reserved -= held.tokens
        if held.person is not None and held.day == self._persons_day:
            self._persons[held.person] += used - held.tokens

    def _of_person(self, person: str) -> int:
        if (today := self._today()) != self._persons_day:
            self._persons.clear()
            self._persons_day = today
        return self._persons.get(person, 0)


@dataclass(frozen=True, slots=True)
class Reservation:
    """Tokens held for a call under way; settle it exactly once."""

    ledger: Ledger
    tokens: int
    person: str | None
    day: date

    def settle(self, used: int) -> None:
        """The call has ended and took so many."""
        self.ledger.release(self, used)


def spent(days: Days, today: date) -> tuple[int, int]:
    """Tokens of the day and of its calendar month."""
    by_day = {day: sum(used.tokens for used in uses.values()) for day, uses in days.items()}
    month = sum(n for day, n in by_day.items() if (day.year, day.month) == (today.year, today.month))
    return by_day.get(today, 0), month
