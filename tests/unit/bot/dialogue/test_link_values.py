"""Facts in the buttons that take an earlier value: what is read is what was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.actions import Action
from bot.dialogue.link_values import decode, encode
from bot.person.profile import STUDY
from knowledge.facts import Facts
from knowledge.regions import regions


@pytest.mark.parametrize(
    ("thing", "facts"),
    [
        ("age", Facts(age=16)),
        ("age", Facts(birth_year=2009)),
        ("age", Facts.model_validate({"birth_date": "2009-05-01"})),
        ("place", Facts(region="Курганская область")),
        ("place", Facts(region="Курганская область", municipality="Шадринск")),
        ("study", Facts(statuses={word: word == "college" for word in STUDY})),
        ("study", Facts(statuses=dict.fromkeys(STUDY, False))),
        ("statuses.employed", Facts(statuses={"employed": False})),
        ("capabilities.institution", Facts(capabilities={"institution": True})),
        ("citizenship_ru", Facts(citizenship_ru=False)),
        ("hours_per_month", Facts(hours_per_month=20)),
    ],
)
def test_a_value_comes_back_as_it_was(thing: str, facts: Facts) -> None:
    code = encode(thing, facts, regions())

    assert code is not None
    assert str(Action("link-take", code))
    assert decode(code, regions()) == facts


@pytest.mark.parametrize(
    ("thing", "facts"),
    [
        ("place", Facts(region="Неведомый край")),
        ("goal", Facts(goal="открыть кофейню")),
        ("needs", Facts(needs=("money", "team"))),
        ("confirmed.х", Facts(confirmed={"доход ниже прожиточного минимума": True})),
    ],
)
def test_what_does_not_fit_gets_no_button(thing: str, facts: Facts) -> None:
    assert encode(thing, facts, regions()) is None


@given(st.from_regex(r"[A-Za-z0-9_.-]{1,56}", fullmatch=True))
def test_any_argument_is_facts_or_nothing(argument: str) -> None:
    decode(argument, regions())
