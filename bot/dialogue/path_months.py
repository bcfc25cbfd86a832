"""Months and days of a path in words, by the calendar where the person lives."""

from datetime import date

from bot.dialogue.turn import Turn
from bot.path.months import first_day, month_of
from bot.path.path import Step
from bot.wording import day


def when_to_apply(turn: Turn, one: Step) -> str:
    """«подай до 30 ноября», «обычно в январе», «в марте», «можно сейчас», «сроки уточни»."""
    if one.start is None:
        return turn.words("path-when-undated")
    if one.apply_by is not None:
        return turn.words("path-apply-by", day=day(one.apply_by, turn.today, turn.desk.texts))
    if one.start <= month_of(turn.today):
        return turn.words("path-when-usually-now" if one.expected else "path-when-now")
    return turn.words("path-when-usually" if one.expected else "path-when", month=in_month(turn, one.start))


def when_answered(turn: Turn, one: Step) -> str:
    """«результат обычно к марту»; empty when the month of applying is not known, or it comes at once."""
    if one.start is None or one.finish is None or one.finish == one.start:
        return ""
    return turn.words("path-result-by", month=_with_year(turn, first_day(one.finish), "path-month-by"))


def in_month(turn: Turn, month: int) -> str:
    """«марте», «январе 2027 года»: after «в»."""
    return _with_year(turn, first_day(month), "month-in")


def _with_year(turn: Turn, first: date, key: str) -> str:
    name = turn.words(key, month=first.month)
    return name if first.year == turn.today.year else f"{name} {first.year}"
