"""Facts that travel in buttons: known on the next card, kept nowhere."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.carried import LENGTH, pack, unpack
from bot.organisation import shipped_organisation
from bot.person.hearing import settled, study_facts
from knowledge.facts import Facts
from knowledge.regions import regions
from knowledge.vocabulary import vocabulary
from tests.unit.bot.dialogue.conversation import Talk


@pytest.mark.parametrize(
    "facts",
    [
        Facts(age=17),
        Facts(birth_year=2008),
        Facts(birth_year=1995),
        Facts(region="Курганская область"),
        Facts(region="Курганская область", municipality="Шадринск"),
        study_facts("school"),
        Facts(statuses=settled(["parent", "employed"])),
        Facts(capabilities={"student_status": True}),
        Facts(age=5, region="Камчатский край", statuses=settled(list(vocabulary().statuses)[-1:])),
    ],
)
def test_facts_come_back_as_they_went(facts: Facts) -> None:
    packed = pack(facts)

    assert len(packed) == LENGTH
    assert unpack(packed, regions()) == facts


def test_nothing_to_carry_is_nothing() -> None:
    assert pack(Facts()) == ""
    assert pack(Facts(goal="театр")) == ""
    assert unpack("", regions()) == Facts()


def test_a_day_of_birth_travels_as_its_year_only() -> None:
    assert unpack(pack(Facts(birth_date=date(2008, 5, 12))), regions()) == Facts(birth_year=2008)


def test_no_two_places_share_a_sign() -> None:
    places = [Facts(region=region) for region in regions().regions]
    places += [
        Facts(region=region, municipality=town)
        for region in regions().regions
        for town in regions().municipalities(region)
    ]

    assert len({pack(place) for place in places}) == len(places)


@given(st.text(alphabet="0123456789abcdefghijklmnopqrstuvwxyz", min_size=12, max_size=12))
def test_forged_facts_are_facts_or_nothing(packed: str) -> None:
    assert isinstance(unpack(packed, regions()), Facts)


async def test_a_card_knows_what_was_said_with_the_search_and_the_state_does_not() -> None:
    talk = Talk()
    await talk.write("мне 17, живу в Шадринске, хочу деньги на свой проект")
    stored = talk.state.model_dump_json()

    await talk.press("1")

    assert "Проверь возраст" not in talk.text
    assert "где живёшь" not in talk.text
    assert "~" not in stored
    assert "~" not in talk.state.model_dump_json()


async def test_what_was_said_is_kept_once_consent_is_given() -> None:
    talk = Talk()
    await talk.write("мне 17, живу в Шадринске, учусь в школе, хочу деньги на свой проект")
    await talk.press("Запомнить меня")

    text = await talk.press("Мне есть 14, разрешаю")

    assert "Запомнил: 17 лет, Шадринск" in text
    assert talk.facts.age == 17
    assert talk.facts.statuses["school"] is True


async def test_a_child_cannot_agree_by_a_button_that_knows_the_age() -> None:
    talk = Talk()
    await talk.write("мне 12, хочу в лагерь")
    carried = (talk.button("1").action or "").partition("~")[2]

    assert "Тебе нет 14" in await talk.act(f"consent~{carried}")
    assert "Мне есть 14, разрешаю" not in talk.labels
    mark = shipped_organisation().consents.processing.text_hash[:12]
    assert "Тебе нет 14" in await talk.act(f"agree-processing:{mark}~{carried}")
    assert talk.state.person is None


async def test_with_consent_nothing_travels() -> None:
    talk = await Talk().agree()

    await talk.write("мне 17, хочу деньги на свой проект")

    assert all("~" not in (button.action or "") for button in talk.buttons)


async def test_the_next_page_still_knows() -> None:
    talk = Talk()
    await talk.write("мне 17, живу в Шадринске, хочу деньги на свой проект")

    await talk.press("Ещё 5")

    assert "Проверь возраст" not in talk.text


@pytest.mark.parametrize("word", ["подробнее", "сохрани", "поделиться", "здесь ошибка"])
async def test_words_about_a_card_need_a_card(word: str) -> None:
    talk = Talk()

    assert "Сначала открой карточку" in await talk.write(word)


@pytest.mark.parametrize(
    ("word", "sign"),
    [
        ("подробнее", "Источники"),
        ("поделиться", "start=m-rosmolodezh-granty"),
        ("здесь ошибка", "Что не так"),
        ("сохрани", "нужно твоё согласие"),
    ],
)
async def test_words_about_a_card_mean_the_last_one(word: str, sign: str) -> None:
    talk = Talk()
    await talk.act("m:rosmolodezh-granty")
    await talk.write("спасибо")

    assert sign in await talk.write(word)
