"""Saved measures, error reports, privacy, export, deletion, a human."""

import pytest

from bot.organisation import Organisation, shipped_organisation
from tests.unit.bot.dialogue.conversation import Talk


async def test_a_measure_can_be_saved_shown_and_removed() -> None:
    talk = await Talk().agree()
    await talk.act("m:rosmolodezh-granty")

    await talk.press("Сохранить")
    assert "1 мера" in await talk.write("мои меры")
    await talk.write("1")
    await talk.press("Убрать из моих")

    assert "пусто" in await talk.write("мои меры")


async def test_saving_twice_keeps_one() -> None:
    talk = await Talk().agree()

    await talk.act("save:rosmolodezh-granty")
    await talk.act("save:rosmolodezh-granty")

    assert talk.state.person is not None
    assert len(talk.state.person.saved) == 1


async def test_saved_measures_that_left_the_catalogue_are_counted() -> None:
    from bot.dialogue.state import SavedMeasure

    talk = await Talk().agree()
    assert talk.state.person is not None
    kept = tuple(SavedMeasure(id=id_, at=talk.now) for id_ in ("gone", "rosmolodezh-granty"))
    talk.state = talk.state.model_copy(
        update={"person": talk.state.person.model_copy(update={"saved": kept})}
    )

    text = await talk.write("мои меры")

    assert "1 мера" in text
    assert "ушла из каталога" in text


@pytest.mark.parametrize("way", ["words", "button", "typed button"])
async def test_an_error_can_be_reported_without_naming_the_person(way: str) -> None:
    talk = Talk()
    await talk.act("m:rosmolodezh-granty")
    await talk.press("Здесь ошибка")

    if way == "words":
        text = await talk.write("приём уже закрыли")
    elif way == "button":
        text = await talk.press("Сроки")
    else:
        text = await talk.write("сроки")

    assert "Спасибо" in text
    (report,) = talk.effects.reports
    assert report.measure == "rosmolodezh-granty"
    assert report.text == ("приём уже закрыли" if way == "words" else "dates")
    assert "anna" not in report.model_dump_json()


async def test_a_long_report_is_cut() -> None:
    talk = Talk()
    await talk.act("wrong:rosmolodezh-granty")

    await talk.write("а" * 3999)

    assert len(talk.effects.reports[0].text) == 1000


async def test_after_five_reports_within_an_hour_there_are_enough() -> None:
    talk = Talk()
    reported = 0
    for _ in range(6):
        said = await talk.act("wrong:topblog.dates")
        reported += len(talk.effects.reports)

    assert "через час" in said
    assert reported == 5
    assert "Передал тем" in await talk.later(hours=1).act("wrong:topblog.dates")


async def test_privacy_shows_the_policy_and_how_consents_stand() -> None:
    talk = Talk()

    text = await talk.write("/privacy")

    assert "Согласие на обработку данных: нет" in text
    assert "Дать согласие" in talk.labels
    assert "Решают правила" in text


async def test_export_holds_everything_that_is_kept() -> None:
    talk = await Talk().agree()
    await talk.write("мне 17, живу в Шадринске, учусь в школе")
    await talk.act("save:rosmolodezh-granty")

    text = await talk.write("/export")

    for said in ("anna", "сайт", "возраст: 17", "Шадринск", "школьник", "Росмолодёжь.Гранты", "с твоих слов"):
        assert said in text
    assert "21.11.2026 12:00" in text


async def test_deletion_takes_two_steps_and_says_farewell_last() -> None:
    talk = await Talk().agree()
    await talk.write("/delete")
    assert talk.effects.forget is False

    await talk.press("Да, удалить всё")

    assert talk.effects.forget is True
    assert talk.effects.person is None
    assert talk.effects.consents == ()
    assert talk.said[-1].forget is True
    assert "забыл" in talk.text


@pytest.mark.parametrize("yes", ["да удалить все", "да", "Да!", "удаляй", "да, уверена"])
async def test_deletion_works_in_words_too(yes: str) -> None:
    talk = await Talk().agree()
    await talk.write("удали мои данные")

    await talk.write(yes)

    assert talk.effects.forget is True


@pytest.mark.parametrize(
    "answer", ["нет", "ой", "Нет, оставить", "назад", "меню", "хочу на форум", "хорошо", "запомни"]
)
async def test_any_other_answer_deletes_nothing(answer: str) -> None:
    talk = await Talk().agree()
    await talk.write("/delete")

    await talk.write(answer)
    await talk.write("да")

    assert talk.effects.forget is False
    assert talk.state.person is not None


async def test_the_second_step_without_the_first_only_asks() -> None:
    talk = await Talk().agree()

    text = await talk.act("delete-yes")

    assert "Удалить всё, что я о тебе храню?" in text
    assert talk.effects.forget is False


async def test_a_human_is_reached_by_the_contacts_that_exist() -> None:
    talk = Talk()

    text = await talk.write("позови человека")

    assert "http://mp45.ru/" in text
    assert "ул. Куйбышева, 55" in text
    assert "телефон" not in text


async def test_all_contacts_and_hours_are_told_when_there_are_some() -> None:
    data = shipped_organisation().model_dump(mode="json")
    data["contacts"] |= {
        "phone": "+7 3522 00-00-00",
        "email": "a_b@example.ru",
        "vk": "https://vk.com/x",
        "telegram": "https://t.me/x",
    }
    data["working_hours"] = {"days": ["mon", "fri"], "since": "09:00", "until": "18:00"}
    talk = Talk(organisation=Organisation.model_validate(data))

    text = await talk.write("/human")

    for said in ("+7 3522 00-00-00", "a\\_b@example.ru", "vk.com/x", "t.me/x", "пн, пт с 09:00 до 18:00"):
        assert said in text


async def test_an_organisation_without_contacts_is_said_so() -> None:
    data = shipped_organisation().model_dump(mode="json") | {"contacts": {}}
    talk = Talk(organisation=Organisation.model_validate(data))

    assert "Контактов пока нет" in await talk.write("/human")
