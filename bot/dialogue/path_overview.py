"""The path in short: what is done, a line for each step, what it may come to, what to do this week."""

from bot.dialogue.markup_text import bold, escape
from bot.dialogue.path_marks import of_kind
from bot.dialogue.path_months import in_month, when_answered, when_to_apply
from bot.dialogue.turn import Turn
from bot.path.months import month_of
from bot.path.path import Path, Step
from bot.reasons import reason_text
from bot.wording import benefit_sum, money, short_list
from knowledge.vocabulary import vocabulary

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
                _bought(turn, found),
                _uncovered(turn, found),
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
            missing = _sentence(escape(reason_text(one.missing, turn.desk.texts)))
            said = turn.words("path-almost", title=bold(measure.title), missing=missing)
            how = named(turn, one.how[:MOST_NAMED])
            lines.append(said + (" " + turn.words("path-almost-how", titles=how) if how else ""))
    return "\n\n".join([*lines, turn.words("path-nothing-else")])


def _sentence(clause: str) -> str:
    return clause[:1].upper() + clause[1:]


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
    """What the steps may bring in a year; what has to be checked and what has to be won is told apart."""
    sums = {
        "path-total-sure": found.sure_rub,
        "path-total-unsure": found.unsure_rub,
        "path-total-won": found.hoped_rub,
    }
    told = [
        turn.words(key, sum=money(rub, turn.desk.texts), who=turn.who) for key, rub in sums.items() if rub
    ]
    if not told:
        return ""
    notes = {"path-total-capped": found.is_hope_capped, "path-total-monthly": _has_monthly(turn, found)}
    said = turn.words("path-total", sums="; ".join(told))
    return " ".join([said, *(turn.words(key) for key, holds in notes.items() if holds)])


def _has_monthly(turn: Turn, found: Path) -> bool:
    """Is a sum counted that is paid month by month?"""
    paid = (turn.desk.knowledge.measure(one.id) for one in found.steps if one.income_rub)
    return any(one is not None and one.benefit.period == "month" for one in paid)


def _bought(turn: Turn, found: Path) -> str:
    """Nothing gives the thing itself, so the path leads to money for it, which nobody asked for."""
    needs = turn.facts.needs
    is_so = (
        "equipment" in needs
        and "money" not in needs
        and _covered(found) & {"equipment", "money"} == {"money"}
    )
    return turn.words("path-bought") if is_so else ""


def _uncovered(turn: Turn, found: Path) -> str:
    """The needs of which nothing in the path takes care."""
    done = (turn.desk.knowledge.measure(id_) for id_ in of_kind(turn.person.path, "done", "tried"))
    filled = _covered(found).union(*(one.needs for one in done if one))
    filled |= {"equipment"} if "money" in filled else set()  # a thing can be bought
    left = [need for need in turn.facts.needs if need not in filled]
    if not left or _bought(turn, found):
        return ""
    labels = [vocabulary().needs[need] for need in left]
    return turn.words("path-uncovered", needs=short_list(labels, turn.desk.texts))


def _covered(found: Path) -> set[str]:
    return {need for one in found.steps for need in one.covers}


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
