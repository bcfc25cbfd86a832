"""Russian in Latin letters is read; English stays English."""

import pytest

from bot.person.reading.latin import in_russian


@pytest.mark.parametrize(
    ("text", "russian"),
    [
        ("privet mne 17 zhivu v kurgane", "привет мне 17 живу в кургане"),
        ("hochu snimat video", "хочу снимат видео"),
    ],
)
def test_latin_letters_are_read_as_russian(text: str, russian: str) -> None:
    assert in_russian(text) == russian


@pytest.mark.parametrize(
    "text",
    [
        "hi 22 yo i love unity games",
        "hello how are you my friend",
        "tyumen",
        "ok",
        "",
        "живу в kurgane, i love it",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert in_russian(text) == text
