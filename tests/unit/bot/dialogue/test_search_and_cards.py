"""Free-text search, lists, paging, cards and details."""

import re
from datetime import date

import pytest

from bot.dialogue.messages import ButtonPressed
from bot.dialogue.windows import opening
from bot.organisation import Organisation, shipped_organisation
from knowledge.measure import LastKnown, SupportMeasure, Window
from knowledge.shipped import shipped_measures
from tests.unit.bot.dialogue.conversation import Shelf, Talk, shelf


def _measure(id_: str) -> SupportMeasure:
    found = shelf().measure(id_)
    assert found is not None
    return found


def _announced(id_: str, opens: str | None, closes: str | None) -> Shelf:
    """The catalogue with one measure whose round is announced."""
    window = Window(
        always=False, months_open=(3,), note="Объявлено.", last_known=LastKnown(opens=opens, closes=closes)
    )
    return Shelf([_measure(id_).model_copy(update={"window": window})])


async def test_a_wish_in_plain_words_finds_measures_from_anywhere() -> None:
    talk = Talk()
    await talk.write("помощь")

    text = await talk.write("хочу деньги на свой проект")

    assert re.search(r"Похожих мер много, вот \d+ самых близких", text)
    assert "**1. " in text
    assert "1" in talk.labels


async def test_what_is_said_of_oneself_counts_at_once_without_being_kept() -> None:
    talk = Talk()

    text = await talk.write("мне 17 лет, живу в Шадринске, хочу деньги на свой проект")

    assert "Понял: 17 лет, Шадринск" in text
    assert "Запомнить меня" in talk.labels
    assert talk.state.person is None
    assert "Проверь возраст" not in text


async def test_with_consent_facts_from_a_request_are_kept_and_can_be_fixed() -> None:
    talk = await Talk().agree()

    text = await talk.write("мне 17 лет, живу в Шадринске, хочу деньги на свой проект")

    assert "Запомнил: 17 лет, Шадринск (Курганская область)." in text
    assert talk.facts.age == 17
    assert talk.facts.municipality == "Шадринск"
    assert "Исправить" in talk.labels


async def test_what_cannot_fit_comes_last_and_says_why() -> None:
    talk = Talk(knowledge=Shelf([_measure("rosmolodezh-granty"), _measure("topblog")]))

    text = await talk.write("мне 12 лет, хочу блог и деньги на свой проект")

    last = text.split("\n\n")[-2:]
    assert last[0] == "_Дальше то, что пока не подходит, и почему:_"
    assert "Росмолодёжь.Гранты" in last[1]
    assert "**Пока рано:** от 14 до 35 лет, тебе 12" in last[1]


async def test_only_a_card_that_was_opened_alone_shows_what_its_link_leads_to() -> None:
    talk = Talk()
    await talk.write("хочу деньги на свой проект")
    in_list = [reply.preview for reply in talk.said]
    await talk.press("2")
    pressed = [reply.preview for reply in talk.said]
    await talk.press("Подробнее")
    detailed = [reply.preview for reply in talk.said]
    await talk.start("m-rosmolodezh-granty")
    linked = [reply.preview for reply in talk.said]
    await talk.write("что такое Росмолодёжь.Гранты")
    with_akin = [reply.preview for reply in talk.said]

    assert True not in in_list + detailed + with_akin
    assert len(with_akin) > 1
    assert pressed == [True]
    assert linked == [False, True]


async def test_numbers_open_cards_by_button_and_by_word() -> None:
    pressed, typed = Talk(), Talk()
    await pressed.write("хочу деньги на свой проект")
    await typed.write("хочу деньги на свой проект")

    assert await pressed.press("2") == await typed.write("2")
    assert "**Первый шаг:**" in typed.text


async def test_more_shows_the_next_five_with_their_own_numbers() -> None:
    talk = Talk()
    await talk.write("хочу деньги на свой проект")

    text = await talk.write("ещё")

    assert "**6. " in text
    assert "**1. " not in text
    assert "6" in talk.labels


async def test_back_from_a_card_returns_to_its_page() -> None:
    talk = Talk()
    await talk.write("хочу деньги на свой проект")
    page = await talk.write("ещё")
    await talk.press("6")

    assert await talk.press("Назад") == page


async def test_the_end_of_a_list_says_so() -> None:
    talk = Talk()
    await talk.write("хочу деньги на свой проект")
    for _ in range(30):
        await talk.write("ещё")

    assert "больше в списке ничего нет" in talk.text


async def test_the_button_of_an_older_list_says_that_it_is_old() -> None:
    talk = Talk()
    await talk.write("хочу деньги на свой проект")
    old = next(button for button in talk.buttons if button.label.startswith("Ещё"))
    await talk.write("хочу на форум")

    text = await talk.act(old.action or "")

    assert "Эта кнопка уже не работает" in text
    assert "Меню" in talk.labels


async def test_nothing_found_is_said_honestly_with_ways_on() -> None:
    talk = Talk(knowledge=Shelf([]))

    text = await talk.write("хочу полететь на марс")

    assert "не нашёл" in text
    assert {"Что открыто сейчас", "Позвать человека"} <= set(talk.labels)


async def test_only_facts_are_acknowledged_and_the_list_is_judged_anew() -> None:
    talk = Talk()
    before = await talk.write("хочу деньги на свой проект")
    after = await talk.write("мне 40 лет")

    assert "Вот твой список с учётом этого" in after
    assert before.count("Не подходит") <= after.count("Не подходит") or "Подходит" in after


async def test_only_facts_without_a_list_ask_what_is_wanted() -> None:
    talk = Talk()

    text = await talk.write("Мне 16, я из Кургана")

    assert "16 лет, Курган" in text
    assert "чего тебе хочется" in text


async def test_missing_facts_are_offered_as_questions() -> None:
    talk = Talk()

    await talk.write("хочу деньги на свой проект")

    assert {"Указать возраст", "Указать место"} <= set(talk.labels)


async def test_a_region_without_measures_of_its_own_is_told_so() -> None:
    talk = Talk()

    text = await talk.write("живу в Казани, хочу на форум")

    assert "По региону Республика Татарстан своих мер я пока не знаю" in text


async def test_every_card_keeps_the_rule_for_showing_figures() -> None:
    talk = Talk()

    for measure in shipped_measures():
        _check_card(measure, await talk.act(f"m:{measure.id}"))


def _check_card(measure: SupportMeasure, card: str) -> None:
    """The year of the data, warnings exactly where they belong, the first step."""
    checked = measure.checked_on
    last_month = (checked or "9999") + ("-12" if len(checked or "") == 4 else "")
    assert (checked[:4] if checked else "год данных неизвестен") in card, measure.id
    assert "**Первый шаг:**" in card, measure.id
    assert ("Сведения ненадёжные" in card) == (measure.confidence == "low"), measure.id
    assert ("За какой год эти сведения, неизвестно" in card) == (checked is None), measure.id
    assert ("Данные старые" in card) == (last_month[:7] <= "2024-10"), measure.id
    assert ("Это заём" in card) == (measure.kind == "loan"), measure.id
    assert len(card) < 4000, measure.id


@pytest.mark.parametrize("measure", shipped_measures()[::9], ids=lambda measure: str(measure.id))
async def test_details_tell_all_steps_papers_conditions_and_sources(measure: SupportMeasure) -> None:
    talk = Talk()

    text = (await talk.act(f"d:{measure.id}")).replace("\\", "")

    for said in (*measure.steps, *measure.documents, *measure.audience.conditions, measure.provider):
        assert said in text
    assert all(source.url is None or source.url.split("/")[2] in text for source in measure.sources[:1])


async def test_a_list_names_year_and_source_beside_each_sum() -> None:
    talk = Talk()

    await talk.write("хочу деньги на свой проект")

    entries = [part for part in talk.text.split("\n\n") if part.startswith("**")]
    assert len(entries) == 5
    assert all(re.search(r"по данным|год данных неизвестен", entry) for entry in entries)


async def test_an_announced_round_shows_its_last_day_and_how_far_it_is() -> None:
    talk = Talk(knowledge=_announced("rosmolodezh-granty", "2026-11-01", "2026-11-24"))

    assert "до 24 ноября (через 3 дня)" in await talk.act("m:rosmolodezh-granty")


async def test_a_round_to_come_shows_when_it_opens() -> None:
    talk = Talk(knowledge=_announced("rosmolodezh-granty", "2027-02-01", "2027-03-30"))

    assert "с 1 февраля 2027 года до 30 марта 2027 года" in await talk.act("m:rosmolodezh-granty")


async def test_a_past_round_is_never_shown_as_coming() -> None:
    talk = Talk(knowledge=_announced("rosmolodezh-granty", "2026-02-27", "2026-04-15"))

    card = await talk.act("m:rosmolodezh-granty")

    assert "обычно в марте" in card
    assert "15 апреля" not in card


async def test_the_organisations_own_dates_come_first() -> None:
    own = {"measure": "kurgan-mp-microproject", "opens": None, "closes": "2026-12-01"}
    data = shipped_organisation().model_dump(mode="json") | {"own_windows": [own]}
    talk = Talk(organisation=Organisation.model_validate(data))

    assert "до 1 декабря (через 10 дней)" in await talk.act("m:kurgan-mp-microproject")


async def test_a_card_of_a_measure_that_is_gone_offers_others() -> None:
    talk = Talk()

    for action in ("m:gone", "d:gone", "share:gone", "wrong:gone", "save:gone"):
        assert "больше нет в каталоге" in await talk.act(action)


async def test_a_card_without_rules_says_so() -> None:
    assert "**Подходит**\n- Особых условий я не нашёл" in await Talk().act("m:topblog")


async def test_a_card_that_cannot_fit_says_why() -> None:
    talk = await Talk().agree()
    await talk.write("мне 15 лет, живу в Шадринске")

    card = await talk.act("m:kurgan-social-contract")

    assert "**Пока не подходит, вот почему:**\n- Пока рано: от 18 лет, тебе 15" in card


async def test_sharing_gives_a_link_that_opens_the_card() -> None:
    talk = Talk(public_url="https://help.example/")
    await talk.act("m:rosmolodezh-granty")

    text = await talk.press("Поделиться")

    assert "https://help.example/chat?start=m-rosmolodezh-granty" in text


async def test_without_a_public_address_the_official_page_is_shared_by_that_name() -> None:
    talk = Talk(public_url=None)

    text = await talk.act("share:rosmolodezh-granty")

    assert "https://grants.myrosmol.ru/" in text
    assert "официальная страница меры" in text
    assert "своей ссылки у меня пока нет" in text


async def test_what_is_open_now_is_open() -> None:
    talk = Talk()

    await talk.write("что открыто сейчас")
    current = talk.state.conversation.memory["list"]
    assert isinstance(current, dict)
    ids = current["ids"]
    assert isinstance(ids, list)

    for id_ in ids:
        measure = _measure(str(id_))
        said = opening(measure.window, date(2026, 11, 21))
        assert measure.window.always or 11 in measure.window.months_open, said


async def test_what_is_open_now_leaves_out_what_cannot_fit() -> None:
    talk = await Talk().agree()
    await talk.write("мне 45 лет, живу в Кургане")

    await talk.write("что открыто сейчас")

    assert "пока не подходит" not in talk.text


async def test_a_round_that_closes_soon_stands_first() -> None:
    measures = [
        measure
        for measure in shipped_measures()
        if measure.id not in {"rosmolodezh-granty"} and measure.window.always
    ]
    soon = _announced("rosmolodezh-granty", None, "2026-11-22").measures()
    talk = Talk(knowledge=Shelf([*measures, *soon]))

    text = await talk.write("что открыто сейчас")

    assert "**1. Росмолодёжь.Гранты" in text
    assert "до 22 ноября (завтра)" in text


async def test_a_number_of_the_list_works_after_a_card_too() -> None:
    talk = Talk()
    await talk.write("хочу деньги на свой проект")
    second = await talk.press("2")
    await talk.write("1")

    assert await talk.write("2") == second


async def test_a_number_that_was_not_shown_is_no_number_of_the_list() -> None:
    talk = Talk()
    await talk.write("хочу деньги на свой проект")

    text = await talk.write("17")

    assert "Понял: 17 лет" in text


async def test_a_rude_request_is_still_a_request() -> None:
    assert "Нажми номер" in await Talk().write("дайте денег на проект, тупой бот")


async def test_a_list_offers_a_human_and_stays_within_ten_buttons() -> None:
    talk = Talk()

    await talk.write("мне 17, хочу деньги на свой проект")

    assert "Позвать человека" in talk.labels
    assert len(talk.labels) <= 10


async def test_the_age_label_is_shown_when_there_is_one() -> None:
    data = shipped_organisation().model_dump(mode="json") | {"age_label": "12+"}

    assert "12+" in await Talk(organisation=Organisation.model_validate(data)).start()


async def test_a_link_to_the_policy_is_shown_when_there_is_one() -> None:
    data = shipped_organisation().model_dump(mode="json")
    data["policy"]["url"] = "https://example.ru/policy"
    talk = Talk(organisation=Organisation.model_validate(data))

    assert "https://example.ru/policy" in await talk.start()
    assert "https://example.ru/policy" in await talk.write("/privacy")


async def test_looking_for_a_job_is_a_request_and_not_only_a_fact() -> None:
    assert "1. " in await Talk().write("мне 19, ищу работу")


async def test_a_correction_that_finds_nothing_is_still_acknowledged() -> None:
    talk = await Talk().agree()

    text = await talk.write("ой я ошибся, мне 16")

    assert "16 лет" in text
    assert "не нашёл" not in text


async def test_after_nothing_was_found_the_older_list_is_over() -> None:
    talk = Talk()
    await talk.write("гранты на проект")
    await talk.write("отсрочка от армии")

    text = await talk.write("мне 17")

    assert "1. " not in text


async def test_an_ordinal_opens_the_entry_of_the_list() -> None:
    talk = Talk()
    listed = await talk.write("гранты на проект")

    text = await talk.write("вторую")

    title = text.split("**")[1]
    assert f"2. {title}" in listed


async def test_asking_why_we_ask_is_answered_and_asked_again() -> None:
    talk = await Talk().agree()
    await talk.act("ask:age")

    text = await talk.write("а зачем тебе мой возраст?")

    assert "пропустить" in text
    assert "Пропустить" in talk.labels


async def test_what_is_open_may_be_asked_in_passing() -> None:
    assert "открыты сейчас" in await Talk().write("а покажи что сейчас открыто")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("расскажи про артек", "artek"),
        ("Артек", "artek"),
        ("Что такое Артек?", "artek"),
        ("мне 15, расскажи подробнее про артек", "artek"),
        ("что за форум Машук", "forum-mashuk"),
        ("расскажи про программу «Земский тренер»", "zemskij-trener"),
        ("что такое соцконтракт", "kurgan-social-contract"),
        ("что такое самозанятость", "npd-samozanyatost"),
        ("расскажи про ПГАС", "pgas"),
        ("расскажи про Росмолодёжь.Гранты", "rosmolodezh-granty"),
        ("пушкинская карта", "pushkinskaya-karta"),
        ("хочу узнать про маткапитал", "materinskij-kapital"),
    ],
)
async def test_words_that_name_one_measure_show_its_card(text: str, id_: str) -> None:
    talk = Talk()

    answer = await talk.write(text)

    assert f"**{_measure(id_).title}**" in answer
    assert "Подробнее" in talk.labels


async def test_beside_the_card_stands_what_is_akin_and_its_numbers_work() -> None:
    talk = Talk()
    answer = await talk.write("расскажи про артек")

    assert "**Похожее:**\n2. " in answer
    assert "Орлён" in await talk.write("2")
    assert "Первый шаг" in await talk.write("назад")
    assert "**1. Бесплатная путёвка в «Артек»**" in await talk.write("назад")


@pytest.mark.parametrize(
    "text",
    [
        "расскажи про гранты",
        "расскажи про стипендии",
        "что такое грант",
        "хочу в лагерь",
        "расскажи про работу на лето",
        "проект",
        "грант молодым",
        "расскажи про курган",
    ],
)
async def test_words_that_name_a_kind_of_measures_show_a_list(text: str) -> None:
    answer = await Talk().write(text)

    assert "Нажми номер" in answer


async def test_at_thirteen_an_age_rules_out_what_is_for_students() -> None:
    talk = Talk(knowledge=Shelf([_measure("stipendiya-pravitelstva-vuz"), _measure("sirius-shkolniki")]))

    text = await talk.write("мне 13, хочу стипендию для студентов вузов или смену Сириуса для школьников")

    first, cannot = text.split("Дальше то, что пока не подходит, и почему")
    assert "Сириус" in first
    assert "Подходит" in first
    assert "Стипендия Правительства" in cannot
    assert "Проверь, верно ли хотя бы одно: учишься" not in text


async def test_under_fourteen_one_hears_what_opens_from_fourteen() -> None:
    talk = Talk()

    text = await talk.write("мне 13, хочу на форум")

    assert "Тебе нет 14, поэтому я ничего о тебе не храню" in text
    assert re.search(r"С 14 лет откро\w+ ещё \d+", text)
    later = await talk.press("Что будет с 14 лет")
    assert "Пока рано" in later
    assert "от 14" in later
    assert talk.state.person is None


async def test_under_fourteen_nobody_is_asked_anything() -> None:
    talk = Talk()
    await talk.write("мне 13, хочу на форум")

    assert not any(label.startswith(("Указать", "Запомнить")) for label in talk.labels)
    await talk.press("1")
    assert not any(label.startswith(("Указать", "Сохранить")) for label in talk.labels)


async def test_what_opens_only_from_fourteen_is_told_so() -> None:
    talk = Talk(knowledge=Shelf([_measure("rosmolodezh-granty")]))

    text = await talk.write("мне 12, нужны деньги на свой проект")

    assert "Сейчас подходящего не нашёл, зато с 14 лет откроется 1 мера" in text
    assert "тебе 12" in text


async def test_letters_typed_apart_or_alike_are_read() -> None:
    talk = Talk()

    text = await talk.write("мнe 17, ж и в у  в  К у р г а н е, х\u200bочу снять фи\u0336льм")

    assert "Понял: 17 лет, Курган" in text
    assert "Нажми номер" in text


@pytest.mark.parametrize("text", ["а когда?", "это бесплатно?", "сколько дадут", "как подать заявку"])
async def test_a_question_on_the_card_is_answered_by_its_details(text: str) -> None:
    talk = Talk()
    await talk.act("m:forum-utro")

    answer = await talk.write(text)

    assert "Форум «УТРО»" in answer
    assert "**О сроках:**" in answer


async def test_may_i_shows_the_card_with_its_verdict() -> None:
    talk = Talk()
    assert "Сначала открой карточку" in await talk.write("а мне можно?")
    await talk.act("m:forum-utro")

    assert "Может подойти" in await talk.write("а мне можно?")


async def test_a_child_who_says_only_the_age_hears_how_to_ask() -> None:
    talk = Talk()

    assert "Напиши вместе с возрастом" in await talk.write("мне 13")
    assert "Тебе нет 14" in await talk.write("мне нет 14")


async def test_an_entry_of_the_list_may_be_asked_about_by_its_number() -> None:
    talk = Talk()
    await talk.write("хочу на форум")
    current = talk.state.conversation.memory["list"]
    assert isinstance(current, dict)
    ids = current["ids"]
    assert isinstance(ids, list)

    assert _measure(str(ids[1])).title in await talk.write("расскажи подробнее про второе")
    assert "Первый шаг" in talk.text


async def test_what_is_asked_about_is_not_taken_for_the_person() -> None:
    talk = Talk()

    assert "Понял" not in await talk.write("что такое самозанятый?")
    assert "Понял: 15 лет." in await talk.write("мне 15, что такое самозанятость?")
    assert "Самозанятость: налог" in talk.text


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("расскажи о себе", "ИИ-помощник"),
        ("расскажи, что ты умеешь", "Как я подбираю"),
        ("че тут можно", "Как я подбираю"),
        ("что ты обо мне помнишь", "ничего о тебе не храню"),
        ("измени мой возраст", "ничего о тебе не храню"),
    ],
)
async def test_who_asks_about_us_hears_about_us(text: str, sign: str) -> None:
    assert sign in await Talk().write(text)


async def test_a_turned_page_takes_the_place_of_the_message_whose_button_was_pressed() -> None:
    talk = Talk()
    await talk.write("хочу деньги на проект")
    following = talk.button("Ещё 5").action or ""

    await talk.receive(ButtonPressed(action=following, on="17"))
    assert [reply.replaces for reply in talk.said] == ["17"]

    card = talk.buttons[0].action or ""
    await talk.receive(ButtonPressed(action=card, on="17"))
    assert [reply.replaces for reply in talk.said] == [None]

    await talk.write("хочу на форум")
    await talk.receive(ButtonPressed(action=following, on="17"))
    assert "кнопка уже не работает" in talk.text
    assert [reply.replaces for reply in talk.said] == [None]
