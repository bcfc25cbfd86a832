"""«Что открыто сейчас»: announced rounds, then what is usual for the month, then what is always open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.dialogue import lists
from bot.dialogue.skill import Skill
from bot.dialogue.turn import Turn
from bot.dialogue.windows import AlwaysOpen, OpenUntil, UsualMonths, opening, window_of
from bot.organisation import OwnWindow
from bot.wording import is_stale
from knowledge.conditions import Verdict
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure

Order = tuple[int, int, int]
"""Doubtful data last, then how the window is open, then how soon it closes."""


@dataclass(frozen=True, slots=True)
class _Edition:
    """The measures of one edition of the catalogue, told from others by identity."""

    measures: Sequence[SupportMeasure]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Edition) and self.measures is other.measures

    def __hash__(self) -> int:
        return id(self.measures)


async def open_now(turn: Turn, argument: str) -> Turn:
    """The measures that one can apply for on this day, except those that cannot fit."""
    place = turn.facts.region or turn.desk.home_region
    assumed = turn.facts.model_copy(update={"region": place})
    verdicts = turn.desk.knowledge.verdicts(assumed, turn.today)
    us = turn.desk.organisation
    is_open = _open_on(
        _Edition(turn.desk.knowledge.measures()), us.own_windows, us.stale_after_months, turn.today
    )
    ranked = sorted(
        ((*order, -int(verdicts[id_]) * 2 + is_federal), id_)
        for id_, (order, is_federal) in is_open.items()
        if verdicts.get(id_, Verdict.NO) is not Verdict.NO
    )
    if not ranked:
        return turn.say(turn.words("open-nothing"), [turn.button("button-menu", "menu")])
    return _show(turn, [id_ for _, id_ in ranked], assumed)


def _show(turn: Turn, ids: list[str], assumed: Facts) -> Turn:
    intro = turn.words("open-some", count=min(len(ids), lists.LONGEST))
    if turn.facts.region is None:
        intro += " " + turn.words("open-for-home", region=turn.desk.home_region)
    questions = [] if turn.facts.region else [turn.button("button-ask-place", "ask", "place")]
    rows = [questions, [turn.button("button-back", "back"), turn.button("button-menu", "menu")]]
    return lists.page(lists.begin(turn, "open", ids), 0, turn.facts, intro=intro, extra=rows)


@lru_cache(maxsize=8)
def _open_on(
    edition: _Edition, own: tuple[OwnWindow, ...], stale_after_months: int, today: date
) -> Mapping[str, tuple[Order, bool]]:
    """Id -> its order and whether it is federal, for all that is open that day: the same for everybody."""
    found = {}
    for measure in edition.measures:
        if (urgency := _urgency(measure, own, today)) is not None:
            old = is_stale(measure.checked_on, stale_after_months, today)
            doubt = old or measure.confidence == "low" or measure.checked_on is None
            found[measure.id] = (int(doubt), *urgency), measure.level == "federal"
    return found


def _urgency(measure: SupportMeasure, own: tuple[OwnWindow, ...], today: date) -> tuple[int, int] | None:
    """An announced round by the days left, then a usual month, then what is always open; None if closed."""
    match opening(window_of(measure, own), today):
        case OpenUntil(closes):
            return 0, (closes - today).days
        case UsualMonths(is_season=True):
            return 1, 0
        case AlwaysOpen():
            return 2, 0
        case _:
            return None


SKILL = Skill(actions={"open": open_now})
