"""What changed from one path to the next, in codes: for one sentence of explanation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.path.path import Argument, Path
from bot.path.request import PlanRequest
from bot.path.why_not import Absence
from knowledge.condition_reasons import Reason

NEW: Final = "new"
MOVED: Final = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One step that came, went or moved; a code of `bot.path.why_not` for one that went."""

    code: str
    id: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    reason: Reason | None = None


def changes(before: Mapping[str, int | None], after: Path, request: PlanRequest) -> tuple[Change, ...]:
    """What became of the steps of a path: id -> month of start, None without a date.

    `after` is the path that was planned for `request`. First what went, then what came, then what moved.
    """
    now = {step.id: step for step in after.steps}
    absence = Absence(request, after) if before.keys() - now.keys() else None
    gone = tuple(_gone(absence, id_) for id_ in before if absence and id_ not in now)
    came = tuple(Change(NEW, step.id) for step in after.steps if step.id not in before)
    return (*gone, *came, *_moved(before, after))


def _gone(absence: Absence, id_: str) -> Change:
    why = absence.of(id_)
    return Change(why.code, id_, why.arguments, why.reason)


def _moved(before: Mapping[str, int | None], after: Path) -> Iterator[Change]:
    """An unknown month that became known counts, too."""
    for step in after.steps:
        if step.id in before and not step.is_under_way and step.start not in (None, before[step.id]):
            yield Change(MOVED, step.id, {"month": step.start or 0})
