"""The small language of phrases."""

import pytest

from bot.person.reading.lexicon import phrase_index
from bot.person.reading.message import message
from bot.person.reading.patterns import PhraseIndex, compiled


def _finds(phrase: str, text: str) -> bool:
    index = PhraseIndex([compiled("x", phrase, {"kin": "мама|папа"})])
    return bool(index.hits(message(text)).get("x"))


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        pytest.param("грант*", "хочу грантов", True, id="any ending"),
        pytest.param("ищу|ищем работу", "ищем работу", True, id="either word"),
        pytest.param("моя? мечта", "мечта", False, id="a phrase begins with a word"),
        pytest.param("мне # лет", "мне 17 лет", True, id="a number"),
        pytest.param("мне # лет", "мне семнадцать лет", True, id="a number in words"),
        pytest.param("хочу ~ форум", "хочу на этот форум", True, id="two words between"),
        pytest.param("хочу ~ форум", "хочу на этот летний форум", False, id="three words between"),
        pytest.param("хочу форум", "хочу, форум", False, id="not over the end of a clause"),
        pytest.param("^ да", "ну да", False, id="at the start of a clause"),
        pytest.param("школа $", "школа танцев", False, id="at the end of a clause"),
        pytest.param("<kin> учитель", "папа учитель", True, id="a piece"),
    ],
)
def test_a_phrase_is_found_where_it_stands(phrase: str, text: str, found: bool) -> None:
    if phrase.startswith("моя?"):
        with pytest.raises(ValueError, match="must begin with a word"):
            _finds(phrase, text)
    else:
        assert _finds(phrase, text) is found


def test_what_is_barred_is_not_found() -> None:
    phrases = [compiled("job", "работ*", {}), compiled("job!", "курсовая работа", {})]

    hits = PhraseIndex(phrases).hits(message("курсовая работа и работа"))

    assert [(hit.first, hit.last) for hit in hits["job"]] == [(3, 4)]


def test_an_unknown_piece_is_refused() -> None:
    with pytest.raises(ValueError, match="no piece is called 'nobody'"):
        compiled("x", "я <nobody>", {})


def test_the_shipped_phrases_can_all_be_read() -> None:
    assert phrase_index().hits(message("мне 17, хочу грант"))["needs.money"]


def test_tens_and_units_are_one_number() -> None:
    assert [word.value for word in message("двадцать три года").words] == [23, None]
