"""How-to questions in the talk: a short answer with its sources, the whole of it, what people think of it."""

import re
from functools import cache

import pytest

from bot.article_desk import ArticleDesk
from bot.dialogue.answer_orders import AskStaff, RateAnswer
from bot.dialogue.engine import Engine
from bot.dialogue.turn import Books
from bot.organisation import shipped_organisation
from bot.texts import russian
from knowledge.articles.shelf import shipped_shelf
from tests.unit.bot.dialogue.conversation import HOME, Shelf, Talk, shelf

QUESTION = "как написать цель проекта?"
GOAL = shipped_shelf().by_id["cel-i-zadachi"]


@cache
def desk() -> ArticleDesk:
    return ArticleDesk()


class Reader(Talk):
    """A talk in which articles are there."""

    def __init__(self, knowledge: Shelf | None = None) -> None:
        super().__init__(knowledge)
        self.engine = Engine(
            knowledge=knowledge or shelf(),
            texts=russian(),
            organisation=shipped_organisation(),
            home_region=HOME,
            books=Books(articles=desk()),
        )


@pytest.fixture
def talk() -> Reader:
    return Reader()


def orders(talk: Talk) -> list[object]:
    return list(talk.effects.orders)


async def test_a_question_gets_a_short_answer_with_numbered_sources(talk: Reader) -> None:
    said = await talk.write(QUESTION)

    assert len(talk.said) == 1
    assert GOAL.answer in said
    for number, source in enumerate(GOAL.sources, start=1):
        assert f"{number}. [{source.title}]" in said
    assert len(re.findall(r"\]\(https?://", said)) == len(GOAL.sources)


async def test_the_measures_that_help_open_by_their_numbers(talk: Reader) -> None:
    await talk.write(QUESTION)
    title = next(one.title for one in shelf().measures() if one.id == GOAL.measures[1])

    by_button = await talk.press("2")
    await talk.write(QUESTION)
    in_words = await talk.write("вторую")

    assert title in by_button
    assert title in in_words


async def test_more_shows_the_whole_article_and_back_leads_to_the_short_one(talk: Reader) -> None:
    await talk.write(QUESTION)

    whole = await talk.press("Подробнее")
    back = await talk.press("Назад")

    assert all(section.title in whole for section in GOAL.sections)
    assert "Откуда это" in whole
    assert GOAL.answer in back


@pytest.mark.parametrize(("label", "useful"), [("Полезно", True), ("Не то", False)])
async def test_what_people_think_is_counted_once_an_answer(talk: Reader, label: str, useful: bool) -> None:
    await talk.write(QUESTION)
    action = talk.button(label).action or ""

    await talk.act(action)
    first = orders(talk)
    await talk.act(action)

    assert first == [RateAnswer(subject="article:cel-i-zadachi", version=GOAL.version, useful=useful)]
    assert orders(talk) == []


async def test_who_says_it_is_wrong_is_offered_a_human(talk: Reader) -> None:
    await talk.write(QUESTION)

    await talk.press("Не то")

    assert "Позвать человека" in [button.label for button in talk.buttons]


async def test_a_request_for_a_measure_is_no_question_to_an_article(talk: Reader) -> None:
    await talk.write("хочу грант на мастерскую")

    assert not any((button.action or "").startswith("howto") for button in talk.buttons)


async def test_the_name_of_a_measure_goes_before_an_article(talk: Reader) -> None:
    said = await talk.write("что такое соцконтракт")

    assert "Социальный контракт на своё дело" in said
    assert not any((button.action or "").startswith("howto") for button in talk.buttons)


async def test_what_is_said_of_oneself_beside_the_question_is_heard(talk: Reader) -> None:
    await talk.agree()

    said = await talk.write("мне 17, как написать цель проекта")

    assert GOAL.answer in said
    assert talk.state.person is not None
    assert talk.state.person.facts.age == 17


async def test_what_is_asked_about_is_not_heard_as_a_fact(talk: Reader) -> None:
    await talk.agree()

    said = await talk.write("чем самозанятый отличается от ип")

    assert "Самозанятый или ИП" in said
    assert talk.state.person is not None
    assert not talk.state.person.facts.statuses
    assert not talk.state.person.facts.capabilities


async def test_no_source_no_answer_and_staff_learn_what_was_asked() -> None:
    talk = Reader(Shelf(()))

    said = await talk.write("я Иванова Маша, +7 912 000-11-22, как получить патент на проект мастерской?")

    (order,) = orders(talk)
    assert isinstance(order, AskStaff)
    assert {"проект", "мастерская"} <= set(order.words.split())
    assert not {"иванова", "маша", "912", "000", "11", "22", "7"} & set(order.words.split())
    assert "без имени" in said
    assert {"Что открыто сейчас", "Позвать человека"} <= {button.label for button in talk.buttons}


async def test_an_article_that_may_be_meant_is_offered_beside_what_search_finds(talk: Reader) -> None:
    question = "разрешают ли на грант покупать подарки родственникам участников?"
    assert await desk().find(question) is None

    await talk.write(question)
    assert len(talk.said) == 1
    assert len(talk.buttons) <= 10, "more than a message of VK takes"
    said = await talk.press("Читать: Бюджет проекта")

    assert shipped_shelf().by_id["byudzhet-proekta"].answer in said


async def test_a_question_without_a_word_of_ours_leaves_nothing() -> None:
    talk = Reader(Shelf(()))

    said = await talk.write("как звать Шварценеггера?")

    assert orders(talk) == []
    assert "Проверенного ответа" in said


async def test_a_wish_that_nothing_fulfils_is_no_question() -> None:
    talk = Reader(Shelf(()))

    await talk.write("хочу барабан")

    assert orders(talk) == []


@pytest.mark.parametrize("action", ["howto:gone", "howto-more:gone", "howto-good:gone", "howto-bad", "howto"])
async def test_a_button_of_an_article_that_is_gone_says_so(talk: Reader, action: str) -> None:
    said = await talk.act(action)

    assert "больше нет" in said
    assert orders(talk) == []


async def test_a_question_instead_of_an_answer_is_answered_and_ours_goes_on_waiting(talk: Reader) -> None:
    await talk.agree()
    await talk.act("ask:place")

    said = await talk.write("а что такое паспорт проекта?")
    await talk.write("Шадринск")

    assert shipped_shelf().by_id["pasport-proekta"].answer in said
    assert "мой вопрос ещё ждёт" in said
    assert talk.state.person is not None
    assert talk.state.person.facts.municipality == "Шадринск"


async def test_an_answer_to_our_question_is_no_question(talk: Reader) -> None:
    await talk.agree()
    await talk.act("ask:place")

    said = await talk.write("Шадринск")

    assert "Откуда это" not in said


async def test_without_articles_the_talk_goes_on_as_before() -> None:
    talk = Talk()

    said = await talk.write(QUESTION)

    assert "Откуда это" not in said
    assert await talk.act("howto:cel-i-zadachi")


@pytest.mark.parametrize("article", shipped_shelf().articles, ids=lambda article: article.id)
async def test_every_article_fits_into_one_message_of_every_messenger(talk: Reader, article: object) -> None:
    id_ = getattr(article, "id", "")

    for name in ("howto", "howto-more"):
        said = await talk.act(f"{name}:{id_}")
        assert len(said) <= 3_500
        assert all(len(row) <= 5 for reply in talk.said for row in reply.rows)
        assert len(talk.buttons) <= 10
        assert all(len(button.label) <= 40 for button in talk.buttons)
