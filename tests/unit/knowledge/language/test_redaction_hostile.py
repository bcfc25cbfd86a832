"""Redaction of texts that nobody wrote to be read: every repetition that a pattern may stumble over."""

import time

import pytest

from knowledge.language.redaction import redact

_LENGTH = 20_000
_SECONDS = 15
"""Of the processor, on a slow machine; measured 0.2 to 3. What grows with the square takes minutes."""


@pytest.mark.parametrize(
    "piece",
    [
        "8 9 0 ",
        "1 ",
        "w",
        "a.",
        "a@",
        "Маша ",
        "меня зовут ",
        "ул. Ленина ",
        "живу на ",
        "д. 5 ",
        "12.12.2012 ",
        "vk com ",
        "«",
        "М" + "\u0301" * 40,
        "а\u200b",
        "девятьсот ",
        "a собака ",
        "А-",
        "Anna ",
        "640000, а ",
        " ",
    ],
)
def test_a_long_text_takes_no_more_than_its_length(piece: str) -> None:
    redact("Это Иван")  # what is loaded once is not of the text

    begin = time.process_time()
    redact(piece * (_LENGTH // len(piece)))

    assert time.process_time() - begin < _SECONDS


def test_invisible_characters_hide_nothing() -> None:
    text = "\u202e8\u200b902\u2060 555\u00ad31\ufeff13\u202c"

    assert redact(text).text == "\u202e[телефон]"


def test_marks_piled_on_letters_hide_no_name() -> None:
    name = "".join(letter + "\u0337\u0489\u0355" * 5 for letter in "Соня")

    assert redact(f"меня зовут {name}").text == "меня зовут [имя]"


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "\u0301", "ИИ", "[", "A" * 3000, "İİİ Маша"])
def test_odd_texts_are_answered(text: str) -> None:
    assert redact(text).text is not None
