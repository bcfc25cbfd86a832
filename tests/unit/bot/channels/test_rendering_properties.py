"""Any words and any buttons become messages that the platforms take, by the rules of the local platforms."""

from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.splitting import split, split_words
from bot.channels.telegram.keyboard import keyboard, without_dead_buttons
from bot.channels.telegram.render import html, measure, words
from bot.channels.telegram.shape import SHAPE
from bot.dialogue.messages import Button, Outgoing
from bot.texts import russian
from tests.platforms.telegram.keyboards import MOST_BUTTONS, MOST_IN_A_ROW, read_markup
from tests.platforms.telegram.texts import CAPTION_LIMIT, TEXT_LIMIT, read_text, text_defects

WORDS: Final = split_words(russian())

markup = st.text(st.sampled_from("аб \n\n*_[]()\\>-.👍\u0301й1<&\"'/:"), max_size=400)
pieces = st.sampled_from([
    "**жирно** ", "_косо_ ", "[сайт](https://a.ru/?b=1&c=2) ", "[тел](tel:+7352) ", "[](https://a.ru)",
    "[**ж** _к_](https://дом.рф)", "[x](http://localhost)", "\n- пункт ", "\n> цитата ", "\n\n", "слово ",
    "слово " * 300, "x" * 900, "👩\u200d👩\u200d👧 ", "<b>", "&amp;", "&", "\\*", "a_b_c", "** **", "{",
    "\u200b", "\x00", "\ufffe", "\u202e",
])  # fmt: skip
composed = st.lists(pieces, max_size=30).map("".join)
texts = st.one_of(st.text(max_size=300), markup, composed)
urls = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["https://a.ru", "http://localhost", "tel:+7", "https://a.ru:1e9", "//a.ru", "https://дом.рф"]
    ),
)
buttons = st.builds(
    Button,
    label=st.one_of(st.text(max_size=12), st.just("Длинная подпись кнопки " * 9)),
    action=st.none() | st.just("menu") | st.text(max_size=70),
    url=st.none() | urls,
    style=st.sampled_from(["plain", "primary", "danger"]),
)
rows = st.lists(st.lists(buttons, max_size=12).map(tuple), max_size=6).map(tuple)
many_rows = st.integers(0, 150).map(lambda count: ((Button(label="Номер", action="menu"),),) * count)


def telegram_parts(message: Outgoing) -> list[Outgoing]:
    return list(split(without_dead_buttons(message), SHAPE, measure, WORDS))


def telegram_call(part: Outgoing) -> dict[str, Any]:
    markup = keyboard(part.rows)
    body = {"parse_mode": "HTML", "reply_markup": markup}
    return body | {"caption" if part.picture else "text": html(part.text)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, st.one_of(rows, many_rows), st.booleans())
def test_any_message_is_taken_by_telegram(
    text: str, rows: tuple[tuple[Button, ...], ...], pictured: bool
) -> None:
    message = Outgoing(text=text, rows=rows, picture="p.png" if pictured else None)

    for part in telegram_parts(message):
        call = telegram_call(part)
        name, limit = ("caption", CAPTION_LIMIT) if part.picture else ("text", TEXT_LIMIT)
        read = read_text(call, name, limit)
        shown = read_markup(call)
        assert text_defects(read) == []
        assert sum(map(len, shown.rows)) <= MOST_BUTTONS
        assert all(len(row) <= MOST_IN_A_ROW for row in shown.rows)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_what_telegram_shows_is_what_we_count(text: str) -> None:
    shown = read_text({"parse_mode": "HTML", "caption": html(text)}, "caption", 10**9)

    assert shown.text == words(text).strip(" \n\t\r")


@settings(max_examples=100, deadline=None)
@given(rows)
def test_every_button_that_telegram_can_take_is_shown_and_in_order(
    rows: tuple[tuple[Button, ...], ...],
) -> None:
    message = without_dead_buttons(Outgoing(text="Выбери", rows=rows))

    parts = telegram_parts(message)

    kept = [(button.action, button.url) for part in parts for row in part.rows for button in row]
    assert kept == [(button.action, button.url) for row in message.rows for button in row]


@pytest.mark.parametrize(
    "text", ["**" * 3000, "[" * 5000, "> " * 3000, "\\" * 9000, "👍🏽" * 5000, "_а" * 5000]
)
def test_hostile_texts_are_cut_too(text: str) -> None:
    parts = telegram_parts(Outgoing(text=text))

    assert all(measure(part.text) <= TEXT_LIMIT for part in parts)
