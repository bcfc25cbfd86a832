"""What somebody wants in their own words: nothing of who they are, nothing but what needs leave unsaid."""

import pytest

from bot.dialogue.own_words import own_words
from bot.person.understanding import Rules
from knowledge.regions import regions

RULES = Rules(regions(), "Курганская область")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("хочу открыть гончарную мастерскую", "хочу открыть гончарную мастерскую"),
        ("17 лет, Шадринск, хочу снять короткий фильм", "хочу снять короткий фильм"),
        (
            "хочу снять фильм про деда, пишите на a@b.ru или +7 900 000-00-00",
            "хочу снять фильм про деда",
        ),
        (
            "мне 15, живу в деревне под Шадринском, хочу сделать спортплощадку, денег нет",
            "хочу сделать спортплощадку, денег нет",
        ),
        (
            "мне 23 живу в Кургане хочу шить одежду на заказ дома, нужна машинка",
            "хочу шить одежду на заказ дома, нужна машинка",
        ),
        ("ищу для подруги, ей 19, она ждёт ребёнка, живёт в Шадринске, нужны деньги", None),
        ("деньги, помещение и знания", None),
        ("нужны деньги", None),
    ],
)
def test_only_what_is_wanted_stays(text: str, kept: str | None) -> None:
    assert own_words(RULES.understand(text, "needs")) == kept


def test_long_words_are_cut_at_a_word() -> None:
    kept = own_words(RULES.understand("хочу построить " + "удивительную " * 40, "needs"))

    assert kept is not None
    assert len(kept) <= 200
    assert kept.endswith("удивительную")
