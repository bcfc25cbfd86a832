"""Sums, days, windows and the age of data in words, as every screen says them."""

import calendar
from datetime import date, datetime, tzinfo
from functools import lru_cache

from bot.dialogue.windows import AlwaysOpen, NotKnown, Opening, OpensOn, OpenUntil, UsualMonths
from bot.texts import Texts
from knowledge.measure import Benefit

NO_BREAK = "\u00a0"
THOUSAND = 1_000
MILLION = 1_000_000


def money(rub: int, texts: Texts) -> str:
    """A sum as people say it, never rounded: 1 500 000 -> «1,5 млн ₽», 114 942 -> «114 942 ₽»."""
    if rub >= MILLION and rub % (MILLION // 100) == 0:
        return texts("money-millions", number=_decimal(rub, MILLION))
    if rub >= 10 * THOUSAND and rub % THOUSAND == 0:
        return texts("money-thousands", number=grouped(rub // THOUSAND))
    return texts("money-roubles", number=grouped(rub))


def grouped(number: int) -> str:
    """Digits in threes: 114942 -> «114 942»; four digits too, so that columns read alike."""
    return f"{number:,}".replace(",", NO_BREAK)


def benefit_sum(benefit: Benefit, texts: Texts) -> str | None:
    """«до 1 млн ₽», «2 500 ₽ в месяц»; None when no sum is known."""
    low, high = benefit.amount_min, benefit.amount_max
    if low is None and high is None:
        return None
    period = texts(f"period-{benefit.period}")
    if low is not None and high is not None and low != high:
        return texts("money-range", low=money(low, texts), high=money(high, texts), period=period).strip()
    if low is None and high is not None:
        return texts("money-up-to", sum=money(high, texts), period=period).strip()
    key = "money-exactly" if low == high else "money-from"
    return texts(key, sum=money(low or 0, texts), period=period).strip()


def day(when: date, today: date, texts: Texts) -> str:
    """«30 марта»; with the year when it is another one."""
    words = texts("date-day", day=str(when.day), month=texts("month-of", month=when.month))
    return words if when.year == today.year else texts("date-year", day=words, year=str(when.year))


def moment(at: datetime, zone: tzinfo) -> str:
    """«21.11.2026 15:04» by the clocks of a place."""
    return at.astimezone(zone).strftime("%d.%m.%Y %H:%M")


def distance(when: date, today: date, texts: Texts) -> str:
    """«сегодня», «завтра», «через 3 дня»; for days that are still to come."""
    days = (when - today).days
    return texts("date-today") if days == 0 else texts("date-in-days", days=days)


def opening_words(opening: Opening, today: date, texts: Texts) -> str:
    """When one can apply: «до 30 марта (через 3 дня)», «обычно в марте», «сроки уточни»."""
    match opening:
        case AlwaysOpen():
            return texts("window-always")
        case NotKnown():
            return texts("window-unknown")
        case OpenUntil(closes):
            return texts(
                "window-until", day=day(closes, today, texts), distance=distance(closes, today, texts)
            )
        case OpensOn(opens, closes):
            return _opens_on(opens, closes, today, texts)
        case UsualMonths(runs, is_season):
            months = months_words(runs, texts)
            return texts("window-usual-now" if is_season else "window-usual", months=months)


def months_words(runs: tuple[tuple[int, int], ...], texts: Texts) -> str:
    """«в марте», «с февраля по апрель, в августе и сентябре», «весь год»."""
    if runs == ((1, 12),):
        return texts("months-all")
    return ", ".join(_run(first, last, texts) for first, last in runs)


def data_age(checked_on: str | None, texts: Texts) -> str:
    """«по данным 2025 года», «по данным за март 2026 года», «год данных неизвестен»."""
    if checked_on is None:
        return texts("data-unknown")
    if len(checked_on) == len("YYYY"):
        return texts("data-year", year=checked_on)
    month = texts("month-name", month=int(checked_on[5:7]))
    return texts("data-month", month=month, year=checked_on[:4])


@lru_cache(maxsize=2_048)
def is_stale(checked_on: str | None, months: int, today: date) -> bool:
    """Older than so many months? A bare year counts to its end, a bare month to its last day."""
    if checked_on is None:
        return False
    return _months_later(_last_day(checked_on), months) < today


def short_list(items: list[str], texts: Texts) -> str:
    """«а», «а и б», «а, б и в»."""
    if len(items) < 2:
        return "".join(items)
    return texts("list-and", items=", ".join(items[:-1]), last=items[-1])


def _opens_on(opens: date, closes: date | None, today: date, texts: Texts) -> str:
    since, far = day(opens, today, texts), distance(opens, today, texts)
    if closes is None:
        return texts("window-opens", day=since, distance=far)
    return texts("window-opens-until", day=since, closes=day(closes, today, texts), distance=far)


def _run(first: int, last: int, texts: Texts) -> str:
    if first == last:
        return texts("months-one", month=texts("month-in", month=first))
    if last == first % 12 + 1:
        return texts(
            "months-two",
            first=texts("month-in", month=first),
            last=texts("month-in", month=last),
        )
    return texts(
        "months-run",
        first=texts("month-of", month=first),
        last=texts("month-name", month=last),
    )


def _decimal(rub: int, unit: int) -> str:
    whole, rest = divmod(rub, unit)
    if not rest:
        return grouped(whole)
    return f"{grouped(whole)},{rest * 100 // unit:02d}".rstrip("0")


def _last_day(checked_on: str) -> date:
    year, month, *rest = [int(part) for part in checked_on.split("-")] + [12] * (len(checked_on) == 4)
    last = rest[0] if rest else calendar.monthrange(year, month)[1]
    return date(year, month, last)


def _months_later(when: date, months: int) -> date:
    total = when.year * 12 + when.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(when.day, calendar.monthrange(year, month + 1)[1]))
