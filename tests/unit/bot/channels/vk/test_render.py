"""Texts and keyboards as VK shows them; the local server's own rules judge them."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.splitting import SplitWords, split
from bot.channels.vk.abilities import Abilities
from bot.channels.vk.content import in_words
from bot.channels.vk.keyboard import SHAPE, keyboard, with_addresses_in_words
from bot.channels.vk.render import measure, render, units
from bot.dialogue.messages import Button, Outgoing
from tests.platforms.shown import cut_utf16
from tests.platforms.vk.formats import read_format
from tests.platforms.vk.keyboards import read_keyboard

WORDS = SplitWords(more="Ещё варианты", empty="…")
NEW, OLD, OLDEST = Abilities(callback=True), Abilities(), Abilities(inline=False)


def _items(text: str, *, hides_addresses: bool = True) -> list[tuple[str, str]]:
    """What is formatted, and how."""
    shown = render(text, hides_addresses=hides_addresses)
    items = json.loads(shown.format_data)["items"] if shown.format_data else []
    return [(item["type"], cut_utf16(shown.text, item["offset"], item["length"])) for item in items]


def test_bold_and_italic_are_said_beside_the_text() -> None:
    text = "Тут **важно 🎉** и _тихо_"

    assert render(text, hides_addresses=True).text == "Тут важно 🎉 и тихо"
    assert _items(text) == [("bold", "важно 🎉"), ("italic", "тихо")]


def test_offsets_count_an_emoji_as_two() -> None:
    assert _items("🎉🎉 **да**") == [("bold", "да")]


def test_lists_and_quotes_keep_their_lines() -> None:
    text = "Шаги:\n- **раз**\n- два\n\n> чужие\n> слова"

    assert render(text, hides_addresses=True).text == "Шаги:\n• раз\n• два\n\n│ чужие\n│ слова"
    assert _items(text) == [("bold", "раз")]


def test_a_new_app_shows_words_that_lead_somewhere() -> None:
    shown = render("Вот [сайт](https://example.ru/a)", hides_addresses=True)

    assert shown.text == "Вот сайт"
    assert json.loads(shown.format_data or "")["items"] == [
        {"type": "url", "offset": 4, "length": 4, "url": "https://example.ru/a"}
    ]


def test_an_old_app_shows_the_address_itself() -> None:
    shown = render("Вот [сайт](https://example.ru/a)", hides_addresses=False)

    assert (shown.text, shown.format_data) == ("Вот сайт (https://example.ru/a)", None)


def test_a_number_to_call_stays_a_number() -> None:
    text = "Звони [8-800](tel:88002000122), пиши [a@b.ru](mailto:a@b.ru)"

    assert render(text, hides_addresses=True).text == "Звони 8-800 (88002000122), пиши a@b.ru"


def test_a_talk_on_telegram_cannot_be_opened_from_here() -> None:
    person = "tg://user?id=5"
    message = Outgoing(text=f"Пишет [Аня]({person})", rows=((Button(label="Открыть", url=person),),))

    shown = with_addresses_in_words(message)

    assert render(shown.text, hides_addresses=False).text == "Пишет Аня"
    assert shown.rows == ()


@pytest.mark.parametrize("words", ["[id1|Павел]", "@durov", "*durov", "&#128512;", "&lt;"])
def test_words_never_become_markup_of_vk(words: str) -> None:
    shown = render(words.replace("[", "\\[").replace("*", "\\*"), hides_addresses=True).text

    assert shown.replace("\u2060", "") == words
    assert shown != words


def test_a_mailbox_stays_as_it_is() -> None:
    assert render("dom@example.ru & co", hides_addresses=True).text == "dom@example.ru & co"


def test_buttons_have_their_colours_and_their_action() -> None:
    rows = [
        [Button(label="Да", action="yes", style="primary"), Button(label="Нет", action="no", style="danger")]
    ]

    drawn = json.loads(keyboard(rows, NEW) or "")

    assert drawn["inline"] is True
    assert drawn["buttons"][0][0] == {
        "action": {"type": "callback", "label": "Да", "payload": '{"a":"yes"}'},
        "color": "primary",
    }
    assert drawn["buttons"][0][1]["color"] == "negative"


def test_an_app_without_silent_buttons_gets_those_that_write_their_label() -> None:
    drawn = json.loads(keyboard([[Button(label="Да", action="yes")]], OLD) or "")

    assert drawn["buttons"][0][0]["action"]["type"] == "text"


def test_an_app_without_inline_keyboards_gets_one_below_the_text() -> None:
    drawn = json.loads(keyboard([[Button(label="Да", action="yes")]], OLDEST) or "")

    assert (drawn["inline"], drawn["one_time"]) == (False, True)


def test_an_address_opens_and_one_that_vk_cannot_open_becomes_words() -> None:
    message = Outgoing(
        text="Помощь",
        rows=(
            (Button(label="Сайт", url="https://example.ru"),),
            (Button(label="Позвонить", url="tel:112"), Button(label="Меню", action="menu")),
        ),
    )

    spelled = with_addresses_in_words(message)

    assert render(spelled.text, hides_addresses=True).text == "Помощь\n\nПозвонить: 112"
    assert [[button.label for button in row] for row in spelled.rows] == [["Сайт"], ["Меню"]]
    assert json.loads(keyboard(spelled.rows, OLD) or "")["buttons"][0][0]["action"] == {
        "type": "open_link",
        "label": "Сайт",
        "link": "https://example.ru",
    }


def test_a_message_without_buttons_has_no_keyboard() -> None:
    assert keyboard([], NEW) is None
    assert keyboard([[Button(label="Ссылка", url="javascript:alert(1)")]], NEW) is None


MARKUP = st.text(alphabet="аb🎉\u0301 *_[]()\\>-\n@&#;|`.!12", max_size=200)
ANY_TEXT = st.one_of(
    st.text(max_size=300),
    MARKUP,
    st.builds(lambda text, times: text * times, MARKUP, st.integers(20, 120)),
    st.builds(lambda words, url: f"[{words}](https://{url}.ru)", MARKUP, st.text("abc", max_size=40)),
)
ADDRESS = st.one_of(
    st.sampled_from(["https://example.ru/a?b=1&c={2}", "http://росмолодёжь.рф", "tel:112", "javascript:x"]),
    st.text(max_size=30),
    st.text("abc", min_size=1, max_size=1200).map(lambda path: f"https://example.ru/{path}"),
)
BUTTON = st.one_of(
    st.builds(Button, label=st.text(max_size=80), action=st.text("abc:~-", min_size=1, max_size=64)),
    st.builds(
        Button,
        label=st.text("🎉а ", max_size=60),
        action=st.just("menu"),
        style=st.sampled_from(["plain", "primary", "danger"]),
    ),
    st.builds(Button, label=st.text(max_size=80), url=ADDRESS),
)
ROWS = st.lists(st.lists(BUTTON, max_size=9).map(tuple), max_size=14).map(tuple)


@settings(max_examples=100, deadline=None)
@given(text=ANY_TEXT, rows=ROWS, abilities=st.sampled_from([NEW, OLD, OLDEST]))
def test_any_text_and_any_keyboard_becomes_messages_that_vk_takes(
    text: str, rows: tuple[tuple[Button, ...], ...], abilities: Abilities
) -> None:
    parts = split(with_addresses_in_words(Outgoing(text=text, rows=rows)), SHAPE, measure, WORDS)

    assert parts
    for part in parts:
        shown = render(part.text, hides_addresses=abilities.callback)
        drawn = keyboard(part.rows, abilities)
        assert shown.text.strip()
        assert units(shown.text) <= 4096
        read_format(shown.format_data, shown.text)
        if drawn is not None:
            read_keyboard(drawn)


@settings(max_examples=60, deadline=None)
@given(text=ANY_TEXT, rows=ROWS)
def test_any_message_becomes_words_that_vk_takes(text: str, rows: tuple[tuple[Button, ...], ...]) -> None:
    parts = split(with_addresses_in_words(Outgoing(text=text, rows=rows)), SHAPE, measure, WORDS)

    said = [words for part in parts for words in in_words(part, "")]

    assert all(words.keys() == {"message", "dont_parse_links"} for words in said)
    assert all(0 < units(str(words["message"])) <= 4096 for words in said)


def test_a_full_message_and_its_buttons_in_words_are_two_messages() -> None:
    rows = ((Button(label="Меню", action="menu"),),)

    first, second = in_words(Outgoing(text="слово " * 682, rows=rows), "photo1_2")

    assert first["attachment"] == "photo1_2"
    assert str(second["message"]).endswith("Меню")
    assert "attachment" not in second


@settings(max_examples=100, deadline=None)
@given(rows=ROWS)
def test_no_button_is_lost_between_the_pages(rows: tuple[tuple[Button, ...], ...]) -> None:
    actions = [button.action for row in rows for button in row if button.action]

    parts = split(with_addresses_in_words(Outgoing(text="Выбирай", rows=rows)), SHAPE, measure, WORDS)

    assert [payload["a"] for part in parts for payload in _payloads(part)] == actions


def _payloads(part: Outgoing) -> list[dict[str, Any]]:
    drawn = json.loads(keyboard(part.rows, NEW) or '{"buttons": []}')
    pressed = [button["action"].get("payload") for row in drawn["buttons"] for button in row]
    return [json.loads(payload) for payload in pressed if payload]


@settings(max_examples=100, deadline=None)
@given(text=ANY_TEXT)
def test_a_text_never_takes_more_room_than_was_measured(text: str) -> None:
    assert units(render(text, hides_addresses=True).text) <= measure(text)
