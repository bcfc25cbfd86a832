"""Codes as they are made and as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.link_codes import SIGNS, new_code, read_code, said_code, shown
from knowledge.language.words import words


def test_a_code_is_eight_signs_with_a_letter_and_a_digit_in_each_half() -> None:
    codes = [new_code() for _ in range(300)]

    for code in codes:
        assert set(code) <= set(SIGNS)
        for half in (code[:4], code[4:]):
            assert any(sign.isdigit() for sign in half)
            assert any(sign.isalpha() for sign in half)
    assert len(set(codes)) == len(codes)


def test_there_are_as_many_codes_as_the_decision_says() -> None:
    half = len(SIGNS) ** 4 - 18**4 - 10**4

    assert (len(SIGNS), half**2) == (28, 249_680_102_400)


@given(st.text(alphabet=SIGNS, min_size=8, max_size=8))
def test_what_is_read_is_what_was_shown(signs: str) -> None:
    for typed in (signs, shown(signs), shown(signs).lower(), f" {signs[:4]}-{signs[4:]}. "):
        assert read_code(typed) in (signs, None)
        assert read_code(typed) == read_code(signs)


@given(st.text(max_size=80))
def test_any_text_is_a_code_or_not_and_never_an_error(text: str) -> None:
    code = said_code(text)

    assert code is None or code == "" or read_code(code) == code


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("OI23 SZ7A", None),
        ("А0С1 В2Е3", "A0C182E3"),
        ("аос1 b2еЗ", "A0C182E3"),
        ("a1l1 uqs5", "A111V055"),
        ("a1l1 uc05", "A111VC05"),
    ],
)
def test_signs_that_look_alike_are_one_sign(typed: str, read: str | None) -> None:
    assert read_code(typed) == read


@pytest.mark.parametrize(
    "text",
    ["март 2026", "курс 2026", "500000тр", "1000000р", "с 2010 по 2026", "мне 17", "хочу", "5 класс", ""],
)
def test_everyday_words_and_numbers_are_no_codes(text: str) -> None:
    assert said_code(text) is None


@pytest.mark.parametrize(
    "text", ["мой код 123456", "код 12345678", "Код: AB12", "/link 4512", "вот мой код 7kh4"]
)
def test_who_means_to_give_a_code_is_understood(text: str) -> None:
    assert said_code(text) == ""


@pytest.mark.parametrize(
    "text", ["код города", "код ОКВЭД 62.01 нужен", "дай код", "/link", "код будущего для школьников"]
)
def test_talk_about_codes_is_no_code(text: str) -> None:
    assert said_code(text) is None


def test_a_bare_code_is_no_empty_message() -> None:
    assert words(shown(new_code()))
