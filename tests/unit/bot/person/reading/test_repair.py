"""One slip in a word does not hide what is said."""

import pytest

from bot.person.reading.lexicon import repairs
from bot.person.reading.repair import Repairs
from bot.person.understanding import Rules
from knowledge.regions import regions


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("колелдже", "колледж"),
        ("пмоещение", "помещ"),
        ("стпиендия", "стипенд"),
        ("самозонятая", "самозанят"),
    ],
)
def test_a_slip_is_mended(said: str, meant: str) -> None:
    assert repairs().repaired(said).startswith(meant[:4])
    assert repairs().repaired(said) != said


@pytest.mark.parametrize("word", ["катайске", "кот", "17", "python", "собака", "грант"])
def test_words_that_are_right_short_or_of_another_kind_stay(word: str) -> None:
    assert repairs().repaired(word) == word


def test_two_slips_are_another_word() -> None:
    assert Repairs(["помещение"], []).repaired("памищенье") == "памищенье"


def test_a_misspelt_message_is_understood() -> None:
    facts = Rules(regions(), "Курганская область").understand("учусь в коледже, ищу помищение").facts

    assert facts.statuses == {"college": True}
    assert facts.needs == ("space",)
