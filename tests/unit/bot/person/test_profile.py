"""Facts come in, go and grow older; consents."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.state import Person
from bot.organisation import Document
from bot.person.consents import decide, latest, standing
from bot.person.profile import (
    age_span,
    fact_keys,
    facts_on,
    forget,
    full_years,
    is_child,
    learn,
    may_be_child,
    merge,
)
from knowledge.facts import Facts

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
TODAY = NOW.date()
SHADRINSK = Facts(region="Курганская область", municipality="Шадринск")


def test_facts_are_kept_with_how_and_when() -> None:
    person = learn(Person(), Facts(age=17, statuses={"school": True}), "said", NOW)

    assert set(person.origins) == {"age", "statuses.school"}
    assert person.origins["age"].how == "said"
    assert person.origins["age"].at == NOW


def test_what_only_follows_is_kept_as_inferred() -> None:
    person = learn(Person(), Facts(statuses={"school": True, "college": False}), "said", NOW)
    denied = learn(Person(), Facts(statuses={"employed": False}), "said", NOW)

    assert person.origins["statuses.school"].how == "said"
    assert person.origins["statuses.college"].how == "inferred"
    assert denied.origins["statuses.employed"].how == "said"


def test_a_later_fact_replaces_its_own_origin_only() -> None:
    person = learn(Person(), Facts(age=17, statuses={"school": True}), "said", NOW)

    person = learn(person, Facts(age=18), "chosen", NOW + timedelta(days=1))

    assert person.origins["age"].how == "chosen"
    assert person.origins["statuses.school"].how == "said"


def test_a_new_age_replaces_the_year_of_birth_with_its_origin() -> None:
    person = learn(Person(), Facts(birth_year=2009), "said", NOW)

    person = learn(person, Facts(age=17), "said", NOW)

    assert person.facts.birth_year is None
    assert set(person.origins) == {"age"}


def test_statuses_add_up() -> None:
    merged = merge(Facts(statuses={"school": True}), Facts(statuses={"parent": False}))

    assert merged.statuses == {"school": True, "parent": False}


def test_the_same_region_keeps_its_town_and_another_one_drops_it() -> None:
    assert merge(SHADRINSK, Facts(region="Курганская область")).municipality == "Шадринск"
    assert merge(SHADRINSK, Facts(region="Калининградская область")).municipality is None


def test_forgetting_removes_the_fact_and_its_origin() -> None:
    person = learn(Person(), Facts(age=17, statuses={"school": True, "parent": True}), "said", NOW)

    person = forget(person, ["age", "statuses.parent"])

    assert fact_keys(person.facts) == ("statuses.school",)
    assert set(person.origins) == {"statuses.school"}


def test_forgetting_survives_storage() -> None:
    person = learn(Person(), Facts(age=17), "said", NOW)
    stored = Person.model_validate_json(person.model_dump_json())

    assert fact_keys(forget(stored, ["age"]).facts) == ()
    assert fact_keys(learn(stored, SHADRINSK, "said", NOW).facts) == ("age", "municipality", "region")


def test_an_age_that_was_told_grows_by_full_years() -> None:
    person = learn(Person(), Facts(age=17), "said", NOW)

    assert facts_on(person, date(2027, 11, 20)).age == 17
    assert facts_on(person, date(2027, 11, 21)).age == 18
    assert facts_on(person, date(2030, 1, 1)).age == 20
    assert facts_on(None, TODAY) == Facts()


def test_a_year_of_birth_leaves_two_ages() -> None:
    assert age_span(Facts(birth_year=2012), TODAY) == (13, 14)
    assert age_span(Facts(birth_date=date(2012, 11, 21)), TODAY) == (14, 14)
    assert age_span(Facts(birth_date=date(2012, 11, 22)), TODAY) == (13, 13)
    assert age_span(Facts(), TODAY) is None


def test_children_are_told_apart_from_those_who_may_be() -> None:
    assert is_child(Facts(age=13), TODAY)
    assert not is_child(Facts(age=14), TODAY)
    assert not is_child(Facts(birth_year=2012), TODAY)
    assert may_be_child(Facts(birth_year=2012), TODAY)
    assert not may_be_child(Facts(), TODAY)


def test_a_leap_day_counts_from_the_first_of_march() -> None:
    assert full_years(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert full_years(date(2012, 2, 29), date(2026, 3, 1)) == 14


@given(st.integers(5, 99), st.integers(0, 4000))
def test_nobody_grows_younger(age: int, days: int) -> None:
    person = learn(Person(), Facts(age=age), "said", NOW)

    later = facts_on(person, TODAY + timedelta(days=days)).age
    assert later is not None
    assert age <= later <= 120


DOCUMENT = Document(version="1", text="Разрешаю.")


def test_the_newest_decision_counts() -> None:
    consents = decide((), "processing", DOCUMENT, given=True, now=NOW)
    assert standing(consents, "processing", DOCUMENT) == "given"

    consents = decide(consents, "processing", DOCUMENT, given=False, now=NOW + timedelta(hours=1))

    assert standing(consents, "processing", DOCUMENT) == "refused"
    assert len(consents) == 1
    assert standing(consents, "mailings", DOCUMENT) == "never asked"
    assert latest(consents, "mailings") is None


def test_a_changed_text_or_version_no_longer_holds() -> None:
    consents = decide((), "processing", DOCUMENT, given=True, now=NOW)

    assert standing(consents, "processing", Document(version="1", text="Разрешаю!")) == "changed"
    assert standing(consents, "processing", Document(version="2", text="Разрешаю.")) == "changed"
