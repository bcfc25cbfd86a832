"""What a request says."""

import pytest

from knowledge.search.lexicon import Lexicon, facets, phrases, synonyms
from knowledge.search.request import Request
from knowledge.search.search import Search
from knowledge.shipped import shipped_measures
from knowledge.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "facet", "word"),
    [
        ("нужен наставник", "needs", "mentor"),
        ("хочу свою хату", "needs", "housing"),
        ("ищу подработку", "needs", "job"),
        ("выставка картин, творчество", "topics", "creativity"),
        ("есть ли стипендия", "kind", "scholarship"),
        ("учусь в аспирантуре", "statuses", "postgraduate"),
        ("у меня кфх", "statuses", "farmer"),
    ],
)
def test_a_request_says_what_it_needs_and_who_asks(search: Search, text: str, facet: str, word: str) -> None:
    assert word in search.understand(text).facets[facet]


@pytest.mark.parametrize(
    ("text", "age"),
    [("мне 15", 15), ("работа 14лет", 14), ("обоим по 28 лет", 28), ("я в 9 классе", 15), ("40 коров", None)],
)
def test_an_age_is_a_number_beside_the_right_word(search: Search, text: str, age: int | None) -> None:
    assert search.understand(text).age == age


def test_slang_stands_for_official_words(search: Search) -> None:
    request: Request = search.understand("степуха")

    assert [term.also for term in request.terms] == [("стипендия",)]


def test_the_longest_phrase_hides_the_shorter_ones() -> None:
    lexicon = Lexicon([("социальный", "a"), ("социальный контракт", "b")])

    assert [spoken.meaning for spoken in lexicon.find(["социальный", "контракт"])] == ["b"]


def test_an_adjective_may_stand_inside_a_phrase() -> None:
    lexicon = Lexicon([("снимать", "housing"), ("снимать кино", "film")])
    said = ["снимать", "короткий", "кино"]

    assert [(spoken.places, spoken.meaning) for spoken in lexicon.find(said, {1})] == [((0, 2), "film")]
    assert [spoken.meaning for spoken in lexicon.find(said)] == ["housing"]


def test_the_words_of_facets_are_those_of_the_vocabulary() -> None:
    names = vocabulary()

    for facet, lexicon in facets().items():
        meanings = {spoken.meaning for word in lexicon.words() for spoken in lexicon.find([word])}
        assert meanings <= set(getattr(names, facet))


def test_every_shipped_measure_has_its_spoken_phrases_and_no_other_has() -> None:
    assert set(phrases()) == {measure.id for measure in shipped_measures()}
    assert synonyms().words()
