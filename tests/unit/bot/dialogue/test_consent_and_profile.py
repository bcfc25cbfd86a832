"""Consents, the questions, «обо мне», children."""

import pytest

from bot.dialogue.state import Person
from bot.organisation import Organisation, shipped_organisation
from bot.person.profile import fact_keys, learn
from knowledge.facts import Facts
from tests.unit.bot.dialogue.conversation import Shelf, Talk


def _organisation(**consent: str) -> Organisation:
    """The shipped organisation with another text of the consent to processing."""
    data = shipped_organisation().model_dump(mode="json")
    data["consents"]["processing"] |= consent
    return Organisation.model_validate(data)


async def test_consent_shows_the_document_as_it_is_with_both_answers() -> None:
    talk = Talk()

    text = await talk.act("consent")

    for paragraph in shipped_organisation().consents.processing.text.split("\n\n"):
        assert paragraph in text
    assert talk.labels == ["Мне есть 14, разрешаю", "Не сейчас", "Мне нет 14"]


async def test_agreeing_is_recorded_with_version_hash_and_time() -> None:
    talk = Talk()
    await talk.act("consent")

    await talk.press("Мне есть 14, разрешаю")

    document = shipped_organisation().consents.processing
    (consent,) = talk.state.consents
    assert (consent.kind, consent.given, consent.at) == ("processing", True, talk.now)
    assert (consent.version, consent.text_hash) == (document.version, document.text_hash)
    assert talk.state.person is not None


async def test_agreeing_to_processing_says_nothing_of_mailings() -> None:
    talk = await Talk().agree()

    assert [consent.kind for consent in talk.state.consents] == ["processing"]


async def test_mailings_are_a_document_and_a_button_of_their_own() -> None:
    talk = Talk()
    text = await talk.write("рассылка")
    assert "не чаще одного сообщения в день" in text.lower()

    await talk.press("Разрешаю писать мне")

    assert [(consent.kind, consent.given) for consent in talk.state.consents] == [("mailings", True)]
    assert talk.state.person is None


async def test_mailings_end_with_one_press() -> None:
    talk = Talk()
    await talk.write("рассылка")
    await talk.press("Разрешаю писать мне")
    await talk.write("/privacy")

    await talk.press("Не присылать новое")

    assert [consent.given for consent in talk.state.consents] == [False]


async def test_refusing_leaves_search_and_cards_working() -> None:
    talk = Talk()
    await talk.act("consent")

    await talk.press("Не сейчас")

    assert talk.state.person is None
    assert "**1. " in await talk.write("хочу деньги на свой проект")
    assert "Первый шаг" in await talk.write("1")


async def test_withdrawing_is_one_press_and_erases_at_once() -> None:
    talk = await Talk().agree()
    await talk.write("мне 17, живу в Шадринске")
    await talk.write("/privacy")

    text = await talk.press("Отозвать согласие")

    assert "стёрто" in text
    assert talk.state.person is None
    assert [consent.given for consent in talk.state.consents] == [False]
    assert talk.state.conversation.memory.keys() <= {"offer"}


async def test_an_old_consent_button_never_agrees_to_a_new_text() -> None:
    talk = Talk(organisation=_organisation(text="Новый текст."))

    text = await talk.act(f"agree-processing:{shipped_organisation().consents.processing.text_hash[:12]}")

    assert "Новый текст" in text
    assert talk.state.consents == ()


async def test_a_changed_text_is_asked_again_once_and_keeps_the_profile_meanwhile() -> None:
    before = await Talk().agree()
    await before.write("мне 17 лет")
    talk = Talk(organisation=_organisation(text="Новый текст."))
    talk.state = before.state

    first = await talk.write("хочу на форум")
    second = await talk.write("хочу на форум")

    assert "текст согласия обновился" in first
    assert "Новый текст." in first
    assert "обновился" not in second
    assert talk.facts.age == 17


async def test_a_changed_text_is_shown_once_to_who_opens_it_anyway() -> None:
    before = await Talk().agree()
    talk = Talk(organisation=_organisation(text="Новый текст."))
    talk.state = before.state

    text = await talk.act("consent")

    assert text.count("Новый текст.") == 1
    assert "обновился" not in text


async def test_until_the_new_text_is_agreed_to_nothing_new_is_kept() -> None:
    before = await Talk().agree()
    talk = Talk(organisation=_organisation(version="2027-01"))
    talk.state = before.state

    await talk.write("мне 19 лет, хочу на форум")

    assert talk.facts.age is None


async def test_not_now_to_a_changed_text_keeps_what_was_kept() -> None:
    before = await Talk().agree()
    await before.write("мне 17 лет")
    talk = Talk(organisation=_organisation(text="Новый текст."))
    talk.state = before.state
    await talk.write("меню")

    await talk.press("Не сейчас")

    assert talk.facts.age == 17


async def test_what_was_wanted_goes_on_after_consent() -> None:
    talk = Talk()
    await talk.act("m:rosmolodezh-granty")
    await talk.press("Сохранить")

    text = await talk.press("Мне есть 14, разрешаю")

    assert "Сохранил" in text
    assert talk.state.person is not None
    assert [saved.id for saved in talk.state.person.saved] == ["rosmolodezh-granty"]


async def test_the_first_questions_can_be_answered_by_buttons() -> None:
    talk = Talk()
    await talk.write("познакомимся")
    await talk.press("Мне есть 14, разрешаю")

    await talk.press("19")
    await talk.press("Шадринск")
    await talk.press("Колледж")
    text = await talk.press("Пока не работаю")

    assert "19 лет" in text
    assert "Шадринск (Курганская область)" in text
    assert "учишься в колледже" in text
    assert "не работаешь" in text
    assert talk.facts.statuses["university"] is False
    assert talk.state.person is not None
    assert talk.state.person.origins["age"].how == "chosen"


async def test_the_first_questions_can_be_answered_in_words() -> None:
    talk = Talk()
    await talk.write("познакомимся")
    await talk.write("Мне есть 14, разрешаю")

    await talk.write("мне уже 19")
    await talk.write("живу в далматово")
    await talk.write("учусь в колледже")
    await talk.write("ищу работу")

    assert talk.facts.age == 19
    assert talk.facts.municipality == "Далматовский муниципальный округ"
    assert talk.facts.statuses["college"] is True
    assert talk.facts.statuses["unemployed"] is True
    assert "Готово" in talk.text


async def test_several_things_at_once_skip_their_questions() -> None:
    talk = Talk()
    await talk.write("познакомимся")
    await talk.write("Мне есть 14, разрешаю")

    await talk.write("мне 19, живу в Кургане, учусь в колледже")

    assert talk.state.conversation.scene == "work"


async def test_school_pupils_are_not_asked_about_work() -> None:
    talk = Talk()
    await talk.write("познакомимся")
    await talk.write("Мне есть 14, разрешаю")

    await talk.press("16")
    await talk.press("Курган")
    text = await talk.press("Школа")

    assert "Готово" in text


async def test_a_question_on_a_card_leads_back_to_the_card() -> None:
    talk = await Talk().agree()
    await talk.act("m:rosmolodezh-granty")
    await talk.press("Указать возраст")

    text = await talk.press("17")

    assert "Запомнил: 17 лет" in text
    assert "Росмолодёжь.Гранты" in text
    assert "Указать возраст" not in talk.labels


async def test_a_question_on_a_list_leads_back_to_the_list() -> None:
    talk = await Talk().agree()
    await talk.write("хочу деньги на свой проект")
    await talk.press("Указать возраст")

    text = await talk.press("17")

    assert "Вот твой список с учётом этого" in text
    assert "Проверь возраст" not in text


async def test_a_question_on_what_is_open_looks_anew() -> None:
    talk = await Talk().agree()
    await talk.write("что открыто сейчас")
    await talk.press("Указать место")

    text = await talk.write("живу в Калининградской области")

    assert "обычно открыт" in text
    assert "Смотрю для региона" not in text


async def test_every_question_can_be_skipped() -> None:
    talk = Talk()
    await talk.write("познакомимся")
    await talk.write("Мне есть 14, разрешаю")

    for word in ("пропустить", "не знаю", "дальше", "Пропустить"):
        await talk.write(word)

    assert "Готово" in talk.text
    assert fact_keys(talk.facts) == ()


async def test_a_request_in_the_middle_of_the_questions_is_answered() -> None:
    talk = Talk()
    await talk.write("познакомимся")
    await talk.write("Мне есть 14, разрешаю")

    text = await talk.write("хочу деньги на свой проект")

    assert "Нажми номер" in text
    assert talk.state.conversation.scene is None


async def test_a_place_spelt_wrongly_is_asked_back() -> None:
    talk = await Talk().agree()
    await talk.act("ask:place")

    text = await talk.write("шадренск")
    assert "Шадринск (Курганская область)?" in text
    await talk.write("да")

    assert talk.facts.municipality == "Шадринск"


async def test_no_to_the_place_asks_again() -> None:
    talk = await Talk().agree()
    await talk.act("ask:place")
    await talk.write("шадренск")

    text = await talk.press("Нет")

    assert "Где ты живёшь?" in text
    assert talk.facts.region is None


async def test_a_place_that_nobody_knows_can_be_kept_as_written() -> None:
    talk = await Talk().agree()
    await talk.act("ask:place")

    text = await talk.write("Зюзюкинская волость")
    assert "Не нашёл у себя места «Зюзюкинская волость»" in text
    text = await talk.press("Записать так")

    assert talk.facts.region == "Зюзюкинская волость"
    assert "своих мер я пока не знаю" in text


@pytest.mark.parametrize(
    ("answer", "key", "value"),
    [
        ("17", "age", 17),
        ("мне семнадцать", "age", 17),
        ("20 лет", "age", 20),
        ("2005", "birth_year", 2005),
        ("2005 г.р.", "birth_year", 2005),
    ],
)
async def test_an_age_is_understood_in_many_forms(answer: str, key: str, value: int) -> None:
    talk = await Talk().agree()
    await talk.act("ask:age")

    await talk.write(answer)

    assert getattr(talk.facts, key) == value


async def test_a_year_that_may_mean_thirteen_is_asked_more_exactly() -> None:
    talk = await Talk().agree()
    await talk.act("ask:age")

    text = await talk.write("2012")

    assert "полных лет" in text
    assert talk.state.conversation.scene == "age"


async def test_words_that_are_no_age_are_asked_once_more() -> None:
    talk = await Talk(knowledge=Shelf([])).agree()
    await talk.act("ask:age")

    assert "Не понял возраст" in await talk.write("зюзюзю")


@pytest.mark.parametrize("way", ["question", "free text", "button"])
async def test_under_fourteen_the_profile_goes_and_answers_stay(way: str) -> None:
    talk = await Talk().agree()
    await talk.write("живу в Кургане")
    if way == "question":
        await talk.act("ask:age")
        text = await talk.write("12")
    elif way == "free text":
        text = await talk.write("мне 12 лет, хочу в кружок")
    else:
        await talk.act("consent")
        text = await talk.act("child")

    assert "Тебе нет 14" in text
    assert talk.state.person is None
    assert [consent.given for consent in talk.state.consents] == [False]
    assert "Нажми номер" in await talk.write("хочу в лагерь")


async def test_a_child_without_consent_is_not_offered_to_be_remembered() -> None:
    talk = Talk()

    await talk.write("мне 12 лет, хочу в лагерь")

    assert "Запомнить меня" not in talk.labels


async def test_about_me_shows_what_is_known_and_nothing_else() -> None:
    talk = await Talk().agree()
    await talk.write("мне 17, учусь в школе")

    text = await talk.write("обо мне")

    assert "возраст: 17 лет" in text
    assert "учёба: учишься в школе" in text
    assert "место" not in text


async def test_a_fact_can_be_changed_and_forgotten() -> None:
    talk = await Talk().agree()
    await talk.write("мне 17 лет")
    await talk.write("обо мне")
    await talk.press("Возраст")
    assert "Сейчас у меня записано: 17 лет" in talk.text

    await talk.write("18")
    assert talk.facts.age == 18
    await talk.act("ask:age")
    await talk.press("Забыть это")

    assert talk.facts.age is None
    assert talk.state.person is not None
    assert talk.state.person.origins == {}


async def test_other_facts_can_be_forgotten_too() -> None:
    talk = await Talk().agree()
    await talk.write("у меня есть ребёнок")
    assert "растишь или ждёшь ребёнка" in await talk.write("обо мне")

    await talk.press("Остальное")
    assert "с твоих слов, 21 ноября" in await talk.press("1")
    await talk.press("Забыть это")

    assert talk.facts.statuses == {}


async def test_a_fact_that_is_wrong_becomes_its_opposite_and_says_that_it_was_chosen() -> None:
    talk = await Talk().agree()
    await talk.write("у меня есть ребёнок")
    await talk.write("обо мне")
    await talk.press("Остальное")
    await talk.press("1")

    said = await talk.press("Это не так")

    assert talk.facts.statuses["parent"] is False
    assert "по кнопке, 21 ноября" in said


async def test_what_one_lacks_is_chosen_anew_and_the_facts_come_back() -> None:
    talk = await Talk().agree()
    person = talk.state.person or Person()
    facts = Facts(needs=("money",), hours_per_month=10)
    talk.state = talk.state.model_copy(update={"person": learn(person, facts, "said", talk.now)})
    assert "деньги (с твоих слов, 21 ноября)" in await talk.act("facts")

    await talk.press("1")
    await talk.press("Изменить")
    await talk.press("Работа")
    said = await talk.press("Готово")

    assert talk.facts.needs == ("job",)
    assert "работа (по кнопке, 21 ноября)" in said


async def test_an_age_grows_with_the_years() -> None:
    talk = await Talk().agree()
    await talk.write("мне 17 лет")

    talk.later(days=400)

    assert "возраст: 18 лет" in await talk.write("обо мне")


async def test_a_new_region_drops_the_old_town() -> None:
    talk = await Talk().agree()
    await talk.write("живу в Шадринске")

    await talk.write("живу в Калининградской области")

    assert (talk.facts.region, talk.facts.municipality) == ("Калининградская область", None)


async def test_a_place_that_is_only_mentioned_is_not_kept() -> None:
    talk = await Talk().agree()

    await talk.write("какие гранты есть в Кургане")

    assert talk.facts.region is None


async def test_yes_in_words_agrees_to_the_document_on_the_screen() -> None:
    talk = Talk()
    await talk.act("consent")

    text = await talk.write("да, разрешаю")

    assert "Спасибо" in text
    assert talk.state.person is not None


async def test_no_in_words_refuses_the_document_on_the_screen() -> None:
    talk = Talk()
    await talk.act("consent")

    await talk.write("не хочу")

    assert [consent.given for consent in talk.state.consents] == [False]
    assert talk.state.person is None


async def test_other_words_after_the_document_are_a_request_and_agree_to_nothing() -> None:
    talk = Talk()
    await talk.act("consent")

    await talk.write("гранты на проект")

    assert talk.state.consents == ()


async def test_an_old_refusal_button_ends_no_consent_by_the_way() -> None:
    talk = await Talk().agree()

    text = await talk.act("refuse-processing")

    assert talk.state.consents[-1].given
    assert "соглас" in text.lower()


async def test_a_misspelt_town_alone_is_asked_back_and_kept_after_yes() -> None:
    talk = await Talk().agree()
    await talk.write("пропустить")
    await talk.act("menu")

    asked = await talk.write("шадринкс")
    await talk.write("да")

    assert "Шадринск" in asked
    assert talk.state.person is not None
    assert talk.state.person.facts.municipality == "Шадринск"


async def test_not_now_leads_back_to_the_list_one_came_from() -> None:
    talk = Talk()
    await talk.write("мне 17, живу в Шадринске, хочу снять фильм")
    await talk.press("Запомнить меня")

    text = await talk.press("Не сейчас")

    assert "ничего не запоминаю" in text
    assert "**1. " in text
    assert "Проверь возраст" not in text
    assert "Проверь возраст" not in await talk.press("1")
    assert talk.state.person is None


async def test_not_now_in_words_leads_back_to_the_card_one_came_from() -> None:
    talk = Talk()
    await talk.act("m:rosmolodezh-granty")
    await talk.press("Сохранить")

    text = await talk.write("нет")

    assert "ничего не запоминаю" in text
    assert "Росмолодёжь.Гранты" in text
    assert "Подробнее" in talk.labels


async def test_not_now_from_the_menu_says_how_to_go_on() -> None:
    talk = Talk()
    await talk.start()
    await talk.press("Познакомимся")

    await talk.press("Не сейчас")

    assert talk.labels == ["Что открыто сейчас", "Меню"]
