"""Budgets of tokens: of the day, of the month, of a person; what is written down outlives a restart."""

from datetime import date, timedelta
from pathlib import Path

from knowledge.language.model.files import read_used, write_used
from knowledge.language.model.outcome import Absent, Answered, Usage
from knowledge.language.model.port import TurnTime
from knowledge.language.model.spending import KEPT_DAYS, Budget, Ledger, Used, spent
from tests.platforms.model import ModelServer
from tests.unit.knowledge.language.talking import Heard, question, talking

BUDGET = Budget(per_day=1000, per_month=2500, per_person_day=400, rub_per_thousand=0.4)


class Calendar:
    """A day that is moved by hand."""

    def __init__(self) -> None:
        self.day = date(2026, 11, 1)

    def __call__(self) -> date:
        return self.day


def used(ledger: Ledger, tokens: int, person: str | None = None) -> None:
    ledger.reserve(tokens, person).settle(tokens)
    ledger.note("tell", Usage(tokens, 0), answered=True)


def test_the_days_budget_counts_calls_under_way_too() -> None:
    ledger = Ledger(BUDGET, Calendar())
    held = ledger.reserve(700, None)

    assert ledger.refusal(301, None) == "spent"
    held.settle(100)
    ledger.note("tell", Usage(100, 0), answered=True)

    assert ledger.refusal(301, None) is None
    assert ledger.refusal(901, None) == "spent"


def test_a_new_day_has_a_new_budget_and_a_month_has_its_own() -> None:
    calendar = Calendar()
    ledger = Ledger(BUDGET, calendar)
    for _ in range(2):
        used(ledger, 1000)
        assert ledger.refusal(1, None) == "spent"
        calendar.day += timedelta(days=1)

    assert ledger.refusal(500, None) is None
    assert ledger.refusal(501, None) == "spent"
    calendar.day = date(2026, 12, 1)
    assert ledger.refusal(1000, None) is None


def test_one_person_cannot_use_up_what_others_need() -> None:
    calendar = Calendar()
    ledger = Ledger(BUDGET, calendar)
    used(ledger, 400, "one")

    assert ledger.refusal(1, "one") == "spent-person"
    assert ledger.refusal(400, "another") is None
    calendar.day += timedelta(days=1)
    assert ledger.refusal(400, "one") is None


def test_a_call_that_ends_after_midnight_takes_nothing_from_the_new_day() -> None:
    calendar = Calendar()
    ledger = Ledger(BUDGET, calendar)
    held = ledger.reserve(300, "one")
    calendar.day += timedelta(days=1)
    assert ledger.refusal(400, "one") is None

    held.settle(200)

    assert ledger.refusal(400, "one") is None


def test_what_was_used_outlives_a_restart_and_old_days_are_forgotten(tmp_path: Path) -> None:
    calendar = Calendar()
    ledger = Ledger(BUDGET, calendar)
    used(ledger, 900)
    write_used(tmp_path, ledger.days())

    again = Ledger(BUDGET, calendar, read_used(tmp_path))
    assert again.refusal(101, None) == "spent"
    assert spent(again.days(), calendar.day) == (900, 900)
    calendar.day += timedelta(days=KEPT_DAYS)

    assert again.days() == {}


def test_a_damaged_file_costs_the_figures_and_nothing_else(tmp_path: Path) -> None:
    write_used(tmp_path, {date(2026, 11, 1): {"tell": Used(calls=1)}})
    (file,) = tmp_path.iterdir()
    file.write_text('{"days": {"2026-11-01": {"tell": {"calls": -1}}}}', encoding="utf-8")

    assert read_used(tmp_path) == {}


def test_a_price_makes_roubles_of_tokens() -> None:
    assert BUDGET.rub(2500) == 1.0
    assert Budget(per_day=1, per_month=None, per_person_day=1).rub(2500) is None


async def test_who_has_used_up_the_day_is_told_without_a_call(tmp_path: Path) -> None:
    budget = Budget(per_day=100_000, per_month=None, per_person_day=400)
    async with ModelServer() as server, talking(server, tmp_path, budget=budget) as talk:
        found = [
            await talk.model.complete(question(), Heard, turn=TurnTime.begin(), person="one")
            for _ in range(5)
        ]

        assert isinstance(found[0], Answered)
        assert found[-1] == Absent("spent-person")
        assert len(server.asked) < 5
        other = await talk.model.complete(question(), Heard, turn=TurnTime.begin(), person="another")
        assert isinstance(other, Answered)
