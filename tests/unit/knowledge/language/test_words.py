"""Words of Russian text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.language.words import is_known, is_noun, lemma, lemmas, normalise, words


def test_one_spelling_for_e_and_yo_and_no_stress_marks() -> None:
    assert normalise("Ребёнок ЗА́МОК") == "ребенок замок"


def test_digits_glued_to_letters_are_words_of_their_own() -> None:
    assert words("работа на лето 14лет, it-куб") == ["работа", "на", "лето", "14", "лет", "it", "куб"]


@pytest.mark.parametrize(
    ("word", "dictionary_form"),
    [("грантами", "грант"), ("детей", "ребенок"), ("волонтёрить", "волонтерить"), ("it", "it"), ("14", "14")],
)
def test_a_word_is_known_by_its_dictionary_form(word: str, dictionary_form: str) -> None:
    assert lemma(normalise(word)) == dictionary_form


def test_the_dictionary_tells_words_from_slips_and_nouns_from_others() -> None:
    assert is_known("пожар")
    assert not is_known("пажарр")
    assert is_noun("пожар")
    assert not is_noun("учить")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_has_words(text: str) -> None:
    assert all(word and word == normalise(word) for word in words(text))
    assert len(lemmas(text)) == len(words(text))
