"""For whom somebody looks, and whose the facts are then."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.dialogue.state import Person
from bot.person.profile import forget, form, is_child, learn, merge, seeks_for_another
from bot.person.understanding import Rules
from knowledge.facts import Facts
from knowledge.regions import regions

TODAY = date(2026, 11, 21)
RULES = Rules(regions(), "Курганская область")


def _news(text: str, asked: str | None = None, known: Facts | None = None) -> dict[str, Any]:
    return RULES.understand(text, asked, known).news.model_dump(exclude_unset=True)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("сыну 15, ищу ему секцию", "son"),
        ("для дочки 12 лет ищу лагерь", "daughter"),
        ("куда записать ребёнка на робототехнику", "child"),
        ("ребёнку 9 лет, она любит рисовать, куда её отдать", "daughter"),
        ("дочь мечтает об артеке, ей 13", "daughter"),
        ("мой сын увлекается биологией, 8 класс", "son"),
        ("ищу подруге работу", "her"),
        ("мужа сократили, что ему положено", "him"),
        ("муж вернулся с сво, помогите ему найти работу", "him"),
        ("брат хочет открыть шиномонтаж", "him"),
        ("сестре 19, она хочет на форум", "her"),
        ("помогите маме найти подработку", "her"),
        ("для друга: ему 20, хочет снимать кино", "him"),
        ("ищу льготы для родителей", "another"),
        ("мои ученики сделали проект, куда с ним податься", "group"),
        ("ищу конкурсы для моих учеников", "group"),
        ("выплаты для моей жены", "her"),
        ("внучке 16 лет, хочет стать ветеринаром", "her"),
        ("сын инвалид, 16 лет, какие курсы есть", "son"),
    ],
)
def test_it_is_heard_for_whom_somebody_looks(text: str, whom: str) -> None:
    assert RULES.understand(text).seeking_for == whom


@pytest.mark.parametrize(
    "text",
    [
        "мне 17, хочу на форум",
        "мы с мужем хотим ипотеку",
        "одна воспитываю сына 4 года, мне 23, хочу начать делать маникюр",
        "у меня двое детей, нужна квартира",
        "сыну 3 года, хочу открыть ип",
        "мы с подругой шьём экосумки",
        "проект для детей из детского дома",
        "хочу сделать кружок для детей",
        "мама не работает, я сирота",
        "друг посоветовал написать сюда, мне 19",
        "муж на СВО, хочу кружок для деток",
        "мой парень не хочет переезжать, а я ищу работу",
        "мама хочет чтобы я поступил в колледж",
        "брату 12, мне 17, ищу подработку",
        "делаю игрушки для мамы",
        "мужа сократили, ищу подработку на дому",
        "хочу курсы для себя",
        "нам с мужем 27 и 29, двое детей, что нам положено",
    ],
)
def test_who_only_speaks_of_others_looks_for_oneself(text: str) -> None:
    assert RULES.understand(text).seeking_for == "self"


@pytest.mark.parametrize(
    ("text", "news"),
    [
        (
            "мне 38, работаю в школе, сыну 15, ищу ему лагерь",
            {"age": 15, "needs": ["travel"], "seeking_for": "son"},
        ),
        (
            "ищу подруге работу, ей 17 лет, она учится в колледже, живёт в Шадринске",
            {
                "age": 17,
                "region": "Курганская область",
                "municipality": "Шадринск",
                "statuses": {"college": True},
                "capabilities": {"student_status": True},
                "needs": ["job"],
                "seeking_for": "her",
            },
        ),
        (
            "живу в Кургане, для дочки ищу курсы, ей скоро 14",
            {
                "age": 13,
                "region": "Курганская область",
                "municipality": "Курган",
                "needs": ["knowledge"],
                "seeking_for": "daughter",
            },
        ),
        (
            "брат закончил колледж, сейчас не работает, ищу ему курсы",
            {
                "statuses": {"college": False, "employed": False},
                "needs": ["knowledge"],
                "seeking_for": "him",
            },
        ),
    ],
)
def test_the_profile_is_of_the_one_for_whom_is_looked(text: str, news: dict[str, Any]) -> None:
    got = _news(text)

    assert {key: list(value) if isinstance(value, tuple) else value for key, value in got.items()} == news


def test_the_facts_of_the_writer_stay_the_writers() -> None:
    read = RULES.understand("мне 38, работаю в школе, сыну 15, ищу ему лагерь")

    assert (read.facts.age, read.facts.statuses["employed"]) == (38, True)
    assert read.about.age == 15


@pytest.mark.parametrize(
    ("text", "asked", "news"),
    [
        ("15", "age", {"age": 15, "seeking_for": "son"}),
        ("в школе", "occupation", {"statuses": {"school": True}, "seeking_for": "son"}),
        (
            "он учится в 9 классе",
            "occupation",
            {"statuses": {"school": True}, "seeking_for": "son"},
        ),
        ("ему 16", None, {"age": 16, "seeking_for": "son"}),
        ("мне 40", None, {}),
        ("я работаю учителем в школе", None, {}),
    ],
)
def test_who_looks_for_the_son_answers_about_the_son(
    text: str, asked: str | None, news: dict[str, Any]
) -> None:
    assert _news(text, asked, Facts(seeking_for="son")) == news


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("для себя", "self"),
        ("себе", "self"),
        ("сыну", "son"),
        ("для дочери", "daughter"),
        ("ребёнку", "child"),
        ("жене", "her"),
        ("друг попросил", "him"),
        ("ученикам", "group"),
    ],
)
def test_the_question_for_whom_is_answered_in_words(text: str, whom: str) -> None:
    assert RULES.understand(text, "seeking_for").news.seeking_for == whom


def test_a_faint_sign_does_not_replace_somebody_who_is_known() -> None:
    known = Facts(age=34, statuses={"parent": True})

    assert RULES.understand("сыну 15", None, known).seeking_for == "self"
    assert RULES.understand("сыну 15").seeking_for == "son"


def test_another_person_begins_a_profile_anew_and_a_family_keeps_its_place() -> None:
    mine = Facts(age=38, region="Курганская область", municipality="Курган", statuses={"employed": True})

    assert merge(mine, Facts(age=15, seeking_for="son")) == Facts(
        age=15, region="Курганская область", municipality="Курган", seeking_for="son"
    )
    assert merge(mine, Facts(age=20, seeking_for="her")) == Facts(age=20, seeking_for="her")


def test_news_of_the_same_person_are_added() -> None:
    known = Facts(age=15, seeking_for="son")

    assert merge(known, Facts(statuses={"school": True}, seeking_for="son")).age == 15
    assert merge(known, Facts(topics=("it",))).age == 15


@pytest.mark.parametrize(
    ("facts", "spoken"),
    [
        (Facts(), "you"),
        (Facts(seeking_for="self"), "you"),
        (Facts(seeking_for="son"), "he"),
        (Facts(seeking_for="her"), "she"),
        (Facts(seeking_for="child"), "neutral"),
    ],
)
def test_the_one_for_whom_is_looked_is_spoken_of(facts: Facts, spoken: str) -> None:
    assert form(facts) == spoken
    assert seeks_for_another(facts) is (spoken != "you")


def test_the_facts_of_another_are_never_left_as_the_writers() -> None:
    person = learn(Person(), Facts(age=15, seeking_for="son"), "said", datetime(2026, 11, 21, tzinfo=UTC))

    assert forget(person, ["seeking_for"]).facts == Facts()
    assert forget(person, ["age"]).facts == Facts(seeking_for="son")


def test_who_looks_for_a_child_is_no_child() -> None:
    assert is_child(Facts(age=10), TODAY)
    assert not is_child(Facts(age=10, seeking_for="daughter"), TODAY)


@pytest.mark.parametrize(
    ("text", "whom", "age"),
    [
        ("я мама, дочке 16, учится в колледже, хочет свой маникюрный кабинет", "daughter", 16),
        ("у меня сын 17 лет, не может найти работу", "son", 17),
        ("дочке 16 лет, хочет стать дизайнером", "daughter", 16),
        ("брату 12, а мне 17, хочу в лагерь", None, 17),
        ("сын 3 года, хотим купить квартиру", None, None),
    ],
)
def test_whom_a_message_begins_with_is_meant_when_the_wish_is_theirs(
    text: str, whom: str | None, age: int | None
) -> None:
    news = RULES.understand(text).news

    assert (news.seeking_for, news.age) == (whom, age)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "ищу для подруги, ей 19, она ждёт ребёнка, живёт в Шадринске, студентка колледжа",
            {"age": 19, "municipality": "Шадринск", "college": True, "parent": True},
        ),
        ("ищу для подруги, 19 лет, студентка колледжа", {"age": 19, "college": True}),
        ("ищу для сына, школьник, 8 класс", {"school": True}),
        (
            "я учитель, ищу для своих учеников 8 класса, хотим сделать школьный музей, Макушино",
            {"municipality": "Макушинский муниципальный округ", "school": True},
        ),
        ("ищу для сына, работаю учителем", {}),
        ("ищу для подруги, мне 20 лет, я студентка колледжа", {}),
    ],
)
def test_what_stands_beside_the_one_who_is_sought_for_describes_them(
    text: str, facts: dict[str, Any]
) -> None:
    news = _news(text)
    told = {**news, **news.get("statuses", {})}

    assert {
        key: value for key, value in told.items() if key in ("age", "municipality") or value is True
    } == facts
