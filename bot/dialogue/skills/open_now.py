"""«Что открыто сейчас»: announced rounds, then what is usual for the month, then what is always open."""

from bot.dialogue import lists
from bot.dialogue.skill import Skill
from bot.dialogue.turn import Turn
from bot.dialogue.windows import AlwaysOpen, OpenUntil, UsualMonths, opening, window_of
from bot.wording import is_stale
from knowledge.conditions import Verdict
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure

Rank = tuple[int, int, int, int, str]


async def open_now(turn: Turn, argument: str) -> Turn:
    """The measures that one can apply for on this day, except those that cannot fit."""
    place = turn.facts.region or turn.desk.home_region
    assumed = turn.facts.model_copy(update={"region": place})
    verdicts = turn.desk.knowledge.verdicts(assumed, turn.today)
    ranked = sorted(
        rank
        for measure in turn.desk.knowledge.measures()
        if verdicts.get(measure.id, Verdict.NO) is not Verdict.NO
        and (rank := _rank(turn, measure, verdicts[measure.id])) is not None
    )
    if not ranked:
        return turn.say(turn.words("open-nothing"), [turn.button("button-menu", "menu")])
    return _show(turn, [rank[-1] for rank in ranked], assumed)


def _show(turn: Turn, ids: list[str], assumed: Facts) -> Turn:
    intro = turn.words("open-some", count=min(len(ids), lists.LONGEST))
    if turn.facts.region is None:
        intro += " " + turn.words("open-for-home", region=turn.desk.home_region)
    questions = [] if turn.facts.region else [turn.button("button-ask-place", "ask", "place")]
    rows = [questions, [turn.button("button-back", "back"), turn.button("button-menu", "menu")]]
    return lists.page(lists.begin(turn, "open", ids), 0, turn.facts, intro=intro, extra=rows)


def _rank(turn: Turn, measure: SupportMeasure, verdict: Verdict) -> Rank | None:
    """The order of the list; None for what is not open. Doubtful data goes last, what surely fits first."""
    kind, urgency = 0, 0
    match opening(window_of(measure, turn.desk.organisation.own_windows), turn.today):
        case OpenUntil(closes):
            urgency = (closes - turn.today).days
        case UsualMonths(is_season=True):
            kind = 1
        case AlwaysOpen():
            kind = 2
        case _:
            return None
    old = is_stale(measure.checked_on, turn.desk.organisation.stale_after_months, turn.today)
    doubt = int(old or measure.confidence == "low" or measure.checked_on is None)
    is_federal = int(measure.level == "federal")
    return doubt, kind, urgency, -int(verdict) * 2 + is_federal, measure.id


SKILL = Skill(actions={"open": open_now})
