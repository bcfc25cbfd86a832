"""Sums, days, windows and the age of data in words."""

from datetime import date

import pytest

from bot.dialogue.windows import month_runs, opening
from bot.texts import russian
from bot.wording import (
    benefit_sum,
    data_age,
    day,
    distance,
    is_stale,
    money,
    months_words,
    opening_words,
    short_list,
)
from knowledge.measure import Benefit, LastKnown, Window

TODAY = date(2026, 11, 21)


def _plain(text: str | None) -> str:
    return (text or "").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rub", "said"),
    [
        (0, "0 ₽"),
        (500, "500 ₽"),
        (2_500, "2 500 ₽"),
        (8_634, "8 634 ₽"),
        (10_000, "10 тыс. ₽"),
        (50_000, "50 тыс. ₽"),
        (114_942, "114 942 ₽"),
        (450_000, "450 тыс. ₽"),
        (1_000_000, "1 млн ₽"),
        (1_500_000, "1,5 млн ₽"),
        (1_250_000, "1,25 млн ₽"),
        (2_050_000, "2,05 млн ₽"),
        (1_234_567, "1 234 567 ₽"),
        (1_005_000, "1 005 тыс. ₽"),
        (30_000_000, "30 млн ₽"),
    ],
)
def test_sums_are_said_as_people_say_them_and_never_rounded(rub: int, said: str) -> None:
    assert _plain(money(rub, russian())) == said


def test_no_line_breaks_inside_a_sum() -> None:
    assert " " not in money(1_000_000, russian())
    assert " " not in money(114_942, russian())
    assert " " not in money(50_000, russian())


@pytest.mark.parametrize(
    ("low", "high", "period", "said"),
    [
        (None, 1_000_000, "once", "до 1 млн ₽"),
        (5_000, None, "month", "от 5 000 ₽ в месяц"),
        (5_000, 5_000, "year", "5 000 ₽ в год"),
        (2_500, 6_000, "month", "от 2 500 ₽ до 6 000 ₽ в месяц"),
        (None, None, None, ""),
    ],
)
def test_what_a_measure_gives_is_said_with_its_period(
    low: int | None, high: int | None, period: str | None, said: str
) -> None:
    benefit = Benefit(amount_min=low, amount_max=high, period=period, note="заметка")

    assert _plain(benefit_sum(benefit, russian())) == said


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ([3], "в марте"),
        ([9, 8], "в августе и сентябре"),
        ([2, 3, 4, 8, 9], "с февраля по апрель, в августе и сентябре"),
        ([12, 1, 2], "с декабря по февраль"),
        ([12, 1], "в декабре и январе"),
        ([1, 12], "в декабре и январе"),
        ([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "с февраля по декабрь"),
        (list(range(1, 13)), "весь год"),
        ([1, 3, 5], "в январе, в марте, в мае"),
    ],
)
def test_months_are_told_as_runs(months: list[int], said: str) -> None:
    assert _plain(months_words(month_runs(months), russian())) == said


def _window(
    months: tuple[int, ...] = (), opens: str | None = None, closes: str | None = None, always: bool = False
) -> Window:
    last = LastKnown(opens=opens, closes=closes)
    return Window(always=always, months_open=months, note="заметка", last_known=last)


@pytest.mark.parametrize(
    ("window", "said"),
    [
        (_window(always=True), "открыто всегда"),
        (_window(), "сроки уточни"),
        (_window((3,)), "обычно в марте"),
        (_window((11, 12)), "обычно в ноябре и декабре, может быть открыто сейчас"),
        (_window((3,), "2026-11-01", "2026-11-21"), "до 21 ноября (сегодня)"),
        (_window((3,), "2026-11-01", "2026-11-22"), "до 22 ноября (завтра)"),
        (_window((3,), None, "2026-11-24"), "до 24 ноября (через 3 дня)"),
        (_window((3,), None, "2027-03-30"), "до 30 марта 2027 года (через 129 дней)"),
        (_window((3,), "2026-12-01", None), "с 1 декабря (через 10 дней)"),
        (_window((3,), "2026-12-01", "2026-12-31"), "с 1 декабря до 31 декабря (откроется через 10 дней)"),
        (_window((3,), "2026-01-01", "2026-11-20"), "обычно в марте"),
        (_window((3,), "2026-01-01", None), "обычно в марте"),
        (_window((), None, "2026-01-30"), "сроки уточни"),
    ],
)
def test_windows_say_announced_dates_first_and_never_past_ones(window: Window, said: str) -> None:
    assert _plain(opening_words(opening(window, TODAY), TODAY, russian())) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "сегодня"), (1, "завтра"), (2, "через 2 дня"), (5, "через 5 дней"), (21, "через 21 день")],
)
def test_days_are_counted_with_right_plurals(days: int, said: str) -> None:
    assert distance(date.fromordinal(TODAY.toordinal() + days), TODAY, russian()) == said


def test_another_year_is_named() -> None:
    assert day(date(2027, 3, 30), TODAY, russian()) == "30 марта 2027 года"
    assert day(date(2026, 12, 30), TODAY, russian()) == "30 декабря"


@pytest.mark.parametrize(
    ("checked", "said"),
    [
        ("2025", "по данным 2025 года"),
        ("2026-03", "по данным за март 2026 года"),
        ("2026-03-05", "по данным за март 2026 года"),
        (None, "год данных неизвестен"),
    ],
)
def test_data_says_how_old_it_is(checked: str | None, said: str) -> None:
    assert data_age(checked, russian()) == said


@pytest.mark.parametrize(
    ("checked", "today", "is_old"),
    [
        ("2023", date(2025, 12, 31), False),
        ("2023", date(2026, 1, 1), True),
        ("2024-10", date(2026, 10, 31), False),
        ("2024-10", date(2026, 11, 1), True),
        ("2024-02-29", date(2026, 2, 28), False),
        ("2024-02-29", date(2026, 3, 1), True),
        (None, TODAY, False),
    ],
)
def test_data_is_stale_after_24_months_and_a_bare_year_counts_to_its_end(
    checked: str | None, today: date, is_old: bool
) -> None:
    assert is_stale(checked, 24, today) is is_old


def test_lists_end_with_and() -> None:
    assert [short_list(items, russian()) for items in ([], ["а"], ["а", "б"], ["а", "б", "в"])] == [
        "",
        "а",
        "а и б",
        "а, б и в",
    ]
