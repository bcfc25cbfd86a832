"""The same tree as plain text and as JSON."""

from bot.channels.markup import parse
from bot.channels.rendering import plain, tree

TEXT = "**Грант** для [тебя](https://example.ru)\n- _раз_\n- два\n\n> цитата\n\n[112](tel:112)"


def test_plain_text_keeps_the_words_and_the_addresses() -> None:
    assert plain(parse(TEXT)) == (
        "Грант для тебя (https://example.ru)\n• раз\n• два\n\n│ цитата\n\n112 (tel:112)"
    )


def test_a_link_that_shows_its_address_says_it_once() -> None:
    assert plain(parse("[https://example.ru](https://example.ru)")) == "https://example.ru"


def test_the_tree_holds_nothing_but_text_and_known_names() -> None:
    assert tree(parse(TEXT)) == [
        {"paragraph": [[{"bold": ["Грант"]}, " для ", {"link": ["тебя"], "to": "https://example.ru"}]]},
        {"list": [[{"italic": ["раз"]}], ["два"]]},
        {"quote": [["цитата"]]},
        {"paragraph": [[{"link": ["112"], "to": "tel:112"}]]},
    ]
