"""Which article answers: the figures that docs/articles.md promises, and what can never be an answer."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.articles import read, requests, score
from knowledge.articles.finding import Finder
from knowledge.articles.shelf import shipped_shelf


@cache
def finder() -> Finder:
    return Finder.of(shipped_shelf().articles)


def answer(text: str) -> str | None:
    found = finder().find(text)
    return found.id if found else None


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("как написать цель проекта", "cel-i-zadachi"),
        ("чем самозанятый отличается от ип", "samozanyatyj-ili-ip"),
        ("что такое паспорт проекта", "pasport-proekta"),
        ("ЧТО ТАКОЕ ПИТЧ???", "zashchita-proekta"),
        ("chto takoe pasport proekta", "pasport-proekta"),
        ("как составить бизнесс план", "biznes-plan"),
    ],
)
def test_a_question_finds_its_article(text: str, id_: str) -> None:
    assert answer(text) == id_


@pytest.mark.parametrize(
    "text",
    ["хочу грант на мастерскую", "ищу команду", "какие гранты есть для студентов", "", "?", "привет", "🙂"],
)
def test_what_is_no_question_to_an_article_finds_none(text: str) -> None:
    assert answer(text) is None


def test_the_labelled_questions_are_answered_as_well_as_promised() -> None:
    questions = read()
    assert sum(one.article is None for one in questions) >= 20
    assert sum(one.article is not None for one in questions) >= 60

    result = score(questions, answer)

    assert result.precision >= 0.95
    assert result.recall >= 0.9


def test_hardly_any_request_for_a_measure_gets_an_article() -> None:
    asked = requests()

    mistaken = [text for text in asked if answer(text)]

    assert len(mistaken) <= len(asked) * 0.02, mistaken


def test_every_way_to_ask_that_an_article_names_leads_to_it() -> None:
    lost = [
        (said, article.id)
        for article in shipped_shelf().articles
        for said in article.asked
        if answer(said) != article.id
    ]

    assert lost == []


@given(st.text(max_size=300))
def test_any_text_is_answered_or_not_but_never_fails(text: str) -> None:
    assert answer(text) is None or answer(text) in shipped_shelf().by_id


def test_a_very_long_text_costs_no_more_than_a_short_one() -> None:
    assert finder().ranked("как написать цель проекта " * 20) == finder().ranked(
        "как написать цель проекта " * 9_000
    )
