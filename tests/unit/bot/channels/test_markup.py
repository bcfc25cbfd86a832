"""The Markdown subset: what is markup, what stays text."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.markup import (
    Block,
    Bold,
    Bullets,
    Italic,
    Link,
    Paragraph,
    Quote,
    _parser,
    escape,
    is_safe,
    parse,
)
from bot.channels.rendering import plain, tree
from bot.dialogue.markup_text import escape_lines


def test_words_become_paragraphs_of_lines() -> None:
    blocks = parse("раз\nдва\n\n\nтри")

    assert blocks == (Paragraph((("раз",), ("два",))), Paragraph((("три",),)))


def test_bold_italic_and_links_nest() -> None:
    blocks = parse("**жирно _и косо_** [сайт **тут**](https://example.ru/a?b=1)")

    link = Link(("сайт ", Bold(("тут",))), "https://example.ru/a?b=1")
    assert blocks == (Paragraph(((Bold(("жирно ", Italic(("и косо",)))), " ", link),)),)


def test_threads_that_read_their_first_texts_at_once_read_all_of_them() -> None:
    patience = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for number in range(60):
            assert _first_texts(number) == {
                (Paragraph(((Bold((f"{number}.{one}",)),),)),) for one in range(4)
            }
    finally:
        sys.setswitchinterval(patience)


def _first_texts(number: int) -> set[tuple[Block, ...]]:
    """What four threads read with a parser that nobody has used."""
    _parser.cache_clear()
    _parser()
    start = Barrier(4)

    def read(text: str) -> tuple[Block, ...]:
        start.wait()
        return parse(text)

    with ThreadPoolExecutor(4) as threads:
        return set(threads.map(read, [f"**{number}.{one}**" for one in range(4)]))


def test_a_list_may_follow_a_line_and_ends_with_it() -> None:
    blocks = parse("Проверь:\n- раз\n- два **важно**\nдальше")

    assert blocks == (
        Paragraph((("Проверь:",),)),
        Bullets((("раз",), ("два ", Bold(("важно",))))),
        Paragraph((("дальше",),)),
    )


def test_a_quote_keeps_its_lines() -> None:
    assert parse("> раз\n> два") == (Quote((("раз",), ("два",))),)


@pytest.mark.parametrize(
    "text",
    [
        "1. первый пункт",
        "2025. Так начинается строка",
        "# не заголовок",
        "<b>не html</b> &amp; &lt;",
        "`не код`",
        "---",
        "не код",
        "слово_с_чертой и 2 * 3 * 4",
        "https://example.ru/не_ссылка",
        "| не | таблица |",
        "**без конца",
        "[скобки] и (скобки)",
    ],
)
def test_anything_else_stays_text(text: str) -> None:
    assert parse(text) == (Paragraph(((text,),)),)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//x",
        "/chat",
    ],
)
def test_an_unsafe_address_never_becomes_a_link(url: str) -> None:
    found = str(parse(f"[жми]({url})"))

    assert "Link" not in found
    assert not is_safe(url)


@pytest.mark.parametrize(
    "url", ["https://example.ru", "http://example.ru/", "tel:112", "mailto:a@example.ru"]
)
def test_safe_addresses_are_links(url: str) -> None:
    assert parse(f"[жми]({url})") == (Paragraph(((Link(("жми",), url),),)),)


def test_a_russian_address_is_written_so_that_every_browser_opens_it() -> None:
    (block,) = parse("[сайт](https://мойбизнес.рф/гранты)")

    assert isinstance(block, Paragraph)
    assert block.lines[0][0] == Link(
        ("сайт",), "https://xn--90aifddrld7a.xn--p1ai/%D0%B3%D1%80%D0%B0%D0%BD%D1%82%D1%8B"
    )


@given(st.text(max_size=80))
def test_escaped_text_is_never_markup(text: str) -> None:
    blocks = parse(escape(text))

    assert all(isinstance(block, Paragraph) for block in blocks)
    assert all(isinstance(span, str) for block in blocks for line in _lines(block) for span in line)
    assert _bare(plain(blocks)) == _bare(escape(text))


@given(st.text(max_size=200))
def test_every_text_can_be_parsed_and_rendered(text: str) -> None:
    blocks = parse(text)

    assert isinstance(plain(blocks), str)
    assert len(tree(blocks)) == len(blocks)


@given(st.text(alphabet="*_[]()\\->. a\n", max_size=60))
def test_every_knot_of_marks_can_be_parsed(text: str) -> None:
    assert isinstance(plain(parse(text)), str)
    assert "Link" not in str(parse(escape_lines(text)))


def _bare(text: str) -> list[str]:
    return text.replace("\\", "").split()


def _lines(block: object) -> tuple[tuple[object, ...], ...]:
    return block.lines if isinstance(block, Paragraph) else ()
