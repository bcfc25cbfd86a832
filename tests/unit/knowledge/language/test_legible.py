"""What a reader sees is what is read: invisible, piled-up, look-alike and spaced letters."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.legible import legible
from knowledge.language.words import words


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        pytest.param("м\u200bн\u200bе 17", "мне 17", id="zero-width"),
        pytest.param("хо\u00adчу на фо\u200dрум", "хочу на форум", id="soft-hyphen-and-joiner"),
        pytest.param("м̶н̶е̶ ̶1̶7̶", "мне 17", id="struck-through"),
        pytest.param("з̸̢͎а̵̛м̷͇о̶к", "замок", id="zalgo"),
        pytest.param("за́мок", "замок", id="stress"),
        pytest.param("ｍｎｅ １７ лет", "mne 17 лет", id="full-width"),
        pytest.param("𝟏𝟕 лет", "17 лет", id="mathematical-digits"),
        pytest.param("живу в Kypгaнe", "живу в Кургане", id="latin-look-alikes"),
        pytest.param("xoчy нa фopyм", "хочу на форум", id="many-look-alikes"),
        pytest.param("шкοла", "школа", id="greek-look-alike"),
        pytest.param("мой ёж", "мой ёж", id="short-i-and-yo-stay"),
        pytest.param(unicodedata.normalize("NFD", "мой ёж"), "мой ёж", id="decomposed"),
        pytest.param("н е  х о ч у  ж и т ь", "не хочу жить", id="spaced"),
        pytest.param("м н е  1 7", "мне 17", id="spaced-digits"),
        pytest.param("х.о.ч.у т.е.а.т.р", "хочу театр", id="dots-between"),
        pytest.param("курсы и т.д. и т.п.", "курсы и т.д. и т.п.", id="abbreviations"),
        pytest.param("х-о-ч-у", "х-о-ч-у", id="four-letters-stay"),
        pytest.param("т е а т р", "театр", id="five-letters-are-a-word"),
        pytest.param("а я и о и у", "а я и о и у", id="words-of-one-letter"),
        pytest.param("1 2 3 4 5 6", "1 2 3 4 5 6", id="digits"),
        pytest.param("письмо № 3…", "письмо № 3…", id="numero-sign"),
        pytest.param("it-клуб и 3d-принтер", "it-клуб и 3d-принтер", id="latin-words-stay"),
        pytest.param("smmщик", "smmщик", id="not-all-look-alike"),
        pytest.param("camp", "camp", id="latin-alone"),
    ],
)
def test_a_text_reads_as_it_looks(written: str, seen: str) -> None:
    assert legible(written) == seen


@given(st.text(max_size=200))
def test_reading_twice_changes_nothing(text: str) -> None:
    assert legible(legible(text)) == legible(text)


@given(st.text(alphabet="а я1.-b\u0306и\u0301cо \u200b", max_size=60))
def test_tricky_letters_read_twice_change_nothing(text: str) -> None:
    assert legible(legible(text)) == legible(text)


def test_a_long_hostile_text_is_read_quickly() -> None:
    texts = ["а\u0301" * 10_000, "a б " * 5_000, "\ufdfa" * 4_000, "а . " * 5_000, "aб" * 10_000]

    began = time.process_time()
    for text in texts:
        words(text)

    assert time.process_time() - began < 2.0
