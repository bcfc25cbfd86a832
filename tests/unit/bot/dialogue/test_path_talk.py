"""«Мой путь» in the talk: the real planner over a few dozen real measures."""

from itertools import cycle
from random import Random
from typing import Any

import pytest

from bot.dialogue.engine import Engine
from bot.dialogue.messages import ButtonPressed
from bot.dialogue.phrases import phrases
from bot.dialogue.turn import Books
from bot.organisation import shipped_organisation
from bot.path_desk import PathDesk
from bot.texts import russian
from knowledge.shipped import shipped_measures
from tests.unit.bot.dialogue.conversation import HOME, Shelf, Talk

MEASURES = 40
FEW = Shelf(Random(5).sample(shipped_measures(), MEASURES))


class PathTalk(Talk):
    """A talk with a planner."""

    def __init__(self, knowledge: Shelf = FEW) -> None:
        super().__init__(knowledge)
        organisation = shipped_organisation()
        self.engine = Engine(
            knowledge=knowledge,
            texts=russian(),
            organisation=organisation,
            home_region=HOME,
            books=Books(planner=PathDesk(knowledge=knowledge, organisation=organisation)),
        )

    def waiting(self) -> dict[str, Any]:
        """The question that waits for an answer, as the talk keeps it."""
        kept = self.state.conversation.memory["waiting"]
        assert isinstance(kept, dict)
        question = kept["question"]
        assert isinstance(question, dict)
        return question

    async def tell_basics(self, needs: str = "нужны деньги и знания", age: str = "17") -> str:
        """Consent, and the three questions that come first."""
        await self.agree()
        await self.write("составь мой план")
        await self.write(needs)
        await self.write(age)
        return await self.write("Шадринск")


@pytest.fixture
def talk() -> PathTalk:
    return PathTalk()


async def test_a_path_needs_consent_because_answers_are_kept(talk: PathTalk) -> None:
    said = await talk.write("мой путь")

    assert "соглас" in said.lower()
    assert "Чего ты хочешь" in await talk.press("Мне есть 14, разрешаю")


async def test_needs_age_and_place_are_asked_first_and_words_are_enough(talk: PathTalk) -> None:
    await talk.agree()

    assert "Чего ты хочешь" in await talk.write("/path")
    assert "сколько тебе лет" in await talk.write("не хватает денег")
    assert "Где ты живёшь" in await talk.write("шестнадцать")
    assert talk.facts.needs == ("money",)
    assert talk.facts.age == 16


async def test_several_facts_in_one_sentence_save_questions(talk: PathTalk) -> None:
    await talk.agree()
    await talk.write("мой план")

    said = await talk.write("мне 17 лет, живу в Шадринске, нужны деньги на камеру")

    assert talk.facts.age == 17
    assert talk.facts.municipality == "Шадринск"
    assert "колько тебе лет" not in said
    assert "Где ты живёшь" not in said


@pytest.mark.parametrize("told", ["учусь в 9 классе", "ищу для сына, ему 15, он учится в школе"])
async def test_who_is_at_school_is_no_student_whoever_says_so(talk: PathTalk, told: str) -> None:
    await talk.agree()
    await talk.act("path")

    await talk.write(told)

    assert talk.facts.statuses["school"]
    assert talk.facts.statuses["university"] is False


async def test_choices_are_marked_in_place_and_taken_together(talk: PathTalk) -> None:
    await talk.agree()
    await talk.write("мой путь")

    press = talk.button("Деньги").action or ""
    await talk.receive(ButtonPressed(action=press, label="Деньги", on="7"))
    assert "✓ Деньги" in talk.labels
    assert [reply.replaces for reply in talk.said] == ["7"]

    await talk.press("Знания")
    await talk.press("✓ Деньги")
    await talk.press("Готово")

    assert talk.facts.needs == ("knowledge",)


async def test_more_choices_stand_on_a_further_page(talk: PathTalk) -> None:
    await talk.agree()
    await talk.write("мой путь")
    assert len([label for label in talk.labels if label in ("Деньги", "Команда")]) == 1

    await talk.press("Ещё варианты")
    await talk.press("Команда")
    await talk.press("Готово")

    assert talk.facts.needs == ("team",)


async def test_a_button_of_an_older_question_changes_nothing(talk: PathTalk) -> None:
    await talk.agree()
    await talk.write("мой путь")
    old = talk.button("Деньги").action or ""
    await talk.write("нужна работа")

    said = await talk.act(old)

    assert talk.facts.needs == ("job",)
    assert "сколько тебе лет" in said


async def test_who_goes_back_may_answer_anew(talk: PathTalk) -> None:
    await talk.agree()
    await talk.write("мой путь")
    await talk.write("нужна работа")

    assert "Чего ты хочешь" in await talk.write("назад")
    await talk.press("Деньги")
    await talk.press("Готово")

    assert talk.facts.needs == ("money",)


async def test_what_somebody_does_not_know_is_not_asked_again(talk: PathTalk) -> None:
    said, seen = await talk.tell_basics(), []
    for _ in range(25):
        if "Твой путь" in said or "собрать не из чего" in said:
            break
        question = said.rpartition("Осталось")[0].strip().splitlines()[-1]
        assert question not in seen
        seen.append(question)
        said = await talk.write("не знаю")

    assert "Твой путь" in said or "собрать не из чего" in said


async def test_whoever_says_in_any_way_that_it_is_to_be_skipped_gets_the_next_question() -> None:
    for said in (*phrases().actions["skip"], "дальше"):
        talk = PathTalk()
        await talk.agree()
        await talk.act("path")

        assert "сколько тебе лет" in await talk.write(said), said


async def test_every_question_to_the_end_can_be_skipped_in_any_way(talk: PathTalk) -> None:
    ways = cycle(phrases().actions["skip"])
    await talk.agree()
    said, seen = await talk.act("path"), []
    while "Остал" in said:
        seen.append(said)
        said = await talk.write(next(ways))

    assert len(set(seen)) == len(seen) > 4
    assert "Твой путь" in said or "собрать не из чего" in said


async def test_enough_questions_shows_the_path_at_once(talk: PathTalk) -> None:
    await talk.tell_basics()

    said = await talk.press("Хватит, покажи")

    assert "Твой путь: " in said
    assert "на этой неделе" in said


async def test_a_step_tells_why_and_what_to_do_and_the_path_comes_back(talk: PathTalk) -> None:
    await talk.tell_basics()
    await talk.write("хватит, покажи")

    card = await talk.press("1")
    assert "Почему это тебе" in card
    assert "данным" in card

    assert "Твой путь: " in await talk.press("Весь путь")


async def test_numbers_answer_a_list_of_statements(talk: PathTalk) -> None:
    said = await talk.tell_basics()
    for _ in range(8):
        if "Нажми номера" in said:
            break
        said = await talk.write("не знаю")
    before = len(talk.facts.confirmed) + len(talk.facts.statuses) + len(talk.facts.capabilities)

    await talk.write("1, 2")

    after = len(talk.facts.confirmed) + len(talk.facts.statuses) + len(talk.facts.capabilities)
    assert "Нажми номера" in said
    assert after > before or talk.facts.citizenship_ru is not None


async def test_a_child_gets_no_plan_and_nothing_is_kept(talk: PathTalk) -> None:
    await talk.agree()
    await talk.write("мой путь")
    await talk.write("нужны деньги")

    await talk.write("мне 12 лет")

    assert talk.state.person is None


async def test_without_a_planner_there_is_no_such_button() -> None:
    talk = Talk()
    await talk.start()
    assert "Мой путь" not in talk.labels

    await talk.write("меню")
    assert "Мой путь" not in talk.labels


async def test_with_a_planner_the_menu_leads_to_the_path(talk: PathTalk) -> None:
    await talk.start()

    assert "Мой путь" in talk.labels


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_pressed_or_said_on_the_way_there_is_an_answer(seed: int) -> None:
    random, talk = Random(seed), PathTalk()
    await talk.tell_basics()
    words = (
        "не знаю",
        "назад",
        "нет",
        "да",
        "1, 2",
        "учусь в колледже",
        "зачем",
        "исправить",
        "мой путь",
        "99",
        "ы",
    )
    for _ in range(25):
        labels = [button.label for button in talk.buttons if button.action]
        if labels and random.random() < 0.6:
            said = await talk.press(random.choice(labels))
        else:
            said = await talk.write(random.choice(words))
        assert said.strip()


async def test_who_comes_back_finds_the_question_and_then_the_path(talk: PathTalk) -> None:
    asked = await talk.tell_basics()
    await talk.write("меню")

    assert (await talk.write("мой путь")).splitlines()[-3:] == asked.splitlines()[-3:]

    await talk.write("хватит, покажи")
    await talk.write("меню")
    assert "Чего ты хочешь" not in await talk.write("мой путь")


async def test_what_was_passed_over_is_asked_again_only_when_one_wants_it(talk: PathTalk) -> None:
    first = await talk.tell_basics()
    for _ in range(25):
        if "Твой путь" in talk.text:
            break
        await talk.write("не знаю")
    assert "Твой путь" in await talk.write("мой путь")

    assert (await talk.press("Уточнить")).splitlines()[-3] in first


async def test_a_sensitive_question_says_why_and_can_be_skipped() -> None:
    talk = PathTalk(Shelf([one for one in shipped_measures() if "orphan" in one.audience.statuses]))
    await talk.tell_basics("нужно жильё и работа", "20")
    for _ in range(8):
        if "личное" in talk.text:
            break
        await talk.write("не знаю")

    assert "Отвечать не обязательно. Спрашиваю, потому что от этого зависит: " in talk.text
    assert "зависит: ." not in talk.text
    assert "Не знаю" in talk.labels


async def test_a_single_statement_is_asked_with_yes_and_no() -> None:
    orphans = [one for one in shipped_measures() if one.audience.statuses == ("orphan",)]
    talk = PathTalk(Shelf(orphans))
    await talk.tell_basics("нужно жильё", "20")
    for _ in range(8):
        if "Да" in talk.labels:
            break
        await talk.write("не знаю")

    assert {"Да", "Нет"} <= set(talk.labels)
    await talk.press("Да")

    assert talk.facts.statuses["orphan"] or any(talk.facts.confirmed.values())


async def test_nothing_of_a_list_says_nothing_of_citizenship_which_is_asked_by_itself() -> None:
    talk = PathTalk(Shelf([one for one in shipped_measures() if one.audience.citizenship_ru][:MEASURES]))
    said = await talk.tell_basics("хочу спортплощадку, нет денег", "15")
    while "гражданство России?" not in said:
        assert "гражданство" not in said
        assert talk.facts.citizenship_ru is None
        said = await talk.press("Ничего из этого" if "Ничего из этого" in talk.labels else "Не знаю")

    await talk.press("Нет")

    assert talk.facts.citizenship_ru is False


async def test_not_to_tell_of_one_personal_thing_does_not_deny_it() -> None:
    wanted = {"orphan", "disabled", "svo_family"}
    talk = PathTalk(Shelf([one for one in shipped_measures() if wanted.intersection(one.audience.statuses)]))
    await talk.tell_basics("нужно жильё и работа", "20")
    while (now := talk.waiting()).get("unit") != "situation":
        await talk.write("не знаю")
    personal = [(place, key) for place, key in enumerate(now["items"], 1) if key in wanted]
    (place, told), *others = personal

    await talk.press(str(place))
    await talk.press("Готово")

    assert talk.facts.statuses[told]
    assert others
    assert not {key for _, key in others}.intersection(talk.facts.statuses)


@pytest.mark.parametrize("idle", ["сижу с ребёнком", "я в декрете", "домохозяйка", "нигде", "в армии"])
async def test_who_neither_studies_nor_works_may_say_so_in_words(idle: str) -> None:
    talk = PathTalk(Shelf([one for one in shipped_measures() if "college" in one.audience.statuses]))
    await talk.agree()
    await talk.write("мне 23, живу в Шадринске, растим ребёнка, нужны деньги")
    said = await talk.act("path")
    while "Чем ты занимаешься" not in said:
        said = await talk.write("не знаю")

    assert "Чем ты занимаешься" not in await talk.write(idle)
    assert talk.facts.statuses["college"] is False


async def test_who_tells_nothing_new_twice_gets_the_next_question() -> None:
    talk = PathTalk(Shelf([one for one in shipped_measures() if "college" in one.audience.statuses]))
    await talk.agree()
    await talk.write("мне 23, живу в Шадринске, растим ребёнка, нужны деньги")
    said = await talk.act("path")
    while "Чем ты занимаешься" not in said:
        said = await talk.write("не знаю")

    assert "Чем ты занимаешься" in await talk.write("у нас дочка")
    assert "Чем ты занимаешься" not in await talk.write("у нас дочка")


async def test_who_is_not_understood_twice_is_shown_a_way_out(talk: PathTalk) -> None:
    await talk.tell_basics()

    assert "Не понял. Нажми кнопку" in await talk.write("абракадабра")
    assert "нажми «Не знаю»" in await talk.write("абракадабра")


async def a_list_of_income() -> PathTalk:
    """A talk that waits for the list in which the income of a family stands."""
    measures = [one for one in shipped_measures() if "доход на человека" in " ".join(one.audience.conditions)]
    needy = [one for one in shipped_measures() if "low_income_status" in one.requires]
    talk = PathTalk(Shelf((measures + needy)[:MEASURES]))
    await talk.tell_basics("нужны деньги и жильё", "25")
    while not (talk.waiting()["unit"] == "situation" and len(talk.waiting()["items"]) > 1):
        await talk.write("не знаю")
    return talk


async def test_words_tick_the_statement_of_a_list_that_they_mean() -> None:
    talk = await a_list_of_income()

    said = await talk.write("доход маленький, ниже прожиточного")
    await talk.press("Готово")

    assert "Отметил" in said
    assert talk.facts.capabilities["low_income_status"] is True


async def test_a_smile_or_asking_why_keeps_the_question(talk: PathTalk) -> None:
    said = await talk.tell_basics()
    question = said.splitlines()[-3:]

    assert (await talk.write("🙂")).splitlines()[-3:] == question
    assert (await talk.write("зачем ты спрашиваешь?")).splitlines()[-3:] == question
    assert "Не знаю" in talk.labels


async def test_show_me_in_one_word_shows_the_path(talk: PathTalk) -> None:
    await talk.tell_basics()

    assert "Твой путь" in await talk.write("покажи")


async def test_a_mark_of_stage_can_be_taken_back(talk: PathTalk) -> None:
    said = await talk.tell_basics()
    while "И сколько часов" not in said:
        said = await talk.write("не знаю")

    await talk.press("Есть идея")
    await talk.press("✓ Есть идея")

    assert "Есть идея" in talk.labels
