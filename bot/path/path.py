"""The path as others read it: steps in order, with reasons as codes; words are put to it elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.path.weights import MOST_HOPED_RUB
from knowledge.condition_reasons import Reason

Argument = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to say of a step: why it is there, or what to check; `bot.path.words` says it in Russian."""

    code: str
    arguments: Mapping[str, Argument]


@dataclass(frozen=True, slots=True)
class Rival:
    """A measure that could stand in place of a step, and in one code why the step is the better one."""

    id: str
    why: Note


@dataclass(frozen=True, slots=True)
class Step:
    """One measure in the path."""

    id: str
    start: int | None
    """Month (`bot.path.months`) in which to apply; None: the time of applying is not known."""
    finish: int | None
    """Month of the result."""
    apply_by: date | None
    """The last day, where one is announced or set by a birthday."""
    expected: bool
    """The month is the usual one, not an announced one."""
    why: tuple[Note, ...]
    covers: tuple[str, ...]
    """The needs that it fills, of those stated."""
    unlocks: tuple[str, ...]
    """Ids of later steps that need what this one gives."""
    unknown: tuple[Reason, ...]
    """Conditions of which we do not know whether they are met."""
    check: tuple[Note, ...]
    """Doubts about the data and the selection."""
    alternatives: tuple[str, ...]
    """Ids of measures that could stand here instead, best first."""
    income_rub: int
    """What it may bring within a year; 0 when that is not known, doubtful, or not the person's."""
    rivals: tuple[Rival, ...] = ()
    """The alternatives, each with the reason why it does not stand here."""
    is_competitive: bool = False
    """Some who apply get nothing: its sum is a hope."""
    is_under_way: bool = False
    """Applied for, the result is awaited."""


@dataclass(frozen=True, slots=True)
class Almost:
    """A measure that fails only one condition, which the person can change."""

    id: str
    missing: Reason
    how: tuple[str, ...]
    """Ids of measures that give what is missing."""


@dataclass(frozen=True, slots=True)
class Path:
    """The best combination of measures, and how sure that is."""

    steps: tuple[Step, ...]
    almost: tuple[Almost, ...]
    scores: Mapping[str, int]
    """Level of the objective -> its value, in order of importance; more is better on each."""
    is_proven: bool
    gap: float
    """How far, as a share of the first level not proven, a better path may still be; 0 when proven."""

    @property
    def objective(self) -> tuple[int, ...]:
        """The values of the levels; a greater tuple is a better path."""
        return tuple(self.scores.values())

    @property
    def sure_rub(self) -> int:
        """What comes to everybody who fits, for a year at most, where all is known to fit."""
        return sum(step.income_rub for step in self.steps if not step.is_competitive and not step.unknown)

    @property
    def unsure_rub(self) -> int:
        """The greatest single sum where something is still to be checked: seldom does all of it fit."""
        sums = (one.income_rub for one in self.steps if not one.is_competitive and one.unknown)
        return max(sums, default=0)

    @property
    def hoped_rub(self) -> int:
        """What may be won: the greatest single prize, since nobody wins them all, and no fairy tale."""
        return min(self._greatest_prize_rub, MOST_HOPED_RUB)

    @property
    def is_hope_capped(self) -> bool:
        """Is there a greater prize than one may be told to hope for?"""
        return self._greatest_prize_rub > MOST_HOPED_RUB

    @property
    def total_rub(self) -> int:
        """What may come together when things go well."""
        return self.sure_rub + self.unsure_rub + self.hoped_rub

    @property
    def _greatest_prize_rub(self) -> int:
        return max((step.income_rub for step in self.steps if step.is_competitive), default=0)
