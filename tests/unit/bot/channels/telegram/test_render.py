"""Our Markdown as Telegram's HTML, with the addresses that Telegram takes."""

import pytest

from bot.channels.telegram.addresses import can_open
from bot.channels.telegram.render import LONG_QUOTE, MOST_ENTITIES, html, measure, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Привет**, _друг_", "<b>Привет</b>, <i>друг</i>"),
        ("**жирно и _косо_**", "<b>жирно и <i>косо</i></b>"),
        ("раз\nдва\n\nтри", "раз\nдва\n\nтри"),
        ("Вот:\n- раз\n- два", "Вот:\n• раз\n• два"),
        ("> цитата\n> вторая", "<blockquote>цитата\nвторая</blockquote>"),
        ("1 < 2 & \"3\" > '4'", "1 &lt; 2 &amp; \"3\" &gt; '4'"),
        ("<b>не тег</b>", "&lt;b&gt;не тег&lt;/b&gt;"),
        ('[сайт](https://a.ru/?a="1"&b=2)', '<a href="https://a.ru/?a=%221%22&amp;b=2">сайт</a>'),
        ("[мера](https://дом.рф)", '<a href="https://xn--d1aqf.xn--p1ai">мера</a>'),
    ],
)
def test_markup_becomes_html(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[позвони](tel:+73522000000)", "позвони (+73522000000)"),
        ("[+73522000000](tel:+73522000000)", "+73522000000"),
        ("[почта](mailto:a@b.ru)", "почта (a@b.ru)"),
        ("[a@b.ru](mailto:a@b.ru)", "a@b.ru"),
        ("[тут](http://localhost:8080/x)", "тут (http://localhost:8080/x)"),
    ],
)
def test_an_address_that_telegram_would_drop_stands_beside_its_words(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_long_quote_is_folded() -> None:
    assert html("> " + "а" * (LONG_QUOTE + 1)).startswith("<blockquote expandable>")


def test_marks_that_telegram_would_drop_are_not_written() -> None:
    written = html(" ".join(f"**{number}**" for number in range(MOST_ENTITIES + 5)))

    assert written.count("<b>") == written.count("</b>") == MOST_ENTITIES
    assert written.endswith(f" {MOST_ENTITIES + 4}")


def test_length_is_counted_as_telegram_does() -> None:
    assert measure("**👍 да** [x](https://a.ru)") == len("xx да x")
    assert words("**👍 да** [x](https://a.ru)") == "👍 да x"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.ru", True),
        ("http://127.0.0.1:8080/", True),
        ("https://пример.рф/путь", True),
        ("https://user@a.ru:443/x?y#z", True),
        ("http://localhost/", False),
        ("https://", False),
        ("https://a.ru:99999", False),
        ("https://a..ru", False),
        ("https://[::1]/", False),
        ("tg://resolve?domain=x", False),
        ("tel:+7", False),
        ("javascript:alert(1)", False),
        ("https://a.ru/" + "x" * 2048, False),
    ],
)
def test_only_addresses_of_the_web_with_a_dot_can_be_opened(url: str, expected: bool) -> None:
    assert can_open(url) is expected
