"""What is told of money, of what is far away, and of what is near to a person's words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.path.closeness import Nearness
from bot.path.elsewhere import is_elsewhere
from bot.path.path import Path
from bot.path.planner import PlanRequest, plan
from bot.path.seating import cheapest
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.search.search import Search
from knowledge.shipped import shipped_measures
from tests.unit.bot.path.catalogue import measure, window

KURGAN = "Курганская область"
PRICES = (200, 500, 650)


def planned(*changes: dict[str, Any]) -> Path:
    needs = ("money", "mentor", "team")
    known = [
        measure(f"m{number}", needs=[needs[number % 3]], **change) for number, change in enumerate(changes)
    ]
    return plan(PlanRequest(Facts(needs=needs), date(2026, 11, 21), known, regions()))


def sum_of(rub: int, period: str = "once") -> dict[str, Any]:
    return {"amount_min": None, "amount_max": rub, "period": period}


def test_what_is_sure_is_added_up_and_of_what_may_be_won_only_the_greatest_counts() -> None:
    path = planned(
        {"kind": "payment", "benefit": sum_of(10_000, "month")},
        {"kind": "contest", "benefit": sum_of(300_000)},
        {"kind": "scholarship", "benefit": sum_of(50_000)},
    )

    assert (path.sure_rub, path.hoped_rub, path.total_rub) == (120_000, 300_000, 420_000)


def test_nobody_is_told_to_hope_for_more_than_a_million() -> None:
    path = planned({"kind": "grant", "benefit": sum_of(24_000_000)})

    assert path.hoped_rub == 1_000_000


def test_a_sure_payment_is_worth_more_than_a_greater_prize() -> None:
    payment = measure("a", kind="payment", benefit=sum_of(100_000))
    prize = measure("b", kind="grant", benefit=sum_of(1_000_000))
    request = PlanRequest(Facts(needs=("money",)), date(2026, 11, 21), [payment, prize], regions())

    both = plan(replace(request, most_steps=1))

    assert [step.id for step in both.steps] == ["a"]


def test_of_one_month_the_sure_and_easy_step_comes_first() -> None:
    path = planned({"effort_hours": 12}, {"effort_hours": 1}, {"effort_hours": 0, "window": window(11, 12)})

    assert [step.id for step in path.steps] == ["m1", "m0", "m2"]


@pytest.mark.parametrize(
    ("title", "provider", "far"),
    [
        ("Форум", "правительство Камчатского края", True),
        ("Форум: в 2026 году в Курганской области", "полпредство в УрФО", False),
        ("Земля на Дальнем Востоке", "государство", True),
        ("Форум", "Росмолодёжь", False),
    ],
)
def test_what_only_names_other_places_is_held_elsewhere(title: str, provider: str, far: bool) -> None:
    one = measure("a", title=title, provider=provider)

    assert is_elsewhere(one, KURGAN, regions()) is far
    assert not is_elsewhere(one, None, regions())


def test_a_loan_of_another_town_is_not_a_journey() -> None:
    one = measure("a", kind="loan", provider="банк Камчатского края")

    assert not is_elsewhere(one, KURGAN, regions())


def test_the_best_hit_is_wholly_near_and_without_words_nothing_is() -> None:
    near = Nearness(Search.build(shipped_measures()[:60], regions()))

    found = near.of("  выплата на ипотеку многодетной семье ", KURGAN)

    assert found["450-tysyach-mnogodetnym"] == max(found.values()) == 1.0
    assert (near.of(None, KURGAN), near.of("  ", KURGAN)) == ({}, {})


@pytest.mark.parametrize(
    ("sitting", "price"),
    [
        ({}, 0),
        ({"a": ["x"]}, 200),
        ({"a": ["x"], "b": ["x"]}, 700),
        ({"a": ["x"], "b": ["x", "y"]}, 400),
        ({"a": ["x", "y"], "b": ["x", "y"], "c": ["x"]}, 900),
        ({"a": ["x"], "b": ["x"], "c": ["x"], "d": ["x"]}, None),
        ({"a": ["x"], "b": ["x"], "c": ["x"], "d": ["x", "y"]}, 1550),
    ],
)
def test_steps_take_the_cheapest_seats_at_their_needs(
    sitting: dict[str, list[str]], price: int | None
) -> None:
    assert cheapest(sitting, PRICES) == price
