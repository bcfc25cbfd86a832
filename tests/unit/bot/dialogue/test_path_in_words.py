"""What one writes with the path on the screen: facts plan it anew, and steps are spoken of in words."""

import pytest

from knowledge.facts import Facts
from tests.unit.bot.dialogue.conversation import HOME
from tests.unit.bot.dialogue.test_path_steps import PAYMENT, StepTalk


@pytest.fixture
def talk() -> StepTalk:
    return StepTalk()


@pytest.mark.parametrize(
    ("told", "heard"), [("мне 18", "18 лет"), ("у меня появилось ИП", "ИП"), ("не 17, а 18", "18 лет")]
)
async def test_facts_in_words_plan_the_path_anew(talk: StepTalk, told: str, heard: str) -> None:
    await talk.begun()

    said = await talk.write(told)

    assert said.startswith("Запомнил: ")
    assert heard in said.splitlines()[0]
    assert "Твой путь" in said


async def test_a_fact_that_closes_a_step_says_what_changed(talk: StepTalk) -> None:
    await talk.begun()
    closed = PAYMENT.audience.model_copy(update={"age_max": 20})
    talk.stock((*StepTalk().shelf.measures()[:2], PAYMENT.model_copy(update={"audience": closed})))

    said = await talk.write("мне 30")

    assert "Что изменилось: " in said
    assert "Выплата студентам" in said.split("Твой путь")[0]


async def test_facts_after_a_search_judge_its_list(talk: StepTalk) -> None:
    await talk.begun()
    await talk.write("ищу выплату студентам")

    assert "Твой путь" not in await talk.write("мне 18")


@pytest.mark.parametrize(
    "told", ["у меня это уже есть", "у меня уже есть первый шаг", "первый шаг у меня уже есть"]
)
async def test_what_one_has_is_said_in_words_on_its_card(talk: StepTalk, told: str) -> None:
    await talk.begun()
    await talk.press("1")

    assert "Курс проектов" in await talk.write(told)
    assert talk.facts.has == ("course",)


@pytest.mark.parametrize("told", ["не хочу этот шаг", "этот шаг не для меня"])
async def test_a_step_that_is_not_wanted_is_said_so_in_words(talk: StepTalk, told: str) -> None:
    await talk.begun()
    await talk.open("payment")

    await talk.write(told)

    assert "Неинтересно" in talk.labels


@pytest.mark.parametrize("told", ["я сделала первый шаг", "шаг 1 сделан", "сделал шаг 1"])
async def test_a_step_is_named_by_its_number(talk: StepTalk, told: str) -> None:
    await talk.begun()

    assert "Курс проектов" in await talk.write(told)
    assert "Да, получилось" in talk.labels


async def test_of_several_steps_it_is_asked_which_one_is_meant(talk: StepTalk) -> None:
    await talk.begun()

    said = await talk.write("у меня это уже есть")
    assert "Про какой шаг" in said
    await talk.press("Выплата студентам")

    assert talk.facts.has == ("payment",)


@pytest.mark.parametrize("told", ["нет времени", "у меня нет времени", "нет времени на второй шаг"])
async def test_no_time_asks_for_the_hours(talk: StepTalk, told: str) -> None:
    await talk.begun()

    await talk.write(told)
    said = await talk.write("10 часов")

    assert talk.facts.hours_per_month == 10
    assert "Твой путь" in said


async def test_my_path_shows_it_also_while_a_question_waits(talk: StepTalk) -> None:
    await talk.begun(Facts(needs=("money",), age=17, region=HOME))
    assert "Твой путь" not in await talk.press("Уточнить")

    assert "Твой путь" in await talk.write("/path")


@pytest.mark.parametrize(
    "told", ["хочу свой путь", "хочу сделать выставку, мне 17, нужны деньги. составь мне план"]
)
async def test_who_wants_a_path_gets_to_it_with_what_they_said(talk: StepTalk, told: str) -> None:
    await talk.write(told)
    said = await talk.press("Мне есть 14, разрешаю")

    assert "Спасибо" in said
    assert ("Чего ты хочешь" in said) is ("деньги" not in said)


async def test_a_plan_of_a_business_is_no_path(talk: StepTalk) -> None:
    await talk.agree()

    assert "Чего ты хочешь" not in await talk.write("нужен бизнес-план")


async def test_the_profile_tells_wishes_as_wishes_each_with_how_it_was_learned(talk: StepTalk) -> None:
    await talk.begun(Facts(age=17, region=HOME, seeking_for="her"))
    await talk.write("хочет сделать выставку, нужны деньги и знания. составь план")
    await talk.act("had:payment")

    said = await talk.act("profile")

    assert "- ещё: нужно: знания и деньги" in said
    assert "(с твоих слов, 21 ноября)" in said
    assert "(по кнопке, 21 ноября)" in said
    assert said.count("ищем для неё") == 1


async def test_who_has_a_business_now_is_not_out_of_work_any_more(talk: StepTalk) -> None:
    await talk.begun(Facts(needs=("money",), age=20, region=HOME, statuses={"unemployed": True}))

    await talk.write("у меня появилось ИП")

    assert talk.facts.statuses == {"unemployed": False, "sole_proprietor": True}


async def test_a_card_for_another_speaks_of_them(talk: StepTalk) -> None:
    audience = PAYMENT.audience.model_copy(update={"conditions": ("можешь переехать",)})
    talk.stock((PAYMENT.model_copy(update={"audience": audience}),))
    await talk.begun(Facts(needs=("money",), age=20, region=HOME, seeking_for="her"))

    card = await talk.open("payment")

    assert "может переехать" in card
    assert "можешь" not in card


async def test_what_is_put_right_by_buttons_leads_back_to_the_path(talk: StepTalk) -> None:
    await talk.begun()
    await talk.act("path-more")
    await talk.press("Исправить")
    await talk.act("ask:age")

    assert "Твой путь" in await talk.write("18")
