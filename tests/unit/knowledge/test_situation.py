"""What follows from what is known of a person."""

from datetime import date
from typing import Any, Final

import pytest

from knowledge.condition_texts import condition_texts
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.situation import Ages, Situation, ages_on, situation
from knowledge.statements import contradictions
from knowledge.verdict import Verdict

TODAY: Final = date(2026, 11, 21)
YES, UNKNOWN, NO = Verdict.YES, Verdict.UNKNOWN, Verdict.NO


def known(**profile: Any) -> Situation:
    return situation(Facts.model_validate(profile), TODAY, regions(), condition_texts())


@pytest.mark.parametrize(
    ("profile", "ages"),
    [
        pytest.param({}, None, id="nothing-known"),
        pytest.param({"age": 17}, Ages(17, 17), id="age"),
        pytest.param({"birth_year": 2009}, Ages(16, 17), id="birth-year"),
        pytest.param({"birth_year": 2026}, Ages(0, 0), id="born-this-year"),
        pytest.param({"birth_date": "2009-11-21"}, Ages(17, 17), id="birthday-today"),
        pytest.param({"birth_date": "2009-11-22"}, Ages(16, 16), id="birthday-tomorrow"),
        pytest.param(
            {"birth_date": "2009-11-22", "age": 20, "birth_year": 1990}, Ages(16, 16), id="date-first"
        ),
        pytest.param({"age": 20, "birth_year": 1990}, Ages(20, 20), id="age-before-year"),
    ],
)
def test_the_ages_that_a_person_may_have(profile: dict[str, Any], ages: Ages | None) -> None:
    assert ages_on(Facts.model_validate(profile), TODAY) == ages


@pytest.mark.parametrize(
    ("profile", "fact", "verdict"),
    [
        pytest.param(
            {"statuses": {"self_employed": True}}, "self_employed_status", YES, id="status-is-capability"
        ),
        pytest.param({"capabilities": {"sole_proprietor": False}}, "sole_proprietor_status", NO, id="form"),
        pytest.param({"capabilities": {"company": True}}, "company_status", YES, id="company"),
        pytest.param({"capabilities": {"ngo": True}}, "ngo_status", YES, id="ngo"),
        pytest.param({}, "person", YES, id="everybody-is-a-person"),
        pytest.param({"capabilities": {"person": False}}, "person", YES, id="even-who-denies-it"),
        pytest.param(
            {"statuses": {"postgraduate": True}}, "student_status", YES, id="postgraduate-is-student"
        ),
        pytest.param(
            {"statuses": {"college": False, "university": False}}, "student_status", UNKNOWN, id="third"
        ),
        pytest.param({"capabilities": {"student_status": False}}, "college", NO, id="no-student-no-college"),
        pytest.param({"capabilities": {"student_status": True}}, "college", UNKNOWN, id="student-of-what"),
        pytest.param({"statuses": {"school": True}}, "student_status", UNKNOWN, id="pupil-is-not-asked"),
        pytest.param({"statuses": {"unemployed": True}}, "employed", NO, id="unemployed"),
        pytest.param({"statuses": {"unemployed": False}}, "employed", UNKNOWN, id="not-unemployed"),
        pytest.param({"statuses": {"employed": False}}, "unemployed", UNKNOWN, id="does-not-work"),
        pytest.param({"statuses": {"large_family": True}}, "parent", UNKNOWN, id="large-family"),
        pytest.param({"stage": "running"}, "prototype", YES, id="running-has-prototype"),
        pytest.param({"stage": "prototype"}, "running_project", UNKNOWN, id="prototype-may-run"),
        pytest.param({"stage": "idea"}, "prototype", NO, id="idea"),
        pytest.param(
            {"capabilities": {"prototype": True}, "stage": "idea"}, "prototype", YES, id="said-first"
        ),
        pytest.param(
            {"statuses": {"self_employed": True}, "capabilities": {"self_employed_status": False}},
            "self_employed_status",
            UNKNOWN,
            id="said-both-ways",
        ),
    ],
)
def test_what_follows_from_what_was_said(profile: dict[str, Any], fact: str, verdict: Verdict) -> None:
    assert known(**profile).holds(fact) is verdict


def test_the_stage_is_not_inferred_from_capabilities() -> None:
    assert known(capabilities={"running_project": True}).holds("prototype") is UNKNOWN


@pytest.mark.parametrize(
    ("profile", "named", "verdict"),
    [
        pytest.param({}, "*", YES, id="everywhere"),
        pytest.param({}, "Курганская область", UNKNOWN, id="unknown"),
        pytest.param({"region": "Тюменская область"}, "Уральский федеральный округ", YES, id="macro-region"),
        pytest.param({"region": "Московская область"}, "Уральский федеральный округ", NO, id="unlisted"),
        pytest.param({"region": "Московская область"}, "Московская область", YES, id="unlisted-by-name"),
        pytest.param({"municipality": "Шадринск"}, "Курганская область", YES, id="from-the-town"),
        pytest.param(
            {"municipality": "Шадринск", "region": "Камчатский край"}, "Курганская область", NO, id="said"
        ),
        pytest.param(
            {"region": "Дальний Восток"}, "Камчатский край", UNKNOWN, id="somewhere-in-the-macro-region"
        ),
        pytest.param({"region": "Дальний Восток"}, "Дальний Восток", YES, id="the-macro-region-itself"),
        pytest.param({"region": "Дальний Восток"}, "Курганская область", NO, id="not-in-the-macro-region"),
    ],
)
def test_where_a_person_lives(profile: dict[str, Any], named: str, verdict: Verdict) -> None:
    assert known(**profile).home.lies_in(named) is verdict


def test_known_facts_outweigh_an_answer_that_cannot_be() -> None:
    text = "если тебе нет 18, родители согласны письменно"

    assert known(age=18, confirmed={text: False}).confirmed(text) is YES


def test_an_answer_given_both_ways_is_asked_again() -> None:
    person = known(confirmed={"учишься очно": True, "не учишься очно": True})

    assert (person.confirmed("учишься очно"), person.confirmed("не учишься очно")) == (UNKNOWN, UNKNOWN)


@pytest.mark.parametrize(
    ("profile", "pair"),
    [
        pytest.param(
            {"statuses": {"self_employed": True}, "capabilities": {"self_employed_status": False}},
            ("statuses.self_employed", "capabilities.self_employed_status"),
            id="status-and-capability",
        ),
        pytest.param(
            {"capabilities": {"ngo": True, "ngo_status": False}},
            ("capabilities.ngo", "capabilities.ngo_status"),
            id="form-and-capability",
        ),
        pytest.param(
            {"capabilities": {"student_status": False}, "statuses": {"college": False, "university": True}},
            ("capabilities.student_status", "statuses.university"),
            id="student-who-is-none",
        ),
        pytest.param(
            {
                "capabilities": {"student_status": True},
                "statuses": {"college": False, "university": False, "postgraduate": False},
            },
            ("capabilities.student_status", "statuses.college, university, postgraduate"),
            id="student-of-nothing",
        ),
        pytest.param(
            {"confirmed": {"учишься очно": False, "не учишься очно": False}},
            ("confirmed.учишься очно", "confirmed.не учишься очно"),
            id="text-and-its-negation",
        ),
        pytest.param(
            {"statuses": {"self_employed": True}, "confirmed": {"ты не на налоге для самозанятых": True}},
            ("statuses.self_employed", "confirmed.ты не на налоге для самозанятых"),
            id="fact-and-its-negation",
        ),
    ],
)
def test_a_fact_stated_both_ways_is_found(profile: dict[str, Any], pair: tuple[str, str]) -> None:
    assert contradictions(Facts.model_validate(profile), condition_texts()) == (pair,)


def test_the_same_fact_stated_twice_is_no_contradiction() -> None:
    facts = Facts.model_validate(
        {"statuses": {"self_employed": True}, "capabilities": {"self_employed": True, "person": False}}
    )

    assert contradictions(facts, condition_texts()) == ()
