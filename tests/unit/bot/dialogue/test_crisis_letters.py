"""Danger that hides: letters typed apart, words typed without blanks."""

import pytest

from bot.dialogue.crisis import Danger, crisis_in


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("н е х о ч у ж и т ь", "self_harm"),
        ("не х о ч у ж и т ь", "self_harm"),
        ("Х-О-Ч-У-У-М-Е-Р-Е-Т-Ь", "self_harm"),
        ("п о к о н ч у с с о б о й", "self_harm"),
        ("я хочуумереть", "self_harm"),
        ("т р а в я т м е н я", "violence"),
        ("негденочевать", "home"),
    ],
)
def test_danger_without_blanks_between_words_is_seen(text: str, danger: Danger) -> None:
    assert crisis_in(text) == danger


@pytest.mark.parametrize(
    "text",
    [
        "х о ч у г р а н т",
        "хочуработунаканикулах",
        "достопримечательности Шадринска",
        "проект о профилактике суицида шадринскомалоизвестный",
        "не хочу жить в общаге шадринскомалоизвестной",
    ],
)
def test_other_words_without_blanks_alarm_nobody(text: str) -> None:
    assert crisis_in(text) is None


def test_a_long_run_of_letters_is_judged_quickly_enough_to_end() -> None:
    assert crisis_in("нехочу" * 3_000) is None
