"""The first screen, the menu and moving about."""

import pytest

from bot.dialogue.messages import Started
from tests.unit.bot.dialogue.conversation import Talk


async def test_the_start_says_who_runs_it_that_it_is_a_program_and_what_not_to_write() -> None:
    talk = Talk()

    text = await talk.start()

    assert "ИИ-помощник" in text
    assert "Молодые парламентарии Курганской области" in text
    assert "Паспортные данные" in text
    assert "Данные и согласия" in talk.labels


async def test_nothing_but_the_screen_is_kept_before_consent() -> None:
    talk = Talk()

    await talk.start()
    await talk.write("мне 17, живу в Шадринске, учусь в школе, хочу деньги на театр")

    assert talk.state.person is None
    assert talk.state.consents == ()
    assert set(talk.state.conversation.memory) == {"list", "offer"}
    stored = talk.state.model_dump_json()
    assert "Шадринск" not in stored
    assert "театр" not in stored


async def test_a_shared_link_opens_the_card() -> None:
    talk = Talk()

    text = await talk.start("m-rosmolodezh-granty")

    assert "Росмолодёжь.Гранты" in text
    assert "ИИ-помощник" in text


async def test_a_link_to_a_measure_that_is_gone_opens_the_start_and_says_so() -> None:
    talk = Talk()

    text = await talk.start("m-no-such-measure")

    assert "ИИ-помощник" in text
    assert "меры по твоей ссылке в каталоге больше нет" in text
    assert len(talk.said) == 1


async def test_a_link_with_a_source_is_counted_and_tied_to_nobody() -> None:
    talk = Talk()

    await talk.start("s-school-12")

    assert talk.effects.arrived_from == "school-12"
    assert "school-12" not in talk.state.model_dump_json()


@pytest.mark.parametrize("payload", ["", "w-12345", "m-", "s-", "'; drop table", "🙂" * 50, "m-../../etc"])
async def test_any_other_link_is_a_plain_start(payload: str) -> None:
    talk = Talk()

    text = await talk.start(payload)

    assert "Просто напиши, чего хочешь" in text


async def test_start_in_the_middle_of_a_question_leaves_the_question() -> None:
    talk = await Talk().agree()
    await talk.act("ask:age")

    await talk.start()

    assert talk.state.conversation.scene is None


@pytest.mark.parametrize(
    ("word", "sign"),
    [
        ("меню", "Чем помочь"),
        ("Меню!", "Чем помочь"),
        ("/menu", "Чем помочь"),
        ("/menu@consultant_bot", "Чем помочь"),
        ("/START", "ИИ-помощник"),
        ("помощь", "Я ищу меры"),
        ("что ты умеешь?", "Я ищу меры"),
        ("/help", "Я ищу меры"),
        ("мои меры", "пусто"),
        ("обо мне", "ничего о тебе не храню"),
        ("Что открыто сейчас", "обычно открыт"),
        ("позвать человека", "mp45.ru"),
        ("/human", "mp45.ru"),
        ("/privacy", "Твои данные"),
        ("/export", "Всё, что мы о тебе храним"),
        ("удали мои данные", "Удалить всё"),
        ("удали пожалуйста всё что ты знаешь обо мне", "Удалить всё"),
        ("можно поговорить с живым человеком?", "mp45.ru"),
        ("рассылка", "Согласие на сообщения"),
    ],
)
async def test_words_and_commands_open_their_screens(word: str, sign: str) -> None:
    talk = Talk()

    text = await talk.write(word)

    assert sign in text


async def test_every_button_of_the_menu_can_be_typed() -> None:
    talk = Talk()
    await talk.write("/menu")

    for button in talk.buttons:
        pressed, typed = Talk(), Talk()
        await typed.write("/menu")

        assert await pressed.act(button.action or "") == await typed.write(button.label.upper() + "!")


@pytest.mark.parametrize("command", ["/меню", "/МЕНЮ", "/menu@our_bot", "/Menu"])
async def test_a_command_may_be_said_in_russian_and_in_capitals(command: str) -> None:
    assert "Чем помочь?" in await Talk().write(command)


async def test_an_unknown_command_lists_the_known_ones() -> None:
    talk = Talk()

    said = await talk.write("/abracadabra")

    assert "/menu" in said
    assert "/path" in said


async def test_back_returns_to_the_screen_before() -> None:
    talk = Talk()
    menu = await talk.write("меню")
    await talk.write("помощь")

    assert await talk.write("назад") == menu


async def test_back_walks_all_the_way_and_ends_in_the_menu() -> None:
    talk = Talk()
    await talk.write("помощь")
    await talk.write("позвать человека")
    await talk.write("/privacy")

    await talk.write("назад")
    help_screen = await talk.write("назад")
    end = await talk.write("назад")
    still = await talk.write("назад")

    assert "Я ищу меры" in help_screen
    assert "Чем помочь" in end
    assert "Чем помочь" in still


async def test_back_from_a_question_returns_to_the_screen_that_asked() -> None:
    talk = await Talk().agree()
    await talk.write("обо мне")
    await talk.press("Возраст")

    text = await talk.write("назад")

    assert "ничего о тебе не знаю" in text
    assert talk.state.conversation.scene is None


async def test_cancel_leaves_whatever_waits() -> None:
    talk = Talk()
    await talk.act("wrong:rosmolodezh-granty")

    text = await talk.write("отмена")

    assert "отменил" in text
    assert talk.state.conversation.scene is None
    assert talk.effects.reports == ()


async def test_cancel_with_nothing_to_cancel_says_so_kindly() -> None:
    talk = Talk()

    assert "Отменять нечего" in await talk.write("отмена")


async def test_the_trail_of_screens_stays_short() -> None:
    talk = Talk()

    for word in ("меню", "помощь", "/human", "/privacy", "/open", "/saved") * 4:
        await talk.write(word)

    assert len(talk.state.conversation.back) <= 10


async def test_the_state_of_a_long_talk_stays_small() -> None:
    talk = await Talk().agree()

    for text in ("деньги на проект", "/open", "ещё", "1", "подробнее", "форум", "ещё", "/privacy") * 5:
        await talk.write(text)

    assert len(talk.state.conversation.model_dump_json()) < 8_000


async def test_a_link_that_came_with_words_is_not_greeted_for_the_words_are_answered() -> None:
    talk = Talk()

    assert await talk.receive(Started(payload="s-vk-post", before_words=True)) == ""
    assert talk.effects.arrived_from == "vk-post"
    card = await talk.receive(Started(payload="m-rosmolodezh-granty", before_words=True))

    assert "Росмолодёжь.Гранты" in card
    assert "ИИ-помощник" not in card
