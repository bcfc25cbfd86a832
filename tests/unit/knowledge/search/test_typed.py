"""Repairs of what was typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.search.corpus import Corpus, known_words
from knowledge.search.lexicon import phrases
from knowledge.search.typed import Repairs
from knowledge.shipped import shipped_measures


@pytest.fixture(scope="module")
def repairs() -> Repairs:
    return Repairs(known_words(Corpus.build(shipped_measures(), phrases())))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("стипенндия", "стипендия", id="a letter too many"),
        pytest.param("рабоат", "работа", id="letters swapped"),
        pytest.param("ипатека", "ипотека", id="as it sounds"),
        pytest.param("kak poluchit stipendiyu", "как получит стипендию", id="latin letters"),
        pytest.param("zhile molodoy seme", "жилье молодой семье", id="latin letters without soft signs"),
        pytest.param("xochu u4itsja", "хочу учится", id="latin letters and digits by ear"),
        pytest.param("cnbgtylbz", "стипендия", id="the other keyboard layout"),
        pytest.param("хочуработунаканикулах", "хочу работу на каникулах", id="no spaces"),
        pytest.param("it кружок", "it кружок", id="a latin word that is known"),
        pytest.param("16лет", "16 лет", id="a glued number"),
    ],
)
def test_a_request_is_read_as_it_was_meant(repairs: Repairs, typed: str, meant: str) -> None:
    assert repairs.words(typed) == meant.split()


@pytest.mark.parametrize("word", ["пожар", "маршрутка", "стипендией", "борщ"])
def test_a_real_word_is_never_changed(repairs: Repairs, word: str) -> None:
    assert repairs.words(word) == [word]


@pytest.mark.parametrize("typed", ["qwerty asdfgh", "йцукен", "фывапролдж", "asdfghjkl"])
def test_keys_in_a_row_are_no_words(repairs: Repairs, typed: str) -> None:
    assert repairs.words(typed) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=100))
def test_any_text_is_read(text: str) -> None:
    repairs = Repairs({"грант": 3, "работа": 2})

    assert all(repairs.words(text))
