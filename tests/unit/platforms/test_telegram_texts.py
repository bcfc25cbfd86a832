"""What Telegram says of texts and keyboards; the words of refusals are the platform's own."""

from html import escape
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from hypothesis import given
from hypothesis import strategies as st

from tests.platforms.shown import Entity
from tests.platforms.telegram import TelegramServer
from tests.platforms.telegram.html import parse_html
from tests.platforms.telegram.keyboards import read_markup
from tests.platforms.telegram.refusal import Refusal

PERSON = 7


@pytest.fixture
async def talking(telegram: TelegramServer) -> TelegramServer:
    telegram.chat_pace = None
    telegram.user(PERSON).start()
    return telegram


@pytest.mark.parametrize(
    ("html", "words"),
    [
        pytest.param("<b>x", 'Can\'t find end tag corresponding to start tag "b"', id="unclosed"),
        pytest.param("<script>x</script>", 'Unsupported start tag "script" at byte offset 0', id="script"),
        pytest.param("я < б", 'Unsupported start tag "" at byte offset 3', id="bare"),
        pytest.param(
            "<b><i>test</b></i>",
            'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
            id="crossed",
        ),
        pytest.param("x</b>", "Unexpected end tag at byte offset 1", id="end alone"),
        pytest.param("<b", "Unclosed start tag at byte offset 0", id="half a tag"),
        pytest.param('<a href="x>y</a>', "Unclosed start tag at byte offset 0", id="half a value"),
        pytest.param("<a href>y</a>", "Expected equal sign in declaration of an attribute", id="no value"),
        pytest.param("<b>x</b", "Unclosed end tag at byte offset 4", id="half an end"),
        pytest.param("<span>x</span>", 'Tag "span" must have class "tg-spoiler"', id="span"),
        pytest.param("<br>", 'Unsupported start tag "br"', id="br"),
    ],
)
def test_bad_markup_is_refused_in_the_words_of_the_platform(html: str, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_html(html)

    assert caught.value.description.startswith(f"Bad Request: can't parse entities: {words}")


def test_markup_becomes_entities_counted_in_utf16_units() -> None:
    html = '😀 <b>жи<i>р</i>но</b> &lt;и&gt; <a href="https://ya.ru/?a=1&amp;b=2">тут</a> &nbsp; &#1103;'

    text, entities = parse_html(html)

    assert text == "😀 жирно <и> тут &nbsp; я"
    assert entities == (
        Entity("bold", 3, 5),
        Entity("italic", 5, 1),
        Entity("text_link", 13, 3, "https://ya.ru/?a=1&b=2"),
    )


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_escaped_text_is_read_back_as_it_was(text: str) -> None:
    assert parse_html(escape(text, quote=False)) == (text, ())


def test_quotes_may_be_folded() -> None:
    _, entities = parse_html("<blockquote expandable>долго</blockquote>")

    assert entities == (Entity("expandable_blockquote", 0, 5),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "message text is empty", id="none"),
        pytest.param(" \n ", "text must be non-empty", id="white space"),
        pytest.param("<b> </b>", "text must be non-empty", id="only markup"),
        pytest.param("я" * 4097, "message is too long", id="long"),
        pytest.param("😀" * 2049, "message is too long", id="long by UTF-16 units"),
    ],
)
async def test_empty_and_long_texts_are_refused(
    talking: TelegramServer, bot: Bot, text: str, words: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.send_message(PERSON, text, parse_mode="HTML")


async def test_the_length_is_counted_after_entities_are_read(talking: TelegramServer, bot: Bot) -> None:
    sent = await bot.send_message(PERSON, f"<b>{'я' * 4096}</b>", parse_mode="HTML")

    assert len(sent.text or "") == 4096


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        pytest.param(
            {"type": "bold", "offset": 100, "length": 1},
            "entity begins after the end of the text at UTF-16 offset 100",
            id="begins late",
        ),
        pytest.param(
            {"type": "bold", "offset": 0, "length": 100},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
            id="ends late",
        ),
        pytest.param(
            {"type": "bold", "offset": -1, "length": 1},
            "receive an entity with incorrect offset -1",
            id="negative",
        ),
        pytest.param(
            {"type": "text_link", "offset": 0, "length": 2, "url": "not-a-url"},
            "entity URL 'not-a-url' is invalid: Wrong HTTP URL",
            id="address",
        ),
        pytest.param({"type": "bold", "offset": 1, "length": 2}, "UTF-16 symbol", id="half a pair"),
    ],
)
async def test_entities_must_stand_inside_the_text(
    talking: TelegramServer, bot: Bot, entity: dict[str, Any], words: str
) -> None:
    with pytest.raises(TelegramBadRequest) as caught:
        await bot.send_message(PERSON, "😀 привет", entities=[MessageEntity(**entity)])

    assert words in caught.value.message


async def test_crossing_entities_are_refused(talking: TelegramServer, bot: Bot) -> None:
    crossing = [
        MessageEntity(type="bold", offset=0, length=6),
        MessageEntity(type="italic", offset=3, length=9),
    ]

    with pytest.raises(TelegramBadRequest, match="entity beginning at UTF-16 offset 3 ends after"):
        await bot.send_message(PERSON, "0123456789ab", entities=crossing)


@pytest.mark.parametrize(
    ("button", "words"),
    [
        pytest.param({"text": "Да", "callback_data": "я" * 33}, "BUTTON_DATA_INVALID", id="66 bytes"),
        pytest.param({"text": "Да"}, "Text buttons are unallowed in the inline keyboard", id="no action"),
        pytest.param(
            {"text": "Да", "callback_data": ""},
            "Text buttons are unallowed in the inline keyboard",
            id="empty data",
        ),
        pytest.param({"text": " ", "callback_data": "y"}, "text must be non-empty", id="no label"),
        pytest.param({"callback_data": "y"}, 'Can\'t find field "text"', id="label missing"),
        pytest.param(
            {"text": "Да", "url": "ftp://example.com"}, "is invalid: Unsupported URL protocol", id="ftp"
        ),
        pytest.param({"text": "Да", "url": "не адрес"}, "is invalid: Wrong HTTP URL", id="not a URL"),
        pytest.param({"text": "Да", "pay": True}, "BUTTON_TYPE_INVALID", id="pay"),
        pytest.param({"text": "Да", "callback_data": "y", "emoji": 1}, "unknown fields", id="unknown field"),
    ],
)
def test_bad_buttons_are_refused(button: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_markup({"reply_markup": {"inline_keyboard": [[button]]}})

    assert words in caught.value.description


def test_a_keyboard_has_at_most_a_hundred_buttons() -> None:
    button = {"text": "Да", "callback_data": "y"}

    assert len(read_markup({"reply_markup": {"inline_keyboard": [[button]] * 100}}).rows) == 100
    with pytest.raises(Refusal, match="reply markup is too long"):
        read_markup({"reply_markup": {"inline_keyboard": [[button]] * 101}})


async def test_links_that_the_platform_drops_are_named(talking: TelegramServer, bot: Bot) -> None:
    await bot.send_message(PERSON, '<a href="nowhere">тут</a>', parse_mode="HTML")

    assert talking.defects == ["a link to 'nowhere' is dropped: Wrong HTTP URL"]


async def test_white_space_around_a_text_goes_and_entities_move(talking: TelegramServer, bot: Bot) -> None:
    sent = await bot.send_message(PERSON, "\n\n я <b>тут</b> \n", parse_mode="HTML")

    assert sent.text == "я тут"
    assert talking.user(PERSON).last.entities == (Entity("bold", 2, 3),)


async def test_buttons_reach_the_screen(talking: TelegramServer, bot: Bot) -> None:
    rows = [[InlineKeyboardButton(text="Да", callback_data="y")]]

    await bot.send_message(PERSON, "ну?", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))

    assert talking.user(PERSON).labels == ("Да",)
