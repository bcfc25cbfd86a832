"""What buttons carry, and text from outside in our Markdown subset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.markup import parse
from bot.dialogue.actions import Action, action
from bot.dialogue.markup_text import bold, escape, link
from knowledge.shipped import shipped_measures


@pytest.mark.parametrize(
    "act",
    [
        Action("menu"),
        Action("m", "rosmolodezh-granty"),
        Action("page", "3.15"),
        Action("delete-yes"),
        Action("agree-processing", "7cb879027e53"),
    ],
)
def test_an_action_comes_back_as_it_went(act: Action) -> None:
    assert Action.parse(str(act)) == act


@pytest.mark.parametrize(
    "raw",
    ["", ":", "m:", "M:x", "m:x y", "m:х", "m" * 20, "m:" + "x" * 63, "m:x\n", "m:x:y", " menu", "a-b-c"],
)
def test_anything_else_is_no_action(raw: str) -> None:
    assert Action.parse(raw) is None


def test_an_action_that_could_not_come_back_is_refused() -> None:
    with pytest.raises(ValueError, match="not an action"):
        action("m", "Шадринск")


def test_every_measure_fits_into_every_button() -> None:
    for measure in shipped_measures():
        for name in ("m", "d", "save", "unsave", "share"):
            assert len(action(name, measure.id)) <= 64
        assert len(action("wrong", f"{measure.id}.closed")) <= 64


@given(st.text(max_size=60))
def test_escaped_text_is_read_back_as_plain_words(text: str) -> None:
    blocks = parse("начало " + escape(text))

    assert len(blocks) == 1
    (line,) = blocks[0].lines  # type: ignore[union-attr]  # a paragraph, as the next line proves
    assert all(isinstance(span, str) for span in line)


@pytest.mark.parametrize(
    "text", ["- пункт", "> цитата", "+ плюс", "* звезда", "**a**", "[a](https://b.ru)", "\\"]
)
def test_marks_at_the_beginning_stay_words(text: str) -> None:
    (block,) = parse(escape(text))

    assert block.lines == ((text,),)  # type: ignore[union-attr]  # no list, no quote: a paragraph


def test_direction_marks_and_line_breaks_do_not_get_through() -> None:
    assert escape("a\u202eb\nc\x00d") == "a b c d"


def test_only_web_addresses_become_links() -> None:
    assert link("жми", "javascript:alert(1)") == "жми"
    assert link("сайт", "https://a.ru/x_(y)?q=a b") == "[сайт](https://a.ru/x_%28y%29?q=a%20b)"


def test_bold_text_from_outside_keeps_its_stars() -> None:
    assert bold(" 2*2 ") == "**2\\*2**"
