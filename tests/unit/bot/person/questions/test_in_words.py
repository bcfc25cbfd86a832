"""Answers in words to a message that asks for several things."""

from collections.abc import Callable

import pytest

from bot.person.questions.in_words import told
from bot.person.questions.units import Question, units
from bot.person.understanding import Rules
from knowledge.facts import Facts
from knowledge.regions import regions

ABOUT = Question("age", ("age",), ("place", "occupation"))
WANTS = Question("needs", units().needs, ("topics",))


def hearing(text: str) -> Callable[[str | None], Facts]:
    return lambda asked: Rules(regions(), "Курганская область").understand(text, asked).facts


def test_one_sentence_tells_age_place_and_occupation() -> None:
    facts = told(ABOUT, hearing("17, Шадринск, учусь в колледже"))

    assert (facts.age, facts.municipality) == (17, "Шадринск")
    assert {word for word, holds in facts.statuses.items() if holds} == {"college"}


def test_who_names_an_occupation_names_all() -> None:
    facts = told(ABOUT, hearing("17, Шадринск, учусь в колледже"))

    assert facts.statuses["employed"] is False
    assert facts.capabilities["sole_proprietor_status"] is False


def test_who_does_not_work_may_look_for_work() -> None:
    facts = told(ABOUT, hearing("25, Курган, не работаю"))

    assert facts.statuses["employed"] is False
    assert "unemployed" not in facts.statuses


def test_who_studies_somewhere_may_do_so_at_a_college_or_a_university() -> None:
    facts = told(ABOUT, lambda _: Facts(age=19, capabilities={"student_status": True}))

    assert facts.statuses["school"] is False
    assert "college" not in facts.statuses


@pytest.mark.parametrize("words", ["17", "17, Шадринск"])
def test_silence_about_the_occupation_settles_nothing(words: str) -> None:
    assert told(ABOUT, hearing(words)).statuses == {}


def test_a_wish_tells_what_is_lacking_and_what_is_of_interest() -> None:
    facts = told(WANTS, hearing("люблю экологию, хочу чистить реку, нет денег"))

    assert (facts.needs, facts.topics) == (("money",), ("ecology",))


def test_a_bare_word_answers_what_was_asked_first() -> None:
    assert set(told(WANTS, hearing("наставник и деньги")).needs) == {"money", "mentor"}
    assert told(ABOUT, hearing("17")).age == 17


def test_a_plain_question_is_read_in_its_own_light() -> None:
    assert told(Question("topics", ("it",)), hearing("спорт")).topics == ("sport",)


def test_how_far_the_project_is_and_what_time_there_is_are_heard_together() -> None:
    facts = told(Question("project", ("idea", "5", "10")), hearing("пока идея, часов 10 в месяц"))

    assert (facts.stage, facts.hours_per_month) == ("idea", 10)


def test_silence_takes_nothing_back_that_is_known() -> None:
    known = Facts(statuses={"school": True})

    facts = told(Question("occupation", ("employed", "unemployed")), hearing("не работаю"), known)

    assert facts.statuses["employed"] is False
    assert "school" not in facts.statuses
