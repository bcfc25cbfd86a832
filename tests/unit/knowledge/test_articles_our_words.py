"""What is kept of a question that nobody answered holds nothing of anybody."""

import pytest

from knowledge.articles.our_words import MOST_WORDS, OurWords
from knowledge.articles.shelf import shipped_shelf


@pytest.fixture(scope="module")
def ours() -> OurWords:
    return OurWords.of(shipped_shelf().articles)


def test_the_subject_of_a_question_stays(ours: OurWords) -> None:
    assert {"проект", "грант"} <= set(ours.of_text("Как застраховать проект по гранту?").split())


@pytest.mark.parametrize(
    "text",
    [
        "я Петров Сергей Иванович",
        "Шварценеггер",
        "89125551122",
        "masha_2009@example.org",
        "vk.com/id123456",
        "ул. Гоголя, 12, кв. 5",
        "3712 № 445566",
        "112-233-445 95",
        "",
    ],
)
def test_names_numbers_and_addresses_leave_nothing(ours: OurWords, text: str) -> None:
    assert ours.of_text(text) == ""


def test_words_that_tell_nothing_are_not_worth_keeping(ours: OurWords) -> None:
    assert ours.of_text("а как это вообще можно?") == ""


def test_a_long_text_is_cut(ours: OurWords) -> None:
    said = " ".join(word for article in shipped_shelf().articles for word in article.asked)

    assert len(ours.of_text(said).split()) == MOST_WORDS
