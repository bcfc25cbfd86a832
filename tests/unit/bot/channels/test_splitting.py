"""Messages become as many as a platform needs, cut at the kindest places."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.markup import Bold, Link, Paragraph, parse
from bot.channels.rendering import plain
from bot.channels.splitting import Shape, SplitWords, at_most, is_blank, split
from bot.dialogue.messages import Button, Outgoing

WORDS = SplitWords(more="Ещё варианты", empty="Готово")
SMALL = Shape(text=40, caption=16, columns=3, rows=3, buttons=6, label=10)


def measure(text: str) -> int:
    return len(plain(parse(text)))


def texts(text: str, shape: Shape = SMALL, **more: object) -> list[str]:
    return [part.text for part in split(Outgoing(text=text, **more), shape, measure, WORDS)]


def keyboards(*widths: int) -> list[list[int]]:
    numbers = iter(range(1000))
    rows = tuple(tuple(Button(label=str(next(numbers)), action="x") for _ in range(w)) for w in widths)
    parts = split(Outgoing(text="Выбери", rows=rows), SMALL, measure, WORDS)
    pressed = [int(button.label) for part in parts for row in part.rows for button in row]
    assert pressed == list(range(sum(widths)))
    return [[len(row) for row in part.rows] for part in parts]


def test_a_message_within_the_limits_stays_the_very_same() -> None:
    message = Outgoing(text="**Привет**", rows=((Button(label="Меню", action="menu"),),), preview=True)

    assert list(split(message, SMALL, measure, WORDS)) == [message]


def test_a_long_text_is_cut_between_paragraphs() -> None:
    first, second = "Первый абзац про гранты.", "Второй абзац про жильё."

    assert texts(f"{first}\n\n{second}") == [first, second]


def test_a_paragraph_that_is_too_long_is_cut_between_lines() -> None:
    lines = [f"- пункт номер {number}" for number in range(5)]

    assert texts("\n".join(lines)) == ["\n".join(lines[:2]), "\n".join(lines[2:4]), lines[4]]


def test_a_line_that_is_too_long_is_cut_after_a_sentence() -> None:
    assert texts("Первое предложение, длинное. Второе покороче будет.") == [
        "Первое предложение, длинное.",
        "Второе покороче будет.",
    ]


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    parts = texts("слово " * 12)

    assert parts == ["слово слово слово слово слово слово", "слово слово слово слово слово слово"]


def test_a_word_that_is_too_long_is_cut_between_letters() -> None:
    assert texts("а" * 90) == ["а" * 40, "а" * 40, "а" * 10]


def test_bold_words_stay_bold_on_both_sides_of_a_cut() -> None:
    parts = [parse(part) for part in texts(f"**{'слово ' * 11}слово**")]

    assert [type(block.lines[0][0]) for (block,) in parts if isinstance(block, Paragraph)] == [Bold, Bold]


def test_a_link_leads_to_the_same_place_on_both_sides_of_a_cut() -> None:
    url = "https://a.ru/(b)"
    blocks = [parse(part)[0] for part in texts(f"[{'слово ' * 10}слово]({url})", Shape(99, 99, 3, 3, 6, 10))]

    links = [block.lines[0][0] for block in blocks if isinstance(block, Paragraph)]
    assert [link.url for link in links if isinstance(link, Link)] == [url] * len(blocks)


def test_what_was_escaped_stays_escaped_after_a_cut() -> None:
    words = "сколько_лет *тебе* [сейчас] "

    parts = texts(re.sub(r"([*_\[\]])", r"\\\1", words * 4))

    assert " ".join(plain(parse(part)) for part in parts) == (words * 4).strip()


def test_the_rest_of_a_quote_is_a_quote_and_the_rest_of_an_item_is_not_another_item() -> None:
    assert texts("> " + "слово " * 8) == ["> слово слово слово слово слово слово", "> слово слово"]
    assert texts("- " + "слово " * 8)[1] == "слово слово"


@pytest.mark.parametrize("sign", ["👨‍👩‍👧", "é", "🇷🇺", "👍🏽", "❤️"])
def test_a_sign_of_several_characters_is_never_cut(sign: str) -> None:
    parts = texts(sign * 60)

    assert "".join(parts) == sign * 60
    assert all(len(part) % len(sign) == 0 for part in parts)


def test_the_first_part_carries_the_picture_and_the_last_the_buttons() -> None:
    rows = ((Button(label="Меню", action="menu"),),)
    message = Outgoing(text="Слово за слово, и целый рассказ.", picture="p.png", rows=rows, replaces="7")

    parts = split(message, SMALL, measure, WORDS)

    assert [(part.picture, part.replaces, part.rows) for part in parts] == [
        ("p.png", "7", ()),
        (None, None, rows),
    ]
    assert measure(parts[0].text) <= SMALL.caption


def test_only_the_last_message_of_a_farewell_says_that_it_is_one() -> None:
    parts = split(Outgoing(text="слово " * 20, forget=True), SMALL, measure, WORDS)

    assert [part.forget for part in parts] == [False] * (len(parts) - 1) + [True]


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\u2060", "[ ](https://a.ru)", ">", "\u2800"])
def test_a_text_that_shows_nothing_gets_words(text: str) -> None:
    assert texts(text) == ["Готово"]


def test_a_picture_needs_no_words() -> None:
    assert texts("", picture="p.png") == [""]


def test_a_row_that_is_too_wide_becomes_rows_of_nearly_the_same_width() -> None:
    assert keyboards(4) == [[2, 2]]
    assert keyboards(5) == [[3, 2]]


def test_buttons_that_do_not_fit_follow_in_messages_of_their_own() -> None:
    assert keyboards(3, 3, 3) == [[3, 3], [3]]
    assert keyboards(1, 1, 1, 1, 2) == [[1, 1, 1], [1, 2]]


def test_the_row_that_leads_away_stays_together_at_the_very_end() -> None:
    assert keyboards(3, 2, 3) == [[3, 2], [3]]


def test_a_label_that_is_too_long_ends_in_an_ellipsis_and_an_empty_one_is_an_ellipsis() -> None:
    rows = ((Button(label="Поддержка молодых", action="a"), Button(label=" \n", action="b")),)

    (part,) = split(Outgoing(text="Выбери", rows=rows), SMALL, measure, WORDS)

    assert [button.label for button in part.rows[0]] == ["Поддержка…", "…"]


marked = st.text(st.sampled_from("аб \n*_[]()\\>-.👍\u0301й1"), max_size=300)
anything = st.one_of(st.text(max_size=200), marked)
buttons = st.builds(Button, label=st.text(max_size=20), action=st.just("menu"))
rows = st.lists(st.lists(buttons, max_size=9).map(tuple), max_size=9).map(tuple)


@settings(deadline=None)
@given(anything, rows, st.booleans())
def test_any_message_becomes_parts_within_the_limits(
    text: str, rows: tuple[tuple[Button, ...], ...], pictured: bool
) -> None:
    message = Outgoing(text=text, rows=rows, picture="p.png" if pictured else None)

    parts = split(message, SMALL, measure, WORDS)

    assert measure(parts[0].text) <= (SMALL.caption if pictured else SMALL.text)
    assert all(measure(part.text) <= SMALL.text for part in parts)
    assert all(not is_blank(part.text) for part in parts[pictured:])
    for part in parts:
        assert len(part.rows) <= SMALL.rows
        assert sum(len(row) for row in part.rows) <= SMALL.buttons
        assert all(0 < len(row) <= SMALL.columns for row in part.rows)
        assert all(0 < len(button.label) <= SMALL.label for row in part.rows for button in row)
    assert sum(len(row) for part in parts for row in part.rows) == sum(len(row) for row in rows)
    assert parts == split(message, SMALL, measure, WORDS)


def letters(text: str) -> Counter[str]:
    """What must not get lost: letters and digits (marks of a list may appear or go, spaces may)."""
    return Counter(letter for letter in text if unicodedata.category(letter)[0] in "LN")


@settings(deadline=None)
@given(marked)
def test_no_word_is_lost_by_cutting(text: str) -> None:
    whole = letters(plain(parse(text)))

    parts = split(Outgoing(text=text), SMALL, measure, WORDS)

    if whole:
        assert sum((letters(plain(parse(part.text))) for part in parts), Counter()) == whole


@settings(deadline=None)
@given(anything)
def test_what_is_told_without_reading_markup_is_never_too_little(text: str) -> None:
    wide = text + "[мера](https://дом.рф/путь/👍)\n> цитата\n- пункт"

    assert measure(wide) <= at_most(wide)
