"""What an age alone settles in a talk."""

from datetime import date

import pytest

from bot.person.by_age import at_fourteen, settled_by_age
from knowledge.facts import Facts

TODAY = date(2026, 11, 21)


def test_at_thirteen_one_is_a_pupil_and_neither_student_nor_worker() -> None:
    settled = settled_by_age(Facts(age=13), TODAY).statuses

    assert settled["school"] is True
    assert not any(settled[status] for status in ("college", "university", "employed", "sole_proprietor"))
    assert "parent" not in settled
    assert "disabled" not in settled


@pytest.mark.parametrize(
    ("facts", "open_still"),
    [
        (Facts(age=14), {"school", "college", "employed"}),
        (Facts(age=16), {"school", "college", "university", "teacher"}),
        (Facts(birth_year=2012), {"school", "college", "employed"}),
        (Facts(age=18), {"school", "postgraduate", "scientist", "veteran"}),
    ],
)
def test_what_an_age_leaves_open_stays_unknown(facts: Facts, open_still: set[str]) -> None:
    assert open_still.isdisjoint(settled_by_age(facts, TODAY).statuses)


def test_what_was_said_counts_before_what_the_age_suggests() -> None:
    said = Facts(age=13, statuses={"university": True, "school": False})

    settled = settled_by_age(said, TODAY).statuses

    assert (settled["university"], settled["school"]) == (True, False)


def test_without_an_age_nothing_is_settled() -> None:
    assert settled_by_age(Facts(region="Курганская область"), TODAY) == Facts(region="Курганская область")


def test_on_the_fourteenth_birthday_only_the_age_is_another() -> None:
    said = Facts(birth_date=date(2013, 5, 1), region="Курганская область", statuses={"orphan": True})

    later = at_fourteen(said, TODAY)

    assert (later.age, later.birth_date, later.region) == (14, None, "Курганская область")
    assert later.statuses == settled_by_age(said, TODAY).statuses
