"""Facts in a person's own words."""

from datetime import date

import pytest

from bot.person.hearing import age_answer, hear, is_wish
from knowledge.facts import Facts
from knowledge.regions import regions

HOME = "Курганская область"


def _facts(text: str) -> dict[str, object]:
    return hear(text, regions(), HOME).facts.model_dump(exclude_unset=True)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("мне 17", 17),
        ("Мне уже 17 лет, хочу грант", 17),
        ("мне семнадцать лет", 17),
        ("я Аня, 19 лет", 19),
        ("17 лет, Шадринск", 17),
        ("Привет! 22 года, ищу работу", 22),
        ("возраст: 25", 25),
        ("мне двадцать три года, работаю на заводе", 23),
        ("самозанятая, пеку торты, 26, далматово", 26),
        ("17ть", 17),
        ("мне 17ть", 17),
        ("мне 16-ти лет", 16),
        ("16-ти, шадринск", 16),
        ("мне 18лет, ищу работу", 18),
        ("я 17-летняя школьница", 17),
        ("м н е  1 7", 17),
        ("м\u200bн\u200bе 1\u200b7", 17),
        ("м̶н̶е̶ 17", 17),
        ("mнe 17", 17),
        ("ｍне １７", 17),
    ],
)
def test_an_age_is_heard(text: str, age: int) -> None:
    assert _facts(text)["age"] == age


@pytest.mark.parametrize(
    "text",
    [
        "мне нужно 50 тысяч",
        "мне 50 тысяч на проект",
        "гранты до 35 лет",
        "через 2 года переезжаю",
        "ребёнку 3 года",
        "работаю 5 лет",
        "стаж 5 лет",
        "хочу 2 проекта",
        "мне 3 раза отказали",
        "мне 200 лет",
        "11 класс",
        "нужно 15-ти человек",
        "16-ти летний проект",
    ],
)
def test_other_numbers_are_no_age(text: str) -> None:
    assert "age" not in _facts(text)


def test_a_year_and_a_day_of_birth_are_heard() -> None:
    assert _facts("родилась в 2008, хочу на форум")["birth_year"] == 2008
    assert _facts("я 2008 года рождения")["birth_year"] == 2008
    assert _facts("родился 12.05.2008")["birth_date"] == date(2008, 5, 12)
    assert "birth_date" not in _facts("родился 32.13.2008")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("живу в Шадринске, хочу театр", "Шадринск"),
        ("я из Кургана и хочу свой бизнес", "Курган"),
        ("17 лет, Шадринск, хочу снять кино", "Шадринск"),
        ("далматово", "Далматовский муниципальный округ"),
        ("раньше жил в Кургане, теперь в Шадринске", "Шадринск"),
        ("жила в Шадринске, а сейчас в Кургане", "Курган"),
        ("учился в Тюмени, потом работал в Кургане, теперь в Шадринске", "Шадринск"),
        ("живу в Kypгaнe", "Курган"),
    ],
)
def test_home_is_heard(text: str, place: str) -> None:
    assert _facts(text)["municipality"] == place


@pytest.mark.parametrize(
    "text",
    [
        "гранты в Кургане",
        "хочу переехать в Екатеринбург",
        "форум в Калининграде",
        "мне 17, хочу на форум в Казани",
    ],
)
def test_a_place_that_is_only_spoken_of_is_not_home(text: str) -> None:
    assert "region" not in _facts(text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("учусь в школе", "school"),
        ("я школьница", "school"),
        ("учусь в 10 классе", "school"),
        ("я в девятом классе, хочу подработку", "school"),
        ("16 лет, 10 класс", "school"),
        ("студентка медицинского колледжа", "college"),
        ("учусь в техникуме", "college"),
        ("учусь в универе", "university"),
        ("студент университета", "university"),
        ("я аспирант", "postgraduate"),
        ("работаю учителем в селе", "teacher"),
        ("работаю медсестрой", "doctor"),
        ("работаю в магазине", "employed"),
        ("я безработный", "unemployed"),
        ("стою на бирже", "unemployed"),
        ("я самозанятая", "self_employed"),
        ("у меня есть ИП", "sole_proprietor"),
        ("у меня двое детей", "parent"),
        ("жду ребёнка", "parent"),
        ("мы многодетная семья", "large_family"),
        ("мы молодая семья", "young_family"),
        ("я сирота", "orphan"),
        ("у меня инвалидность", "disabled"),
        ("папа на СВО", "svo_family"),
        ("я ветеран боевых действий", "veteran"),
        ("у меня своя ферма", "farmer"),
        ("я спортсменка", "athlete"),
        ("я молодой учёный", "scientist"),
    ],
)
def test_what_a_person_does_is_heard(text: str, status: str) -> None:
    statuses = _facts(text)["statuses"]

    assert isinstance(statuses, dict)
    assert statuses[status] is True


@pytest.mark.parametrize(
    "text",
    [
        "хочу стать самозанятым",
        "хочу открыть ИП",
        "хочу поступить в колледж",
        "хочу работать в школе",
        "проект для школы",
        "хочу стать учителем",
        "помощь сиротам",
        "не работаю",
        "уже не учусь в колледже",
        "могу как самозанятый",
        "работаю над проектом",
        "хочу ребёнка записать в кружок",
    ],
)
def test_wishes_and_topics_are_no_statuses(text: str) -> None:
    statuses = _facts(text).get("statuses", {})

    assert isinstance(statuses, dict)
    assert True not in statuses.values()


def test_who_learns_at_one_place_does_not_learn_at_the_others() -> None:
    assert _facts("учусь в школе")["statuses"] == {
        "school": True,
        "college": False,
        "university": False,
        "postgraduate": False,
    }


def test_just_a_student_may_be_of_a_college_or_a_university() -> None:
    facts = _facts("я студент, хочу стажировку")

    assert facts["capabilities"] == {"student_status": True}
    assert facts["statuses"] == {"school": False}


@pytest.mark.parametrize(
    ("text", "has_content"),
    [
        ("мне 17, живу в Шадринске", False),
        ("Мне 16, я из Кургана", False),
        ("учусь в школе, 10 класс", False),
        ("мне 17, хочу театр", True),
        ("хочу театр", True),
        ("привет", False),
    ],
)
def test_facts_alone_are_told_from_requests(text: str, has_content: bool) -> None:
    assert hear(text, regions(), HOME).content is has_content


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("17", Facts(age=17)),
        ("17 лет", Facts(age=17)),
        ("мне 17", Facts(age=17)),
        ("семнадцать", Facts(age=17)),
        ("2008", Facts(birth_year=2008)),
        ("12.05.2008", Facts(birth_date=date(2008, 5, 12))),
        ("12 05 2008", Facts(birth_date=date(2008, 5, 12))),
        ("3", None),
        ("170", None),
        ("много", None),
        ("31.02.2008", None),
        ("", None),
    ],
)
def test_answers_to_how_old_are_read(text: str, facts: Facts | None) -> None:
    assert age_answer(text) == facts


def test_a_wish_is_told_from_an_answer() -> None:
    assert is_wish("хочу грант")
    assert not is_wish("Каменка")


@pytest.mark.parametrize("text", ["мне уже 18, школу закончила", "уже окончил школу", "9 классов закончил"])
def test_a_finished_school_is_no_school_any_more(text: str) -> None:
    heard = hear(text, regions(), HOME)

    assert heard.facts.statuses["school"] is False


def test_a_class_told_first_is_school() -> None:
    heard = hear("в 11 классе учусь", regions(), HOME)

    assert heard.facts.statuses["school"] is True


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("я не школьник", "school"),
        ("я не самозанятая", "self_employed"),
        ("забудь что я самозанятый", "self_employed"),
        ("я бывший студент урфу", "university"),
    ],
)
def test_what_is_denied_or_over_is_not_so(text: str, status: str) -> None:
    assert hear(text, regions(), HOME).facts.statuses[status] is False


def test_what_a_relative_is_is_not_the_writers() -> None:
    assert hear("брат студент колледжа", regions(), HOME).facts == Facts()


@pytest.mark.parametrize(
    ("text", "status"),
    [("мама безработная, как ей помочь", "unemployed"), ("моя сестра школьница хочет в артек", "school")],
)
def test_what_a_relative_is_for_whom_is_looked_is_heard_of_her(text: str, status: str) -> None:
    facts = hear(text, regions(), HOME).facts

    assert facts.seeking_for == "her"
    assert facts.statuses[status] is True


@pytest.mark.parametrize("text", ["я не живу в Кургане", "я больше не живу в Шадринске"])
def test_where_somebody_does_not_live_is_no_home(text: str) -> None:
    assert hear(text, regions(), HOME).facts.region is None


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("мне не 22 а 23", 23),
        ("мне не 18, а 17", 17),
        ("студентка 20 лет", 20),
        ("Катя 19 лет Курган", 19),
        ("гранты до 35 лет", None),
        ("сыну 15 лет, мне 40", 40),
    ],
)
def test_ages_in_the_middle_and_corrected_ages(text: str, age: int | None) -> None:
    assert hear(text, regions(), HOME).facts.age == age


def test_a_comma_ends_what_is_said_of_a_relative_or_denied() -> None:
    assert hear("мама не работает, я сирота", regions(), HOME).facts.statuses["orphan"] is True
    assert hear("работы не нашла, живу в Шадринске", regions(), HOME).facts.municipality == "Шадринск"


@pytest.mark.parametrize(
    "text",
    [
        "жена беременна",
        "моя девушка беременна",
        "жена ждёт ребёнка, нужна квартира",
        "ждём третьего",
        "жду второго, живём в Кургане",
        "ждём третьего ребёнка",
        "ждём пополнение",
        "скоро рожу",
        "у нас будет ребёнок",
        "мы беременны",
    ],
)
def test_who_expects_a_child_is_heard(text: str) -> None:
    statuses = _facts(text)["statuses"]

    assert statuses == {"parent": True}


@pytest.mark.parametrize(
    "text",
    [
        "сестра беременна",
        "у брата жена беременна",
        "не беременна",
        "выплаты для беременных",
        "ждём третьего тура",
        "жду второго сентября",
        "жду ответ",
    ],
)
def test_children_of_others_and_other_things_awaited_are_none_of_mine(text: str) -> None:
    assert "statuses" not in _facts(text)


def test_places_of_the_past_say_nothing_more() -> None:
    heard = hear("раньше жил в Кургане, теперь в Шадринске", regions(), HOME)

    assert not heard.content
    assert _facts("раньше жил в Кургане") == {}
    assert _facts("сейчас в Кургане идёт форум") == {}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("учусь на сварщика в техникуме", "college"),
        ("поступила на повара в колледж", "college"),
        ("учусь на юриста в универе", "university"),
    ],
)
def test_a_trade_between_does_not_hide_where_one_studies(text: str, status: str) -> None:
    assert _facts(text)["statuses"][status] is True  # type: ignore[index]  # a mapping, seen as object
