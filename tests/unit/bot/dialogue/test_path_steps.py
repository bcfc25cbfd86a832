"""What one says of the steps of a path and what becomes of it: the real planner over few measures."""

from datetime import timedelta
from typing import Any

import pytest

from bot.dialogue.engine import Engine
from bot.dialogue.messages import ButtonPressed
from bot.dialogue.state import Person
from bot.dialogue.turn import Books, Sharing
from bot.organisation import shipped_organisation
from bot.path_desk import PathDesk
from bot.texts import russian
from knowledge.facts import Facts
from knowledge.measure import SupportMeasure
from tests.unit.bot.dialogue.conversation import HOME, Shelf, Talk
from tests.unit.bot.path.catalogue import measure, window

CODE = "abcdefghijklmnopqrstuv"
ANNA = Facts(
    needs=("money", "knowledge"),
    topics=("social",),
    age=17,
    region=HOME,
    municipality="Шадринск",
    stage="idea",
    hours_per_month=20,
)


def a_measure(id_: str, title: str, **changes: Any) -> SupportMeasure:
    return measure(id_, title=title, summary="О чём это.", steps=["Открыть сайт"], **changes)


def sum_of(rub: int) -> dict[str, Any]:
    return {"amount_max": rub, "period": "once"}


COURSE = a_measure("course", "Курс проектов", needs=["knowledge"], gives=["project_passport"])
GRANT = a_measure(
    "grant",
    "Большой грант",
    kind="grant",
    requires=["project_passport"],
    window=window(2, 3),
    benefit=sum_of(300_000),
)
PAYMENT = a_measure("payment", "Выплата студентам", kind="payment", benefit=sum_of(20_000))
SECOND = a_measure("second", "Вторая выплата", kind="payment", benefit=sum_of(10_000), effort_hours=30)
ALL = (COURSE, GRANT, PAYMENT, SECOND)


class StepTalk(Talk):
    """Somebody of whom everything is known, with a planner and pages for others."""

    def __init__(self, measures: tuple[SupportMeasure, ...] = ALL) -> None:
        self.shelf = Shelf(measures)
        super().__init__(self.shelf)
        self.stock(measures)

    def stock(self, measures: tuple[SupportMeasure, ...]) -> None:
        """From now on the catalogue holds these, and the process has begun anew."""
        shelf, organisation = Shelf(measures), shipped_organisation()
        self.engine = Engine(
            knowledge=shelf,
            texts=russian(),
            organisation=organisation,
            home_region=HOME,
            books=Books(
                planner=PathDesk(knowledge=shelf, organisation=organisation),
                sharing=Sharing(lambda: CODE, lambda code: f"https://consultant.example/p/{code}"),
            ),
        )

    async def begun(self, facts: Facts = ANNA) -> str:
        await self.agree()
        self.state = self.state.model_copy(update={"person": Person(facts=facts)})
        return await self.act("path-show")

    async def open(self, id_: str) -> str:
        return await self.act(f"step:{id_}")

    @property
    def marks(self) -> dict[str, str]:
        assert self.state.person is not None
        return {mark.id: mark.what for mark in self.state.person.path.marks}


@pytest.fixture
def talk() -> StepTalk:
    return StepTalk()


@pytest.fixture
def rivals() -> StepTalk:
    """Two schools of which one may attend only one."""
    big = a_measure("big", "Большая школа", needs=["knowledge"], topics=["social"], excludes=["small"])
    small = a_measure("small", "Малая школа", needs=["knowledge"], topics=["social"], effort_hours=8)
    return StepTalk((big, small, PAYMENT))


async def test_the_path_is_short_with_months_sums_and_what_to_do_this_week(talk: StepTalk) -> None:
    said = await talk.begun()

    assert "Твой путь: 3 шага" in said or "Твой путь: 4 шага" in said
    assert "**1. Курс проектов** · можно уже сейчас" in said
    assert (
        "Большой грант** · обычно в феврале 2027 · до 300 тыс. ₽".replace(" тыс. ₽", "\u00a0тыс.\u00a0₽")
        in said
    )
    assert "если пройдёшь отбор" in said
    assert "Начни на этой неделе:** Открыть сайт." in said


async def test_a_button_of_a_step_opens_its_card(talk: StepTalk) -> None:
    await talk.begun()

    card = await talk.press("1")

    for part in ("Шаг 1. Курс проектов", "Почему это тебе", "Когда:", "Что делать", "Документы", "по данным"):
        assert part in card


async def test_who_has_seen_the_path_is_not_asked_again_unless_they_want_it(talk: StepTalk) -> None:
    await talk.begun(Facts(needs=("money",), age=17, region=HOME))
    await talk.write("меню")

    assert "Твой путь" in await talk.write("/path")
    assert "Твой путь" not in await talk.press("Уточнить")


async def test_done_without_a_result_to_ask_for_asks_nothing_and_the_path_goes_on(talk: StepTalk) -> None:
    await talk.begun()
    await talk.open("payment")

    said = await talk.press("Сделано")

    assert talk.marks == {"payment": "tried"}
    assert "**Выплата студентам** сделано" in said
    assert "✓ Сделано: **Выплата студентам**" in said
    assert not any("Выплата студентам" in line for line in said.splitlines() if line.startswith("**1."))


async def test_what_a_step_has_given_counts_when_it_came(talk: StepTalk) -> None:
    await talk.begun()
    await talk.open("course")

    assert "Получилось?" in await talk.press("Сделано")
    said = await talk.write("получилось")

    assert talk.marks == {"course": "done"}
    assert "✓ Сделано: **Курс проектов**" in said
    assert "Большой грант" in said


async def test_what_waits_for_an_answer_stays_and_its_card_takes_the_answer(talk: StepTalk) -> None:
    await talk.begun()
    await talk.open("course")
    await talk.press("Сделано")

    assert "ждём ответа" in await talk.press("Пока жду ответа")
    await talk.press("1")
    said = await talk.press("Не дали")

    assert talk.marks == {"course": "lost"}
    assert "Жаль" in said


async def test_what_is_not_wanted_goes_and_can_be_brought_back(talk: StepTalk) -> None:
    await talk.begun()
    await talk.open("payment")

    await talk.write("не для меня")
    said = await talk.write("неинтересно")
    assert "**1. Выплата" not in said
    assert talk.marks == {"payment": "unwanted"}

    await talk.press("Вернуть убранное")
    assert "Выплата студентам** ·" in await talk.press("Выплата студентам")
    assert talk.marks == {}


async def test_no_time_means_fewer_hours_and_not_a_step_less(talk: StepTalk) -> None:
    await talk.begun()
    await talk.open("payment")
    await talk.press("Не для меня")

    assert "Сколько часов" in await talk.press("Нет времени")
    said = await talk.press("5 ч в месяц")

    assert talk.facts.hours_per_month == 5
    assert "Твой путь" in said
    assert talk.marks == {}


async def test_what_one_has_already_is_a_fact_of_the_profile(talk: StepTalk) -> None:
    await talk.begun()
    await talk.open("course")

    said = await talk.write("у меня это уже есть")

    assert talk.facts.has == ("course",)
    assert "Курс проектов** ·" not in said
    assert "уже есть: Курс проектов (по кнопке" in await talk.act("facts")


async def test_another_one_is_told_with_the_reason_and_can_take_the_place(rivals: StepTalk) -> None:
    assert "Большая школа" in await rivals.begun()
    await rivals.open("big")

    why = await rivals.press("Почему не другое?")
    assert "1. **Малая школа**: " in why
    said = await rivals.press("Взять 1")

    assert rivals.marks == {"big": "unwanted", "small": "chosen"}
    assert "вместо **Большая школа** теперь **Малая школа**. Остальное осталось как было." in said
    assert "Малая школа** · можно уже сейчас" in said


async def test_the_other_variant_takes_the_place_at_once(rivals: StepTalk) -> None:
    await rivals.begun()
    await rivals.open("big")

    said = await rivals.press("Другой вариант")

    assert "Малая школа** · можно уже сейчас" in said


async def test_where_there_is_no_other_it_is_said(talk: StepTalk) -> None:
    await talk.begun()

    assert "Другого на место **Курс проектов** пока нет" in await talk.act("other:course")


async def test_an_old_button_says_so_and_shows_the_path_as_it_is(talk: StepTalk) -> None:
    await talk.begun()
    await talk.act("dull:payment")

    said = await talk.act("step:payment")

    assert said.startswith("Этого шага в пути больше нет")
    assert "Твой путь" in said


async def test_buttons_work_after_a_restart(talk: StepTalk) -> None:
    await talk.begun()
    talk.stock(ALL)

    assert "Шаг 1. Курс проектов" in await talk.press("1")


async def test_what_changed_since_is_told_in_one_sentence(talk: StepTalk) -> None:
    await talk.begun()
    talk.stock((COURSE, GRANT, SECOND))

    said = await talk.write("/path")

    assert "Что изменилось: убрали «payment»" in said or "Что изменилось: убрали «Выплата" in said
    assert "Что изменилось" not in await talk.write("/path")


async def test_a_birthday_changes_the_path(talk: StepTalk) -> None:
    young = a_measure("young", "Лагерь до семнадцати", audience={"age_max": 17}, needs=["knowledge"])
    talk = StepTalk((young, PAYMENT))
    await talk.begun(
        ANNA.model_copy(
            update={"age": None, "birth_date": (talk.now + timedelta(days=30)).date().replace(year=2008)}
        )
    )
    assert "Лагерь" in talk.text

    said = await talk.later(days=60).write("/path")

    assert "Что изменилось: убрали «Лагерь до семнадцати»" in said


async def test_the_path_of_a_son_is_his(talk: StepTalk) -> None:
    said = await talk.begun(ANNA.model_copy(update={"seeking_for": "son"}))

    assert "Его путь: " in said
    assert "Почему это ему:" in await talk.press("1")
    assert "Вот что я знаю о том, для кого ищем" in await talk.write("обо мне")


async def test_without_consent_any_more_a_step_says_nothing_untrue(talk: StepTalk) -> None:
    await talk.begun()
    await talk.act("withdraw")

    said = await talk.act("did:payment")

    assert "сделано" not in said
    assert "соглас" in said


async def test_a_loan_is_called_a_loan() -> None:
    loan = a_measure("loan", "Заём на дело", kind="loan", benefit=sum_of(100_000))

    assert "Заём на дело** · можно уже сейчас · это заём, его надо вернуть" in await StepTalk((loan,)).begun()


async def test_the_page_for_others_is_made_once_and_closed_by_a_press(talk: StepTalk) -> None:
    await talk.begun()
    await talk.press("Ещё о пути")
    said = await talk.press("Показать родителям или наставнику")

    assert f"https://consultant.example/p/{CODE}" in said
    assert talk.state.person is not None
    assert talk.state.person.path.share == CODE

    await talk.press("Закрыть страницу")
    assert talk.state.person.path.share is None


async def test_the_export_tells_what_is_kept_of_the_path(talk: StepTalk) -> None:
    await talk.begun()
    await talk.act("dull:payment")

    said = await talk.write("/export")

    assert "Выплата студентам: не для меня" in said
    assert "показано: Курс проектов" in said


async def test_nothing_that_fits_is_said_kindly_with_what_is_near() -> None:
    talk = StepTalk((GRANT,))

    said = await talk.begun(ANNA.model_copy(update={"capabilities": {"project_passport": False}}))

    assert "собрать не из чего" in said
    assert "Почти подходит: **Большой грант**. Пока нет: нужно готовое описание" in said


async def test_where_nothing_was_found_another_wish_is_asked_for_and_leads_on() -> None:
    talk = StepTalk((PAYMENT,))
    await talk.begun(ANNA.model_copy(update={"needs": ("mentor",)}))
    assert "собрать не из чего" in talk.text

    assert "Чего тебе сейчас не хватает" in await talk.press("Уточнить")
    await talk.press("Деньги")

    assert "Выплата студентам" in await talk.press("Готово")


async def test_a_thing_that_nobody_gives_can_be_bought_with_a_grant() -> None:
    talk = StepTalk((PAYMENT,))

    said = await talk.begun(ANNA.model_copy(update={"needs": ("equipment",)}))

    assert "Выплата студентам" in said
    assert "можно купить на деньги гранта" in said


async def test_a_need_that_nothing_fills_is_named() -> None:
    talk = StepTalk((PAYMENT,))

    said = await talk.begun(ANNA.model_copy(update={"needs": ("money", "mentor", "equipment")}))

    assert "Пока не нашёл, чем закрыть: наставник." in said


async def test_sums_are_told_for_a_year_with_what_has_to_be_checked_or_won_apart() -> None:
    monthly = {"kind": "payment", "needs": ["money"], "benefit": {"amount_max": 1_000, "period": "month"}}
    check = {"audience": {"citizenship_ru": True}, "kind": "payment", "benefit": sum_of(50_000)}
    prize = {"kind": "grant", "needs": ["team"], "benefit": sum_of(7_000_000)}
    talk = StepTalk(
        (
            a_measure("sure", "Пособие", **monthly),
            a_measure("unsure", "Выплата", needs=["knowledge"], **check),
            a_measure("prize", "Грант", **prize),
        )
    )

    said = await talk.begun(ANNA.model_copy(update={"needs": ("money", "knowledge", "team")}))

    plain = said.replace("\u00a0", " ")
    assert "за год: до 12 тыс. ₽; до 50 тыс. ₽, если подойдёшь по условиям; до 1 млн ₽ при победе" in plain
    assert "выше миллиона не считаем" in plain
    assert "посчитаны за 12 месяцев" in plain


@pytest.mark.parametrize(
    "name",
    ["step", "did", "got", "await", "lost", "notme", "dull", "had", "other", "whynot", "instead", "back-in"],
)
@pytest.mark.parametrize("argument", ["", ":nowhere", ":payment"])
async def test_any_button_of_the_path_gets_an_answer_at_any_time(
    name: str, argument: str, talk: StepTalk
) -> None:
    assert await talk.receive(ButtonPressed(action=name + argument))
    await talk.begun()
    assert await talk.receive(ButtonPressed(action=name + argument))
