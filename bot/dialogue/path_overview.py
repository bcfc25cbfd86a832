"""The path in short: what is done, a line for each step, what it may come to, what to do this week."""

from bot.dialogue.markup_text import bold, escape
from bot.dialogue.path_marks import of_kind
from bot.dialogue.path_months import in_month, when_answered, when_to_apply
from bot.dialogue.turn import Turn
from bot.path.months import month_of
from bot.path.path import Path, Step
from bot.reasons import reason_text
from bot.wording import benefit_sum, money, short_list

MOST_ALMOST = 3
MOST_NAMED = 3
SOON = 1
"""Months: a first step that is further away leaves time."""


def overview(turn: Turn, found: Path) -> str:
    """The whole path in short; said kindly when there is none."""
    if not found.steps:
        return "\n\n".join(filter(None, [*_behind(turn), nothing(turn, found)]))
    lines = [_line(turn, number, one) for number, one in enumerate(found.steps, 1)]
    return "\n\n".join(
        filter(
            None,
            [
                turn.words("path-title", count=len(found.steps), who=turn.who),
                *_behind(turn),
                "\n".join(lines),
                _total(turn, found),
                _this_week(turn, found),
                turn.words("path-check-dates-too"),
            ],
        )
    )


def nothing(turn: Turn, found: Path) -> str:
    """Said kindly, with what is near and what would change it."""
    lines = [turn.words("path-nothing")]
    for one in found.almost[:MOST_ALMOST]:
        if (measure := turn.desk.knowledge.measure(one.id)) is not None:
            missing = escape(reason_text(one.missing, turn.desk.texts))
            said = turn.words("path-almost", title=bold(measure.title), missing=missing)
            how = named(turn, one.how[:MOST_NAMED])
            lines.append(said + (" " + turn.words("path-almost-how", titles=how) if how else ""))
    return "\n\n".join([*lines, turn.words("path-nothing-else")])


def named(turn: Turn, ids: tuple[str, ...] | list[str]) -> str:
    """The measures by their titles; those that left the catalogue are passed by."""
    known = (turn.desk.knowledge.measure(id_) for id_ in ids)
    return short_list([bold(one.title) for one in known if one], turn.desk.texts)


def _behind(turn: Turn) -> list[str]:
    """What is done."""
    done = named(turn, of_kind(turn.person.path, "done", "tried"))
    return [turn.words("path-done", titles=done)] if done else []


def _line(turn: Turn, number: int, one: Step) -> str:
    measure = turn.desk.knowledge.measure(one.id)
    if measure is None:
        return f"{number}. {escape(one.id)}"
    if one.is_under_way:
        told = [turn.words("path-under-way"), when_answered(turn, one)]
    else:
        sum_ = benefit_sum(measure.benefit, turn.desk.texts) if one.income_rub else None
        loan = [turn.words("path-loan")] if measure.kind == "loan" else []
        told = [when_to_apply(turn, one), ", ".join([*([sum_] if sum_ else []), *loan, *_marks(turn, one)])]
    return " · ".join(filter(None, [f"**{number}. {escape(measure.title)}**", *told]))


def _marks(turn: Turn, one: Step) -> list[str]:
    """«если пройдёшь отбор», «есть что проверить»."""
    depends = one.is_competitive or any(note.code == "selection" for note in one.check)
    to_check = one.unknown or any(note.code != "selection" for note in one.check)
    return [
        *([turn.words("path-if-selected", who=turn.who)] if depends else []),
        *([turn.words("path-to-check")] if to_check else []),
    ]


def _total(turn: Turn, found: Path) -> str:
    """What the steps may bring; what has to be won is told apart."""
    sure, hoped = (money(rub, turn.desk.texts) for rub in (found.sure_rub, found.hoped_rub))
    if found.sure_rub and found.hoped_rub:
        return turn.words("path-total-both", sure=sure, hoped=hoped)
    if found.sure_rub:
        return turn.words("path-total", sum=sure)
    return turn.words("path-total-won", sum=hoped) if found.hoped_rub else ""


def _this_week(turn: Turn, found: Path) -> str:
    """The first action of the first step; a far one leaves time, and can be begun all the same."""
    first = next((one for one in found.steps if not one.is_under_way), None)
    measure = turn.desk.knowledge.measure(first.id) if first else None
    if first is None or measure is None:
        return ""
    action = escape(measure.steps[0].rstrip("."))
    if first.start is not None and first.start > month_of(turn.today) + SOON:
        return turn.words("path-this-week-early", action=action, month=in_month(turn, first.start))
    return turn.words("path-this-week", action=action)
