"""What a shown path assumes of a person: nothing rare, nothing passed over, no studies at an odd age."""

from datetime import date

import pytest

from bot.person.questions.answering import Known
from bot.person.questions.certain import for_showing, uncommon
from bot.person.questions.units import units
from knowledge.condition_kinds import fact_of
from knowledge.condition_texts import condition_texts
from knowledge.facts import Facts

TODAY = date(2026, 11, 21)
PREGNANT = "ждёшь ребёнка и стоишь на учёте по беременности"
TEXTS = condition_texts()


def shown(facts: Facts, *passed: str) -> Facts:
    return for_showing(Known(facts, frozenset(passed)), TODAY, TEXTS)


def test_what_is_rare_is_not_assumed_even_of_who_passed_it_over() -> None:
    facts = shown(Facts(age=19), "parent", "doctor", PREGNANT)
    flags = {**facts.statuses, **facts.capabilities}

    assert not any(flags[fact_of(word)] for word in (*units().rare, *units().unlikely))
    assert facts.confirmed[PREGNANT] is False


def test_what_was_said_stays() -> None:
    facts = Facts(age=19, statuses={"parent": True}, confirmed={PREGNANT: True})

    assert shown(facts).statuses["parent"]
    assert shown(facts).confirmed[PREGNANT]


def test_a_statement_passed_over_does_not_hold_unless_another_is_its_opposite() -> None:
    facts = shown(Facts(age=19), "есть первый взнос от 20%", "учишься очно")

    assert facts.confirmed["есть первый взнос от 20%"] is False
    assert "учишься очно" not in facts.confirmed


def test_citizenship_passed_over_is_left_to_check() -> None:
    assert shown(Facts(age=19), "citizenship_ru").citizenship_ru is None


@pytest.mark.parametrize(
    ("age", "status", "holds"),
    [
        (42, "school", False),
        (42, "university", False),
        (16, "university", False),
        (16, "school", None),
        (20, "university", None),
    ],
)
def test_studies_are_not_assumed_at_an_odd_age(age: int, status: str, holds: bool | None) -> None:
    assert shown(Facts(age=age)).statuses.get(status) is holds
    assert shown(Facts(age=age, statuses={"school": True, "university": True})).statuses[status]


def test_of_age_what_one_does_has_to_be_said() -> None:
    passed = units().groups["occupation"]

    assert shown(Facts(age=20), *passed).statuses["university"] is False
    assert "college" not in shown(Facts(age=16), *passed).statuses


def test_without_work_is_only_who_looks_for_it_or_says_so() -> None:
    assert shown(Facts(age=25, needs=("money",))).statuses["unemployed"] is False
    assert "unemployed" not in shown(Facts(age=25, needs=("job",))).statuses


def test_the_uncommon_statements_are_ones_that_are_asked() -> None:
    assert all(TEXTS[text].mode == "ask" and not TEXTS[text].negation_of for text in uncommon().texts)
    assert not {entry.negation_of for entry in TEXTS.values()}.intersection(uncommon().texts)
