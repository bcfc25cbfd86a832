"""What the person said of the steps of their path, and what was shown of it last: changed here alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from bot.dialogue.state import KeptPath, ShownStep, StepMark
from bot.path.months import month_of

if TYPE_CHECKING:
    from bot.dialogue.turn import Turn
    from bot.path.path import Path

What = Literal["done", "tried", "waiting", "lost", "unwanted", "chosen"]
OUT: Final[tuple[What, ...]] = ("tried", "lost", "unwanted")
"""Marks of measures that are no steps any more and give nothing."""
REMOVED: Final[tuple[What, ...]] = ("lost", "unwanted")
"""Those that may be brought back."""
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Marks:
    """What a plan has to reckon with.

    `done`: it brought what it gives. `waiting`: id -> month of applying, month of the answer (None: nobody
    knows). `out`: never a step again. `chosen`: a step, wherever it can be one.
    """

    done: tuple[str, ...] = ()
    waiting: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    out: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[object, ...]:
        """What tells one from another."""
        return self.done, tuple(sorted(self.waiting)), tuple(self.waiting.values()), self.out, self.chosen


def marks(path: KeptPath) -> Marks:
    """The marks of a path, for the planner."""
    return Marks(
        done=tuple(of_kind(path, "done")),
        waiting={
            mark.id: (month_of(mark.at.date()) if mark.start is None else mark.start, mark.finish)
            for mark in path.marks
            if mark.what == "waiting"
        },
        out=frozenset(of_kind(path, *OUT)),
        chosen=frozenset(of_kind(path, "chosen")),
    )


def of_kind(path: KeptPath, *kinds: What) -> list[str]:
    """Measures of these marks, oldest first."""
    return [mark.id for mark in path.marks if mark.what in kinds]


def mark_of(path: KeptPath, id_: str) -> What | None:
    """What was said of a measure last."""
    return next((mark.what for mark in path.marks if mark.id == id_), None)


def marked(turn: Turn, id_: str, what: What) -> Turn:
    """The turn after the person said this of a measure; what was said of it before is over."""
    path = turn.person.path
    step = next((one for one in path.shown if one.id == id_), ShownStep(id=id_))
    now = month_of(turn.today)
    start = now if step.start is None else min(step.start, now)  # who says so has applied by now
    mark = StepMark(id=id_, what=what, at=turn.now, start=start, finish=step.finish)
    kept = tuple(one for one in path.marks if one.id != id_)
    return _with(turn, path.model_copy(update={"marks": (*kept, mark)[-MOST:]}))


def unmarked(turn: Turn, ids: Iterable[str]) -> Turn:
    """The turn as if nothing had been said of these measures."""
    path, gone = turn.person.path, set(ids)
    return _with(
        turn, path.model_copy(update={"marks": tuple(one for one in path.marks if one.id not in gone)})
    )


def remember_shown(turn: Turn, found: Path) -> Turn:
    """The turn that knows what the person has seen of the path."""
    shown = tuple(ShownStep(id=one.id, start=one.start, finish=one.finish) for one in found.steps)
    return _with(turn, turn.person.path.model_copy(update={"shown": shown, "shown_at": turn.now}))


def with_share(turn: Turn, code: str | None) -> Turn:
    """The turn with a page for others, or without one."""
    return _with(turn, turn.person.path.model_copy(update={"share": code}))


def _with(turn: Turn, path: KeptPath) -> Turn:
    if not turn.may_keep or turn.state.person is None or path == turn.person.path:
        return turn
    return turn.with_state(person=turn.state.person.model_copy(update={"path": path}))
