"""What an article is: the model refuses what ages, what is too long, what is not our way to speak."""

from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.articles.article import MOST_WORDS, Article
from knowledge.articles.shelf import FOLDER, read_shelf, shipped_shelf

PARAGRAPH = "Сначала распиши по шагам, что ты будешь делать, и только потом считай деньги на каждый шаг. "


def data(**changes: object) -> dict[str, Any]:
    """A sound article as its file holds it."""
    return {
        "id": "byudzhet",
        "title": "Бюджет проекта",
        "answer": "Сначала распиши дела и только потом считай деньги. У каждой строки сметы есть своя цель.",
        "sections": [
            {"title": "По шагам", "text": PARAGRAPH * 4},
            {"title": "Пример", "text": PARAGRAPH * 3, "points": ["доски и часы", "грамоты"]},
        ],
        "sources": [
            {"title": "Как составить бюджет", "url": "https://ngohall.ru/1/", "checked_on": "2026-11"}
        ],
        "asked": [f"как составить смету {word}" for word in ("тут", "там", "где", "раз", "два", "три")],
        "about": ["смета"],
        "measures": ["rosmolodezh-granty"],
        "needs": ["money"],
        "topics": [],
        **changes,
    }


def problem(**changes: object) -> str:
    with pytest.raises(ValidationError) as caught:
        Article.model_validate(data(**changes))
    return str(caught.value)


def section(text: str) -> list[dict[str, str]]:
    return [{"title": "По шагам", "text": PARAGRAPH * 5}, {"title": "Ещё", "text": PARAGRAPH + text}]


def test_a_sound_article_is_read() -> None:
    article = Article.model_validate(data())

    assert article.sections[1].points == ("доски и часы", "грамоты")
    assert 80 <= article.length <= MOST_WORDS


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Дают до 500 тыс. рублей.", "a sum of money"),
        ("Дают полмиллиона, а потом миллион.", "a sum of money"),
        ("Налог 4 %.", "a rate"),
        ("Так решили в 2024.", "a year"),
        ("Приём до 15.09 включительно.", "a date"),
        ("Приём идёт до сентября.", "a date"),
        ("Подать можно с 14 лет.", "an age in figures"),
        ("Номер приказа 1245.", "a long number"),
        ("Смотри www.example.", "a link"),
        ("Вам нужно письмо.", "formal speech"),
        ('Скажи "нет".', "straight quotes"),
        ("Это делают в целях отчёта.", "officialese"),
    ],
)
def test_what_ages_or_is_not_our_speech_is_refused(text: str, fault: str) -> None:
    assert f"holds {fault}" in problem(sections=section(text))


def test_small_counts_in_figures_are_welcome() -> None:
    article = Article.model_validate(data(sections=section("Собери 12 человек и проведи 8 встреч.")))

    assert "12" in article.sections[1].prose


@pytest.mark.parametrize(
    "text",
    ["Смета нужна вceм и каждому.", "Смета **нужна** всем и каждому.", "Смета\u200b нужна всем и каждому."],
)
def test_what_is_seen_is_what_is_written(text: str) -> None:
    assert "look-alike" in problem(sections=section(text))


@pytest.mark.parametrize(
    "changes",
    [
        {"sources": []},
        {"sources": [{"title": "Сайт", "url": "ftp://a.ru", "checked_on": "2026"}]},
        {"sources": [{"title": "Сайт", "url": "https://a.ru/", "checked_on": "вчера"}]},
        {"measures": []},
        {"needs": ["riches"]},
        {"asked": ["как составить смету"] * 6},
        {"asked": ["как составить смету"]},
        {"id": "Бюджет"},
        {"sections": [{"title": "По шагам", "text": PARAGRAPH}, {"title": "Ещё", "text": PARAGRAPH}]},
        {"sections": [{"title": "По шагам", "text": PARAGRAPH * 5}, {"title": "Пусто"}]},
        {"answer": "Считай."},
        {"sums": "нет"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_faulty_field_is_refused(changes: dict[str, object]) -> None:
    assert problem(**changes)


def test_an_article_that_is_too_long_says_how_long_it_is() -> None:
    long = [{"title": f"Часть {number}", "text": PARAGRAPH * 5} for number in range(6)]

    assert "the sections have" in problem(sections=long)


def test_the_version_changes_with_the_text_and_only_with_it() -> None:
    first, same = Article.model_validate(data()), Article.model_validate(data())
    other = Article.model_validate(data(title="Смета проекта"))

    assert first.version == same.version != other.version


def test_fifteen_articles_ship_and_are_read_once() -> None:
    shelf = shipped_shelf()

    assert len(shelf.articles) == 15
    assert shelf is shipped_shelf()
    assert read_shelf(FOLDER) == shelf


def test_every_shipped_article_has_an_example_and_two_sources() -> None:
    for article in shipped_shelf().articles:
        assert len(article.sources) >= 2, article.id
        named = " ".join(section.prose for section in article.sections)
        assert "Пример" in named or "Саша" in named or "Курганской" in named, article.id
